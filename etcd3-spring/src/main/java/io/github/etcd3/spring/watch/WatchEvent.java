/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;

/**
 * What a watch tells.
 *
 * @param <V> the type of the values
 */
public sealed interface WatchEvent<V> {

	/**
	 * The cluster's revision of this change. Several keys that one transaction changed
	 * have the same.
	 * @return the revision
	 */
	long revision();

	/**
	 * A key was written.
	 *
	 * @param <V> the type of the values
	 * @param entry the key as it is now
	 * @param previous the key as it was before: only where the watch asks for it, and
	 * {@code null} for a key that is new, or whose past etcd has compacted
	 */
	record Put<V>(EtcdEntry<V> entry, @Nullable EtcdEntry<V> previous) implements WatchEvent<V> {

		/**
		 * The key.
		 * @return the key, relative to the template that watches
		 */
		public String key() {
			return this.entry.key();
		}

		/**
		 * The value.
		 * @return the decoded value
		 */
		public V value() {
			return this.entry.value();
		}

		/**
		 * Whether the key is new, and not a new value of a key that was there.
		 * @return {@code true} at the first version
		 */
		public boolean isCreated() {
			return this.entry.version() == 1;
		}

		@Override
		public long revision() {
			return this.entry.modRevision();
		}

	}

	/**
	 * A key was deleted, or its lease ended.
	 *
	 * @param <V> the type of the values
	 * @param key the key, relative to the template that watches
	 * @param revision the revision of the deletion; where etcd has compacted it, the one
	 * at which the key was found to be missing
	 * @param previous the key as it was before: only where the watch asks for it, and
	 * {@code null} where etcd has compacted its past
	 */
	record Delete<V>(String key, long revision, @Nullable EtcdEntry<V> previous) implements WatchEvent<V> {

	}

	/**
	 * The end of a difference. etcd has compacted a part of the history before the watch
	 * could tell it, so that the watch has read all keys again. The events right before
	 * this one are the difference between the keys as they were told and as they are:
	 * puts in the order of their revisions, then deletions. Each change in between that
	 * another one has undone or replaced is missing. From here on every change is told
	 * again.
	 * <p>
	 * The same is told where etcd itself lost history that was told already, such as by a
	 * restored backup: then every key is put once more, and revisions start again from
	 * where etcd is.
	 *
	 * @param <V> the type of the values
	 * @param revision the revision of the state that is told by now
	 */
	record Resynced<V>(long revision) implements WatchEvent<V> {

	}

}
