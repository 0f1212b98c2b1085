/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.util.Objects;

import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * What a view keeps of a key. A value is kept once: decoded or, where that failed, as it
 * is in etcd.
 *
 * @param <V> the type of the values
 */
sealed interface PrefixViewSlot<V> {

	/** The same instance as that of its map, so that no key is kept twice. */
	String key();

	/** Whether it has the revisions, version and lease of an entry of etcd's. */
	boolean isOf(KeyValue stored);

	/** Whether the values are the same; to be asked where all else is. */
	boolean hasTheValueOf(PrefixViewSlot<V> other);

	/** This in the place of another one, so that it knows what listeners know. */
	PrefixViewSlot<V> behind(@Nullable PrefixViewSlot<V> before);

	/** What listeners know: the entry or, while it can't be decoded, the one before. */
	@Nullable EtcdEntry<V> visible();

	/**
	 * A key and its value.
	 *
	 * @param <V> the type of the values
	 * @param entry the entry
	 */
	record Decoded<V>(EtcdEntry<V> entry) implements PrefixViewSlot<V> {

		Decoded(EtcdEntry<V> entry, String key) {
			this(new EtcdEntry<>(key, entry.value(), entry.createRevision(), entry.modRevision(), entry.version(),
					entry.leaseId()));
		}

		@Override
		public String key() {
			return this.entry.key();
		}

		@Override
		public boolean isOf(KeyValue stored) {
			return this.entry.modRevision() == stored.getModRevision()
					&& this.entry.createRevision() == stored.getCreateRevision()
					&& this.entry.version() == stored.getVersion() && this.entry.leaseId() == stored.getLease();
		}

		@Override
		public boolean hasTheValueOf(PrefixViewSlot<V> other) {
			return other instanceof Decoded<V> decoded && Objects.deepEquals(this.entry.value(), decoded.entry.value());
		}

		@Override
		public PrefixViewSlot<V> behind(@Nullable PrefixViewSlot<V> before) {
			return this;
		}

		@Override
		public EtcdEntry<V> visible() {
			return this.entry;
		}

	}

	/**
	 * A key whose value can't be decoded. Whoever asks for it decodes it again, and gets
	 * an exception of his own.
	 *
	 * @param <V> the type of the values
	 * @param key the key
	 * @param stored the entry as etcd has it
	 * @param visible the last entry that could be decoded, {@code null} without one
	 */
	record Undecodable<V>(String key, KeyValue stored, @Nullable EtcdEntry<V> visible) implements PrefixViewSlot<V> {

		@Override
		public boolean isOf(KeyValue other) {
			return this.stored.getModRevision() == other.getModRevision()
					&& this.stored.getCreateRevision() == other.getCreateRevision()
					&& this.stored.getVersion() == other.getVersion() && this.stored.getLease() == other.getLease();
		}

		@Override
		public boolean hasTheValueOf(PrefixViewSlot<V> other) {
			return other instanceof Undecodable<V> bad && this.stored.getValue().equals(bad.stored.getValue());
		}

		@Override
		public PrefixViewSlot<V> behind(@Nullable PrefixViewSlot<V> before) {
			return new Undecodable<>(this.key, this.stored, (before != null) ? before.visible() : null);
		}

	}

}
