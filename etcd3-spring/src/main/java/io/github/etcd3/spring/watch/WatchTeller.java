/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;

/**
 * Tells a {@link WatchListener} what happened, decoded; whatever it throws, and whatever
 * can't be decoded, goes to the {@link WatchErrorHandler}.
 *
 * @param <V> the type of the values
 */
final class WatchTeller<V> {

	private static final Logger logger = LoggerFactory.getLogger(EtcdWatch.class);

	private final WatchSettings settings;

	private final WatchListener<V> listener;

	WatchTeller(WatchSettings settings, WatchListener<V> listener) {
		this.settings = settings;
		this.listener = listener;
	}

	void put(KeyValue stored, @Nullable KeyValue previous) {
		if (this.settings.kinds() == WatchSettings.Kinds.DELETES) {
			return;
		}
		EtcdEntry<V> entry = entry(stored);
		if (entry != null) {
			tell(new WatchEvent.Put<>(entry, (previous != null) ? entry(previous) : null));
		}
	}

	void delete(ByteSequence key, long revision, @Nullable KeyValue previous) {
		if (this.settings.kinds() == WatchSettings.Kinds.PUTS) {
			return;
		}
		String name;
		try {
			name = this.settings.range().key(key);
		}
		catch (RuntimeException ex) {
			// Not a key that was asked for.
			handle(null, ex);
			return;
		}
		tell(new WatchEvent.Delete<>(name, revision, (previous != null) ? entry(previous) : null));
	}

	void resynced(long revision) {
		this.settings.observer().resynced(this.settings.range().name());
		tell(new WatchEvent.Resynced<>(revision));
	}

	void failed(EtcdException failure) {
		handle(null, failure);
	}

	private @Nullable EtcdEntry<V> entry(KeyValue stored) {
		try {
			return this.settings.range().entry(stored, this.settings.type());
		}
		catch (RuntimeException | Error ex) {
			handle(null, ex);
			return null;
		}
	}

	private void tell(WatchEvent<V> event) {
		try {
			this.listener.onEvent(event);
		}
		catch (RuntimeException | Error ex) {
			handle(event, ex);
		}
	}

	private void handle(@Nullable WatchEvent<V> event, Throwable failure) {
		try {
			this.settings.errorHandler().failed(event, failure);
		}
		catch (RuntimeException | Error ex) {
			logger.warn("The error handler of the watch on '{}' failed", EtcdCall.shown(this.settings.range().name()),
					ex);
		}
	}

	/** Logs a warning, without values, which may be secrets. */
	static WatchErrorHandler logging(String name) {
		return (event, failure) -> {
			if (event == null) {
				logger.warn("The watch on '{}' goes on, but: {}", EtcdCall.shown(name), failure.getMessage());
			}
			else {
				logger.warn("The listener of the watch on '{}' failed at {}; the watch goes on", EtcdCall.shown(name),
						shown(event), failure);
			}
		};
	}

	private static String shown(WatchEvent<?> event) {
		String what = event.getClass().getSimpleName();
		if (event instanceof WatchEvent.Put<?> put) {
			what += " '" + EtcdCall.shown(put.key()) + "'";
		}
		else if (event instanceof WatchEvent.Delete<?> delete) {
			what += " '" + EtcdCall.shown(delete.key()) + "'";
		}
		return what + " of revision " + event.revision();
	}

}
