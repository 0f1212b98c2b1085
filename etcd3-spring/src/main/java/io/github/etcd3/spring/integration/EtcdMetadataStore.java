/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.integration;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;
import org.springframework.integration.metadata.ListenableMetadataStore;
import org.springframework.integration.metadata.MetadataStoreListener;
import org.springframework.util.Assert;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdPhases;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Spring Integration's metadata in etcd, each entry a key of a template: so that every
 * instance of an application knows which files or messages were taken.
 *
 * <pre class="code">
 * &#064;Bean
 * EtcdMetadataStore metadataStore(EtcdKvOperations kv) {
 *     return new EtcdMetadataStore(kv.withPrefix("integration/metadata"));
 * }
 * </pre>
 *
 * Every key of the template is an entry, so give it a prefix of its own. Keys are as they
 * are in the store, but for a slash or a percent sign at their beginning, which is
 * {@code %2F} or {@code %25} in etcd: a template's keys don't begin with a slash, paths
 * of files do.
 * <p>
 * <strong>Operations</strong> are atomic in etcd, wait for it, and fail with
 * {@link io.github.etcd3.spring.EtcdException} as {@link EtcdKvOperations} says. After an
 * {@link io.github.etcd3.spring.EtcdOutcomeUnknownException} of {@link #putIfAbsent} the
 * entry may be there, so that the next attempt finds it taken.
 * <p>
 * <strong>Listeners</strong> are told the changes of everybody, of this store too, while
 * it runs: from shortly after its start (a bean starts with its context) or the first
 * listener, or from when etcd answers, whichever is last. Nothing is left out and nothing
 * told twice, except that changes that etcd has compacted during an outage come as one,
 * and a removal among them with an empty old value. Listeners are called one at a time,
 * on {@link io.github.etcd3.spring.client.EtcdCalls#executor()}; what they throw is
 * logged. Without a listener nothing is watched. Thread-safe.
 */
public final class EtcdMetadataStore implements ListenableMetadataStore, SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(EtcdMetadataStore.class);

	private static final String ESCAPED_SLASH = "%2F";

	private static final String ESCAPED_PERCENT = "%25";

	private final EtcdKvOperations kv;

	private final List<MetadataStoreListener> listeners = new CopyOnWriteArrayList<>();

	private @Nullable EtcdWatch watch;

	private boolean running;

	/**
	 * Creates a store. Nothing is sent to etcd.
	 * @param kv the template whose keys are the entries
	 */
	public EtcdMetadataStore(EtcdKvOperations kv) {
		this.kv = kv;
	}

	@Override
	public void put(String key, String value) {
		requireValue(value);
		this.kv.put(stored(key), value);
	}

	@Override
	public @Nullable String get(String key) {
		return this.kv.get(stored(key)).orElse(null);
	}

	@Override
	public @Nullable String remove(String key) {
		return valueOf(this.kv.getAndDelete(stored(key)).previous());
	}

	@Override
	public @Nullable String putIfAbsent(String key, String value) {
		requireValue(value);
		// Only a refused one has found an entry.
		return valueOf(this.kv.putIfAbsent(stored(key), value).previous());
	}

	@Override
	public boolean replace(String key, String oldValue, String newValue) {
		Assert.notNull(oldValue, "The old value must not be null");
		requireValue(newValue);
		return this.kv.compareAndSet(stored(key), oldValue, newValue).applied();
	}

	private static void requireValue(String value) {
		Assert.notNull(value, "The value must not be null");
	}

	private static @Nullable String valueOf(Optional<EtcdEntry<String>> entry) {
		return entry.map(EtcdEntry::value).orElse(null);
	}

	private static String stored(String key) {
		Assert.notNull(key, "The key must not be null");
		if (key.startsWith("/")) {
			return ESCAPED_SLASH + key.substring(1);
		}
		return key.startsWith("%") ? ESCAPED_PERCENT + key.substring(1) : key;
	}

	private static String shown(String stored) {
		if (stored.startsWith(ESCAPED_SLASH)) {
			return "/" + stored.substring(ESCAPED_SLASH.length());
		}
		return stored.startsWith(ESCAPED_PERCENT) ? "%" + stored.substring(ESCAPED_PERCENT.length()) : stored;
	}

	@Override
	public synchronized void addListener(MetadataStoreListener callback) {
		Assert.notNull(callback, "The listener must not be null");
		this.listeners.add(callback);
		watchIfNeeded();
	}

	@Override
	public synchronized void removeListener(MetadataStoreListener callback) {
		this.listeners.remove(callback);
		watchIfNeeded();
	}

	@Override
	public synchronized void start() {
		this.running = true;
		watchIfNeeded();
	}

	@Override
	public synchronized void stop() {
		this.running = false;
		watchIfNeeded();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EtcdPhases.LISTENERS;
	}

	private void watchIfNeeded() {
		boolean needed = this.running && !this.listeners.isEmpty();
		if (needed && this.watch == null) {
			this.watch = this.kv.watch().withPrevious().startInBackground(this::changed);
		}
		else if (!needed && this.watch != null) {
			this.watch.close();
			this.watch = null;
		}
	}

	private void changed(WatchEvent<String> event) {
		if (event instanceof WatchEvent.Put<String> put) {
			String key = shown(put.key());
			tell(put.isCreated() ? (listener) -> listener.onAdd(key, put.value())
					: (listener) -> listener.onUpdate(key, put.value()));
		}
		else if (event instanceof WatchEvent.Delete<String> delete) {
			String before = valueOf(Optional.ofNullable(delete.previous()));
			tell((listener) -> listener.onRemove(shown(delete.key()), (before != null) ? before : ""));
		}
	}

	private void tell(Consumer<MetadataStoreListener> news) {
		for (MetadataStoreListener listener : this.listeners) {
			try {
				news.accept(listener);
			}
			catch (RuntimeException | Error ex) {
				// The others are told all the same.
				logger.warn("A listener of the metadata under '{}' failed", this.kv.prefix(), ex);
			}
		}
	}

}
