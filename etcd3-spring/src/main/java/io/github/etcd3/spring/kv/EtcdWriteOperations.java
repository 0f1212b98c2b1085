/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdUnavailableException;

/**
 * Writes single keys. {@code String} and {@code byte[]} values go to etcd as they are,
 * every other type through the {@link EtcdCodec}.
 * <p>
 * <strong>Leases.</strong> A write of a key that is attached to a lease leaves it
 * attached, atomically: the key goes when its lease ends, whoever wrote it last. Only
 * {@link #put(String, Object, Duration)} and {@link #putEphemeral} give it another lease,
 * and only {@link #putWithoutLease} takes it off its lease.
 * <p>
 * <strong>Failures.</strong> Every method waits for etcd and fails with an
 * {@link EtcdException}. Bad input is an {@link EtcdInvalidArgumentException} before
 * anything is sent. {@link EtcdUnavailableException} means that nothing was written,
 * {@link EtcdOutcomeUnknownException} that the write may have taken effect or not: no
 * write is repeated behind your back. Thread-safe.
 */
public interface EtcdWriteOperations {

	/**
	 * Writes a value.
	 * @param key the key
	 * @param value the value
	 * @return the result, always applied
	 */
	WriteResult put(String key, Object value);

	/**
	 * Writes a value that goes by itself after a time: on a lease of its own, that nobody
	 * renews. If it surely was not written, no lease is left either.
	 * @param key the key
	 * @param value the value
	 * @param timeToLive at least 2 s, etcd's minimum; rounded up to whole seconds. The
	 * key may stay longer, while etcd has no leader or has just got a new one
	 * @return the result, always applied
	 */
	WriteResult put(String key, Object value, Duration timeToLive);

	/**
	 * Writes a value that lives as long as this application's session. When the session
	 * was lost, the value is put again on the new one, unless there is then a key that
	 * somebody else wrote. The keys go when the session is closed.
	 * <p>
	 * Any other write or delete of the key through this template, or one that shares its
	 * origin, ends that if etcd applied it after this put; so does one whose outcome is
	 * unknown, even if it was not applied. What others do, another process or a raw
	 * client, is not watched: a key that they deleted stays away only until the session
	 * is lost, and is then put again.
	 * <p>
	 * An {@link EtcdOutcomeUnknownException} of this put leaves open whether the key is
	 * there. Where etcd gave no answer it is not put again: call this again to be sure.
	 * @param key the key
	 * @param value the value
	 * @return the result, always applied
	 * @throws IllegalStateException if the template has no session
	 */
	WriteResult putEphemeral(String key, Object value);

	/**
	 * Writes a value and takes the key off its lease, if it has one: it then stays until
	 * it is deleted.
	 * @param key the key
	 * @param value the value
	 * @return the result, always applied
	 */
	WriteResult putWithoutLease(String key, Object value);

	/**
	 * Writes a value if there is no such key.
	 * @param key the key
	 * @param value the value
	 * @return whether it was written; if not, {@link WriteResult#previous()} is what is
	 * there
	 */
	WriteResult putIfAbsent(String key, Object value);

	/**
	 * Writes a value if the key was not changed since it was read.
	 * @param key the key
	 * @param value the value
	 * @param modRevision the {@link EtcdEntry#modRevision()} that is expected, or 0 for a
	 * key that does not exist
	 * @return whether it was written; if not, {@link WriteResult#previous()} is what is
	 * there
	 */
	WriteResult putIfRevision(String key, Object value, long modRevision);

	/**
	 * Writes a value if the key was written so many times since its creation. A key that
	 * was deleted and created again may have the same version: prefer
	 * {@link #putIfRevision} where that matters.
	 * @param key the key
	 * @param value the value
	 * @param version the {@link EtcdEntry#version()} that is expected, or 0 for a key
	 * that does not exist
	 * @return whether it was written; if not, {@link WriteResult#previous()} is what is
	 * there
	 */
	WriteResult putIfVersion(String key, Object value, long version);

	/**
	 * Writes a value if the key has an expected one: its encoded bytes are compared.
	 * @param key the key
	 * @param expected the value that is expected
	 * @param value the new value
	 * @return whether it was written; if not, {@link WriteResult#previous()} is what is
	 * there
	 */
	WriteResult compareAndSet(String key, Object expected, Object value);

	/**
	 * Writes a value and returns what it replaced, atomically.
	 * @param key the key
	 * @param value the value
	 * @return the result, always applied, with {@link WriteResult#previous()}
	 */
	WriteResult getAndPut(String key, Object value);

	/**
	 * Deletes a key.
	 * @param key the key
	 * @return applied if there was such a key
	 */
	WriteResult delete(String key);

	/**
	 * Deletes a key and returns what it was, atomically.
	 * @param key the key
	 * @return applied if there was such a key, with {@link WriteResult#previous()}
	 */
	WriteResult getAndDelete(String key);

	/**
	 * Changes a value to what a function makes of it; see
	 * {@link #update(String, ParameterizedTypeReference, UnaryOperator)}.
	 * @param key the key
	 * @param type the value's type
	 * @param change the function
	 * @param <T> the value's type
	 * @return the entry as written, empty if there is none now
	 */
	default <T> Optional<EtcdEntry<T>> update(String key, Class<T> type, UnaryOperator<@Nullable T> change) {
		return update(key, ParameterizedTypeReference.forType(type), change);
	}

	/**
	 * Changes a value to what a function makes of it, as
	 * {@link java.util.Map#compute(Object, java.util.function.BiFunction)} does: reads
	 * it, calls the function, and writes if the key was not changed meanwhile, else
	 * begins again, a limited number of times.
	 * @param key the key
	 * @param type the value's type
	 * @param change is given the value, or {@code null} if there is no such key, and
	 * returns the new one, or {@code null} to delete the key. It runs on the caller's
	 * thread, once for each attempt, so it should have no effects of its own; what it
	 * throws ends the update
	 * @param <T> the value's type
	 * @return the entry as written, {@link EtcdEntry#modRevision()} being the write's
	 * revision; empty if there is none now
	 * @throws UpdateConflictException if others were quicker at every attempt; nothing
	 * was written
	 */
	<T> Optional<EtcdEntry<T>> update(String key, ParameterizedTypeReference<T> type,
			UnaryOperator<@Nullable T> change);

	/**
	 * Adds one to a counter; see {@link #increment(String, long)}.
	 * @param key the key
	 * @return the entry as written
	 */
	default EtcdEntry<Long> increment(String key) {
		return increment(key, 1);
	}

	/**
	 * Adds to a counter, atomically: a whole number of 64 bits, written as decimal text;
	 * 0 if there is no such key.
	 * @param key the key
	 * @param delta what to add, possibly negative
	 * @return the entry as written
	 * @throws EtcdCodecException if the value is no such number
	 * @throws ArithmeticException if the sum does not fit into 64 bits; nothing was
	 * written
	 * @throws UpdateConflictException if others were quicker at every attempt; nothing
	 * was written
	 */
	EtcdEntry<Long> increment(String key, long delta);

}
