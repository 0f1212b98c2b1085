/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;

/**
 * One thread that is there only while there is something to do, since most servers see no
 * lock, no user and no fault at all.
 */
public final class IdleThread {

	private static final long KEEP_SECONDS = 5;

	private IdleThread() {
	}

	/**
	 * A daemon thread with a queue before it. What comes after its end is dropped:
	 * whoever could wait for that is cut off by then.
	 * @param name the thread's name
	 * @return the thread, to be shut down
	 */
	public static ExecutorService named(String name) {
		ThreadPoolExecutor executor = new ThreadPoolExecutor(1, 1, KEEP_SECONDS, TimeUnit.SECONDS,
				new LinkedBlockingQueue<>(), (task) -> {
					Thread thread = new Thread(task, name);
					thread.setDaemon(true);
					return thread;
				}, new DiscardPolicy());
		executor.allowCoreThreadTimeOut(true);
		return executor;
	}

}
