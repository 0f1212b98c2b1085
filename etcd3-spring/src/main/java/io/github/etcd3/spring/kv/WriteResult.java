/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;

/**
 * What became of a write that etcd has answered. Immutable.
 */
public final class WriteResult {

	private final boolean applied;

	private final long revision;

	private final @Nullable StoredEntry previous;

	WriteResult(boolean applied, long revision, @Nullable StoredEntry previous) {
		this.applied = applied;
		this.revision = revision;
		this.previous = previous;
	}

	/**
	 * Whether the write was carried out. One that was not has changed nothing.
	 * @return {@code false} if its condition did not hold, or there was nothing to delete
	 */
	public boolean applied() {
		return this.applied;
	}

	/**
	 * The revision of the whole cluster after the write: its own number if it was
	 * applied, which grows from write to write over all keys and clients.
	 * @return a number of 64 bits, above 0
	 */
	public long revision() {
		return this.revision;
	}

	/**
	 * The entry that the write found, its value as text; see {@link #previous(Class)}.
	 * @return the entry before the write
	 */
	public Optional<EtcdEntry<String>> previous() {
		return previous(String.class);
	}

	/**
	 * The entry that the write found, of operations that say that they return it:
	 * replaced if the write was applied, else still there. It is decoded at this call, so
	 * that a value of another type does not hide that the write took place.
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there was none or it was not asked for
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<EtcdEntry<T>> previous(Class<T> type) {
		return decode(type);
	}

	/**
	 * The entry that the write found; see {@link #previous(Class)}.
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there was none or it was not asked for
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<EtcdEntry<T>> previous(ParameterizedTypeReference<T> type) {
		return decode(type.getType());
	}

	private <T> Optional<EtcdEntry<T>> decode(Type type) {
		return (this.previous != null) ? Optional.of(this.previous.decode(type)) : Optional.empty();
	}

	@Override
	public String toString() {
		return "WriteResult[applied=" + this.applied + ", revision=" + this.revision + "]";
	}

}
