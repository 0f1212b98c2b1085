/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which calls start and answers arrive. As many as are busy at once, so
 * that a callback that blocks holds up only itself; daemons, gone after some idle time. A
 * task keeps the time limit of the call that its submitter makes.
 */
final class CallExecutor extends ThreadPoolExecutor {

	CallExecutor() {
		super(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>());
		AtomicInteger number = new AtomicInteger();
		setThreadFactory((task) -> {
			Thread thread = new Thread(task, "etcd-call-" + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		});
		// After the shutdown only the answers of calls that have been failed already
		// arrive.
		setRejectedExecutionHandler(new DiscardPolicy());
	}

	@Override
	public void execute(Runnable command) {
		super.execute(ObservedCalls.carriedTo(CallTimeout.detached()).wrap(command));
	}

}
