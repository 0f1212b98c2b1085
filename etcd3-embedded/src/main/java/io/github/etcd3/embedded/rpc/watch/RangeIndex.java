/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Finds the watchers of a key without asking all: those of single keys by hash, those of
 * ranges by an interval tree. Not thread-safe.
 *
 * @param <W> what is found
 */
final class RangeIndex<W> {

	private static final Comparator<Group<?>> BY_KEY = Comparator.comparing((group) -> group.range.key(),
			KeyRange.ORDER);

	private final Map<ByteString, Set<W>> singles = new HashMap<>();

	private final Map<KeyRange, Group<W>> groups = new HashMap<>();

	/** The root of the tree over the groups, or {@code null} until it is needed. */
	private @Nullable Node<W> root;

	void add(KeyRange range, W watcher) {
		if (range.isSingle()) {
			this.singles.computeIfAbsent(range.key(), (key) -> new LinkedHashSet<>()).add(watcher);
			return;
		}
		this.groups.computeIfAbsent(range, (added) -> {
			this.root = null;
			return new Group<>(added, new LinkedHashSet<>());
		}).watchers.add(watcher);
	}

	void remove(KeyRange range, W watcher) {
		if (range.isSingle()) {
			this.singles.computeIfPresent(range.key(), (key, set) -> without(set, watcher) ? null : set);
			return;
		}
		this.groups.computeIfPresent(range, (removed, group) -> {
			if (!without(group.watchers, watcher)) {
				return group;
			}
			this.root = null;
			return null;
		});
	}

	boolean isEmpty() {
		return this.singles.isEmpty() && this.groups.isEmpty();
	}

	/**
	 * Finds the watchers of a key.
	 * @param key the key
	 * @param found told of each once
	 */
	void find(ByteString key, Consumer<W> found) {
		Set<W> single = this.singles.get(key);
		if (single != null) {
			single.forEach(found);
		}
		if (this.groups.isEmpty()) {
			return;
		}
		if (this.root == null) {
			List<Group<W>> sorted = new ArrayList<>(this.groups.values());
			sorted.sort(BY_KEY);
			this.root = tree(sorted);
		}
		find(this.root, key, found);
	}

	private static <W> boolean without(Set<W> set, W watcher) {
		set.remove(watcher);
		return set.isEmpty();
	}

	private static <W> @Nullable Node<W> tree(List<Group<W>> sorted) {
		if (sorted.isEmpty()) {
			return null;
		}
		int middle = sorted.size() / 2;
		Group<W> group = sorted.get(middle);
		Node<W> before = tree(sorted.subList(0, middle));
		Node<W> after = tree(sorted.subList(middle + 1, sorted.size()));
		return new Node<>(group, before, after, last(last(group.range, before), after));
	}

	/** Of some ranges the one that ends last. */
	private static KeyRange last(KeyRange range, @Nullable Node<?> node) {
		if (node == null || range.isUnbounded()) {
			return range;
		}
		KeyRange other = node.last;
		return (other.isUnbounded() || KeyRange.ORDER.compare(other.end(), range.end()) > 0) ? other : range;
	}

	private static <W> void find(@Nullable Node<W> node, ByteString key, Consumer<W> found) {
		if (node == null || endsBefore(node.last, key)) {
			return;
		}
		find(node.before, key, found);
		KeyRange range = node.group.range;
		if (KeyRange.ORDER.compare(range.key(), key) <= 0) {
			if (!endsBefore(range, key)) {
				node.group.watchers.forEach(found);
			}
			find(node.after, key, found);
		}
	}

	private static boolean endsBefore(KeyRange range, ByteString key) {
		return !range.isUnbounded() && KeyRange.ORDER.compare(range.end(), key) <= 0;
	}

	/** The watchers of one range. */
	private record Group<W>(KeyRange range, Set<W> watchers) {
	}

	/** A range, and the ranges that begin before and after it. */
	private record Node<W>(Group<W> group, @Nullable Node<W> before, @Nullable Node<W> after, KeyRange last) {
	}

}
