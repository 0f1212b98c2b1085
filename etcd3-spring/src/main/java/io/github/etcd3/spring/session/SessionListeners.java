/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.session;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners: each in order, none of them held up by another.
 */
final class SessionListeners {

	private static final Logger logger = LoggerFactory.getLogger(SessionListeners.class);

	private final List<Told> all = new CopyOnWriteArrayList<>();

	private final Executor executor;

	private final AtomicLong losses = new AtomicLong();

	SessionListeners(Executor executor) {
		this.executor = executor;
	}

	void add(EtcdSessionListener listener) {
		this.all.add(new Told(listener));
	}

	void remove(EtcdSessionListener listener) {
		this.all.removeIf((told) -> told.listener == listener);
	}

	boolean isEmpty() {
		return this.all.isEmpty();
	}

	void lost(SessionLease lease) {
		this.losses.incrementAndGet();
		tell((listener) -> listener.lost(lease));
	}

	long losses() {
		return this.losses.get();
	}

	void tell(Consumer<EtcdSessionListener> news) {
		this.all.forEach((told) -> told.tell(news));
	}

	private final class Told {

		private final EtcdSessionListener listener;

		private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

		Told(EtcdSessionListener listener) {
			this.listener = listener;
		}

		synchronized void tell(Consumer<EtcdSessionListener> news) {
			// Whatever became of the one before.
			this.last = this.last.whenCompleteAsync((done, failure) -> call(news), SessionListeners.this.executor);
		}

		private void call(Consumer<EtcdSessionListener> news) {
			try {
				news.accept(this.listener);
			}
			catch (RuntimeException | Error ex) {
				// An Error too: it must not keep the loss of the lease from the listener.
				logger.warn("A session listener failed: {}", this.listener, ex);
			}
		}

	}

}
