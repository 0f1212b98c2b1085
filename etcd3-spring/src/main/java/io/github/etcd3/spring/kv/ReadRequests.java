/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

/**
 * Reads single keys and hands out ranges.
 *
 * @param shared what the templates share
 * @param keys the keys that can be read
 * @param revision the revision to read at, 0 for the current one
 * @param serializable whether the member that is asked answers by itself
 */
record ReadRequests(KvShared shared, KeySpace keys, long revision, boolean serializable) {

	ReadRequests atRevision(long revision) {
		if (revision <= 0) {
			throw new EtcdInvalidArgumentException(
					"Can't read at revision " + revision + ": revisions are above 0, such as WriteResult.revision().",
					EtcdCall.read("atRevision", this.keys.prefix()), null);
		}
		return new ReadRequests(this.shared, this.keys, revision, this.serializable);
	}

	ReadRequests reading(boolean serializable) {
		return new ReadRequests(this.shared, this.keys, this.revision, serializable);
	}

	<T> Answer<Optional<T>> get(@Nullable String key, Type type) {
		EtcdCall call = this.keys.read("get", key);
		return find(call, (found) -> this.shared.values().decode(call, found, type));
	}

	<T> Answer<Optional<EtcdEntry<T>>> getEntry(@Nullable String key, Type type) {
		EtcdCall call = this.keys.read("get", key);
		return find(call, (found) -> this.shared.values().entry(call, this.keys, found, type));
	}

	Answer<Optional<KeyValue>> find(EtcdCall call) {
		return find(call, Function.identity());
	}

	private <T> Answer<Optional<T>> find(EtcdCall call, Function<KeyValue, T> convert) {
		String key = (call.key() != null) ? call.key() : "";
		return Answer.of(this.shared.calls(), call, this.shared.kv().get(KeySpace.bytes(key), option()),
				(answer) -> first(answer).map(convert));
	}

	private static Optional<KeyValue> first(GetResponse answer) {
		List<KeyValue> found = answer.getKvs();
		return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
	}

	private GetOption option() {
		return (this.revision == 0 && !this.serializable) ? GetOption.DEFAULT
				: GetOption.builder().withRevision(this.revision).withSerializable(this.serializable).build();
	}

	RangeRequests all() {
		return new RangeRequests(this, this.keys.all());
	}

	RangeRequests startingWith(String letters) {
		return new RangeRequests(this, this.keys.startingWith("list", false, letters));
	}

}
