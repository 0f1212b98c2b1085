/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.time.Duration;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.annotation.DurationFormat.Style;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

/**
 * A section that one thread of all instances runs at a time, under a lock of the template
 * that {@code etcd.lock.templates.jobs} made.
 */
@RestController
@RequestMapping("/locks")
final class LockController {

	private final EtcdLockTemplate jobs;

	LockController(@Qualifier("jobs") EtcdLockTemplate jobs) {
		this.jobs = jobs;
	}

	@PostMapping("/{name}")
	Run run(@PathVariable String name,
			@RequestParam(defaultValue = "200ms") @DurationFormat(style = Style.SIMPLE) Duration duration)
			throws InterruptedException {
		return this.jobs.execute(name, (lock) -> run(lock, duration));
	}

	/**
	 * Counts the runs in two steps, which is right only because of the lock. The second
	 * step is fenced: etcd refuses it if the lock was lost meanwhile.
	 */
	private static Run run(EtcdLock lock, Duration duration) throws InterruptedException {
		String key = "runs/" + lock.name();
		int number = lock.kv().get(key).map(Integer::parseInt).orElse(0) + 1;
		Thread.sleep(duration.toMillis());
		lock.kv().put(key, Integer.toString(number));
		return new Run(lock.name(), number, lock.token().value());
	}

	/**
	 * What happened under the lock.
	 *
	 * @param lock the lock's name
	 * @param number how many runs there were, this one included
	 * @param token the fencing token, greater than that of every run before
	 */
	record Run(String lock, int number, long token) {

	}

}
