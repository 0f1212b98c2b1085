/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.contention.Application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Locks on a cluster whose members fail.
 */
@EtcdServer(members = 3, dedicated = true)
class EtcdLockClusterTests {

	private static final String PREFIX = "lock-cluster-test/";

	static EtcdProcessCluster cluster;

	private final AtomicInteger inside = new AtomicInteger();

	private final AtomicLong lastToken = new AtomicLong();

	private final AtomicInteger runs = new AtomicInteger();

	private final List<Object> violations = Collections.synchronizedList(new ArrayList<>());

	@Test
	void exclude_each_other_and_go_on_while_members_die_and_hang() throws InterruptedException {
		AtomicBoolean stop = new AtomicBoolean();
		List<Thread> threads = new ArrayList<>();
		try (Application one = Application.of(cluster.endpoints());
				Application two = Application.of(cluster.endpoints())) {
			for (Application application : List.of(one, one, two, two)) {
				Thread thread = new Thread(() -> {
					while (!stop.get()) {
						run(application.locks(PREFIX));
					}
				});
				thread.start();
				threads.add(thread);
			}
			awaitRuns(20);

			EtcdProcess dead = cluster.leader();
			dead.kill();
			awaitRuns(20);
			dead.restart();
			EtcdProcess hanging = cluster.follower();
			hanging.pause();
			awaitRuns(20);
			hanging.resume();
			awaitRuns(20);

			stop.set(true);
			for (Thread thread : threads) {
				thread.join(Duration.ofMinutes(1).toMillis());
			}
			assertThat(threads).noneMatch(Thread::isAlive);
			assertThat(this.violations).isEmpty();
			await().atMost(Duration.ofSeconds(30)).until(() -> one.keys(PREFIX).isEmpty());
		}
	}

	private void run(EtcdLockTemplate locks) {
		try {
			locks.executeWithoutResult("a", this::work);
		}
		catch (EtcdException | LockNotAcquiredException ex) {
			// An outage: the next attempt follows.
		}
		catch (LockLostException ex) {
			this.violations.add(ex);
		}
	}

	private void work(EtcdLock lock) {
		if (this.inside.incrementAndGet() != 1) {
			this.violations.add("two inside");
		}
		FencingToken before = new FencingToken(this.lastToken.getAndSet(lock.token().value()));
		if (before.compareTo(lock.token()) >= 0) {
			this.violations.add(before + " before " + lock.token());
		}
		this.runs.incrementAndGet();
		this.inside.decrementAndGet();
	}

	private void awaitRuns(int more) {
		int enough = this.runs.get() + more;
		await().atMost(Duration.ofMinutes(1)).until(() -> this.runs.get() >= enough);
	}

}
