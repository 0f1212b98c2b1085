/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;

/**
 * What became of an {@link EtcdTransaction}. Immutable.
 */
public final class TransactionResult {

	private final WriteRequests writes;

	private final EtcdCall call;

	private final TransactionOutcome outcome;

	private final Map<String, Integer> reads;

	private final Map<String, Integer> deletes;

	TransactionResult(WriteRequests writes, EtcdCall call, TransactionOutcome outcome, Map<String, Integer> reads,
			Map<String, Integer> deletes) {
		this.writes = writes;
		this.call = call;
		this.outcome = outcome;
		this.reads = reads;
		this.deletes = deletes;
	}

	/**
	 * Whether all conditions held.
	 * @return {@code true} if the operations that begin with {@code then} were carried
	 * out, {@code false} if it was those that begin with {@code else}
	 */
	public boolean succeeded() {
		return this.outcome.succeeded();
	}

	/**
	 * The cluster's revision after the transaction, which is its own number if it wrote.
	 * @return a number of 64 bits, above 0
	 */
	public long revision() {
		return this.outcome.revision();
	}

	/**
	 * A value that the transaction read, as text.
	 * @param key a key that the branch that was carried out reads
	 * @return the value, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 */
	public Optional<String> get(String key) {
		return get(key, String.class);
	}

	/**
	 * A value that the transaction read.
	 * @param key a key that the branch that was carried out reads
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<T> get(String key, Class<T> type) {
		return this.<T>entry(key, (Type) type).map(EtcdEntry::value);
	}

	/**
	 * A value that the transaction read.
	 * @param key a key that the branch that was carried out reads
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the value, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<T> get(String key, ParameterizedTypeReference<T> type) {
		return this.<T>entry(key, type.getType()).map(EtcdEntry::value);
	}

	/**
	 * An entry that the transaction read, its value as text.
	 * @param key a key that the branch that was carried out reads
	 * @return the entry, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 */
	public Optional<EtcdEntry<String>> getEntry(String key) {
		return entry(key, (Type) String.class);
	}

	/**
	 * An entry that the transaction read.
	 * @param key a key that the branch that was carried out reads
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<EtcdEntry<T>> getEntry(String key, Class<T> type) {
		return entry(key, (Type) type);
	}

	/**
	 * An entry that the transaction read.
	 * @param key a key that the branch that was carried out reads
	 * @param type the value's type
	 * @param <T> the value's type
	 * @return the entry, empty if there was no such key
	 * @throws IllegalArgumentException if that branch does not read the key
	 * @throws EtcdCodecException if the value is not of this type
	 */
	public <T> Optional<EtcdEntry<T>> getEntry(String key, ParameterizedTypeReference<T> type) {
		return entry(key, type.getType());
	}

	/**
	 * Whether a delete found its key.
	 * @param key a key that the branch that was carried out deletes
	 * @return whether it was there
	 * @throws IllegalArgumentException if that branch does not delete the key
	 */
	public boolean deleted(String key) {
		return this.outcome.deletes().get(index(this.deletes, key, "delete")).getDeleted() > 0;
	}

	private <T> Optional<EtcdEntry<T>> entry(String key, Type type) {
		List<KeyValue> found = this.outcome.gets().get(index(this.reads, key, "read")).getKvs();
		return found.isEmpty() ? Optional.empty()
				: Optional.of(this.writes.shared().values().entry(this.call, this.writes.keys(), found.get(0), type));
	}

	private int index(Map<String, Integer> indexes, String key, String what) {
		@Nullable Integer index = indexes.get(this.writes.keys().prefix() + key);
		if (index == null) {
			throw new IllegalArgumentException("The '" + (succeeded() ? "then" : "else")
					+ "' branch, which was carried out, does not " + what + " '" + EtcdCall.shown(key) + "'");
		}
		return index;
	}

	@Override
	public String toString() {
		return "TransactionResult[succeeded=" + succeeded() + ", revision=" + revision() + "]";
	}

}
