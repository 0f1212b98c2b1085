/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.watch.WatchEvent;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;

/**
 * Keys under {@code nodes/} without an etcd, whose values are numbers.
 */
final class NumberRange implements WatchedRange {

	private static final String PREFIX = "nodes/";

	private final AtomicInteger decoded = new AtomicInteger();

	int decoded() {
		return this.decoded.get();
	}

	@Override
	public EtcdCalls calls() {
		throw new UnsupportedOperationException();
	}

	@Override
	public String name() {
		return PREFIX;
	}

	@Override
	public ByteSequence start() {
		return bytes(PREFIX);
	}

	@Override
	public ByteSequence end() {
		return bytes("nodes0");
	}

	@Override
	public String key(ByteSequence absolute) {
		return absolute.toString(StandardCharsets.UTF_8).substring(PREFIX.length());
	}

	@Override
	public ByteSequence absolute(String key) {
		return bytes(PREFIX + key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public <V> EtcdEntry<V> entry(KeyValue stored, Type type) {
		this.decoded.incrementAndGet();
		String value = stored.getValue().toString(StandardCharsets.UTF_8);
		try {
			return new EtcdEntry<>(key(stored.getKey()), (V) Long.valueOf(value), stored.getCreateRevision(),
					stored.getModRevision(), stored.getVersion(), stored.getLease());
		}
		catch (NumberFormatException ex) {
			throw new EtcdException("'" + value + "' is no number", EtcdCall.read("get", key(stored.getKey())), ex);
		}
	}

	@Override
	public CompletableFuture<RangeState> read(long revision, boolean keysOnly) {
		throw new UnsupportedOperationException();
	}

	/** Keys, as they were written at the revisions that are their values. */
	static RangeState state(long revision, String... keysAndValues) {
		List<KeyValue> entries = new ArrayList<>();
		for (String keyAndValue : keysAndValues) {
			String[] parts = keyAndValue.split("=");
			entries.add(stored(parts[0], parts[1], number(parts[1])));
		}
		return new RangeState(revision, entries);
	}

	private static long number(String value) {
		return value.chars().allMatch(Character::isDigit) ? Long.parseLong(value) : 1;
	}

	static WatchEvent put(String key, String value, long revision) {
		KeyValue stored = stored(key, value, revision);
		return new WatchEvent(stored, stored, WatchEvent.EventType.PUT);
	}

	static WatchEvent delete(String key, long revision) {
		KeyValue stored = stored(key, "", revision);
		return new WatchEvent(stored, stored, WatchEvent.EventType.DELETE);
	}

	static KeyValue stored(String key, String value, long revision) {
		return new KeyValue(io.etcd.jetcd.api.KeyValue.newBuilder()
			.setKey(ByteString.copyFromUtf8(PREFIX + key))
			.setValue(ByteString.copyFromUtf8(value))
			.setCreateRevision(revision)
			.setModRevision(revision)
			.setVersion(1)
			.build(), ByteSequence.EMPTY);
	}

	static List<WatchEvent> events(WatchEvent... events) {
		return Arrays.asList(events);
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
