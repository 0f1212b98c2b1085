/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.watch.RangeState;
import io.github.etcd3.spring.watch.WatchedRange;

/**
 * Keys of a template that are watched.
 *
 * @param shared what the templates share
 * @param keys the keys of the template, to which all are relative
 * @param range those that are watched
 * @param single whether that is one key alone
 */
record WatchedKeys(KvShared shared, KeySpace keys, KeySpace.KeyRange range, boolean single) implements WatchedRange {

	static WatchedKeys all(KvShared shared, KeySpace keys) {
		return new WatchedKeys(shared, keys, keys.all(), false);
	}

	static WatchedKeys under(String operation, KvShared shared, KeySpace keys, @Nullable String prefix) {
		return new WatchedKeys(shared, keys, keys.narrow(operation, prefix).all(), false);
	}

	static WatchedKeys single(KvShared shared, KeySpace keys, @Nullable String key) {
		return new WatchedKeys(shared, keys, keys.single("watch", key), true);
	}

	@Override
	public EtcdCalls calls() {
		return this.shared.calls();
	}

	@Override
	public String name() {
		return this.range.letters();
	}

	@Override
	public ByteSequence start() {
		return this.range.start();
	}

	@Override
	public @Nullable ByteSequence end() {
		return this.single ? null : this.range.end();
	}

	@Override
	public String key(ByteSequence absolute) {
		return this.keys.relative(absolute);
	}

	@Override
	public ByteSequence absolute(String key) {
		EtcdCall call = this.keys.read("get", key);
		String absolute = this.keys.prefix() + key;
		if (!(this.single ? absolute.equals(name()) : absolute.startsWith(name()) && !absolute.equals(name()))) {
			throw new EtcdInvalidArgumentException("'" + EtcdCall.shown(key) + "' is not among the keys of '"
					+ EtcdCall.shown(name()) + "': they are relative to the template with the prefix '"
					+ EtcdCall.shown(this.keys.prefix()) + "', and begin with '"
					+ EtcdCall.shown(name().substring(this.keys.prefix().length())) + "' there.", call, null);
		}
		return KeySpace.bytes(absolute);
	}

	@Override
	public <V> EtcdEntry<V> entry(KeyValue stored, Type type) {
		return this.shared.values().entry(EtcdCall.read("watch", name()), this.keys, stored, type);
	}

	@Override
	public CompletableFuture<RangeState> read(long revision, boolean keysOnly) {
		ReadRequests reads = new ReadRequests(this.shared, this.keys, revision, false);
		return new RangeRequests(reads, this.range).state(keysOnly).future();
	}

}
