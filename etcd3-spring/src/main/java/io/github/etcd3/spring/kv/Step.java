/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.options.DeleteOption;

/**
 * One operation of a transaction, with absolute keys.
 */
sealed interface Step {

	/** The size of its key. */
	long keyBytes();

	/** The size of all that it brings. */
	default long bytes() {
		return keyBytes();
	}

	/**
	 * Reads one key.
	 *
	 * @param key the key
	 */
	record Get(String key) implements Step {

		@Override
		public long keyBytes() {
			return Utf8.size(this.key);
		}

	}

	/**
	 * Writes one key.
	 *
	 * @param key the key
	 * @param value the value
	 * @param lease what becomes of the key's lease
	 * @param previous whether to return what was replaced
	 */
	record Put(String key, ByteSequence value, Lease lease, boolean previous) implements Step {

		Put on(long leaseId) {
			return new Put(this.key, this.value, new Lease.Of(leaseId), this.previous);
		}

		boolean keepsUnknownLease() {
			return this.lease instanceof Lease.Kept kept && !kept.exists();
		}

		@Override
		public long keyBytes() {
			return Utf8.size(this.key);
		}

		@Override
		public long bytes() {
			return keyBytes() + this.value.size();
		}

	}

	/**
	 * Deletes one key or many.
	 *
	 * @param letters the key, or what all the keys begin with
	 * @param start the first key
	 * @param option which others, and whether to return what was deleted
	 */
	record Delete(String letters, ByteSequence start, DeleteOption option) implements Step {

		private static final DeleteOption PREVIOUS = DeleteOption.builder().withPrevKV(true).build();

		static Delete of(String key, boolean previous) {
			return new Delete(key, KeySpace.bytes(key), previous ? PREVIOUS : DeleteOption.DEFAULT);
		}

		static Delete of(KeySpace.KeyRange range) {
			return new Delete(range.letters(), range.start(), DeleteOption.builder().withRange(range.end()).build());
		}

		@Override
		public long keyBytes() {
			return (long) this.start.size() + this.option.getEndKey().map(ByteSequence::size).orElse(0);
		}

		boolean covers(String key) {
			if (key.equals(this.letters)) {
				// A prefix's own key is not under it: the range begins behind it.
				return this.start.equals(KeySpace.bytes(key));
			}
			return this.option.getEndKey().isPresent() && key.startsWith(this.letters);
		}

	}

	/**
	 * Which lease a key hangs on after a put.
	 */
	sealed interface Lease {

		/** No lease: takes an existing key off its own. */
		Lease NONE = new Of(0);

		/**
		 * This lease.
		 *
		 * @param id its id, or 0 for none
		 */
		record Of(long id) implements Lease {

		}

		/**
		 * The lease that the key has.
		 *
		 * @param exists whether a condition of the transaction makes sure that there is
		 * such a key
		 */
		record Kept(boolean exists) implements Lease {

		}

	}

}
