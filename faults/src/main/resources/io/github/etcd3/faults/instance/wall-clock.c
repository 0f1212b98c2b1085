/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

/* Preloaded into an application: moves its wall clock by the seconds in a mapped file. */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile int64_t *offset;

__attribute__((constructor)) static void map_offset(void) {
	const char *name = getenv("FAULTS_WALL_CLOCK");
	int file = (name != NULL) ? open(name, O_RDONLY | O_CLOEXEC) : -1;
	if (file >= 0) {
		void *mapped = mmap(NULL, sizeof(int64_t), PROT_READ, MAP_SHARED, file, 0);
		offset = (mapped != MAP_FAILED) ? mapped : NULL;
		close(file);
	}
}

int clock_gettime(clockid_t clock, struct timespec *now) {
	int result = (int) syscall(SYS_clock_gettime, clock, now);
	if (result == 0 && offset != NULL && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) {
		now->tv_sec += *offset;
	}
	return result;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
	struct timespec precise;
	int result = clock_gettime(CLOCK_REALTIME, &precise);
	(void) zone;
	now->tv_sec = precise.tv_sec;
	now->tv_usec = precise.tv_nsec / 1000;
	return result;
}

time_t time(time_t *copy) {
	struct timespec precise;
	clock_gettime(CLOCK_REALTIME, &precise);
	if (copy != NULL) {
		*copy = precise.tv_sec;
	}
	return precise.tv_sec;
}
