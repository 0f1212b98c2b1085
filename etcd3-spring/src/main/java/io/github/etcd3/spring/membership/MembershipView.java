/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdCodecException;
import io.github.etcd3.spring.watch.PrefixView;

/**
 * The members of a group, as a local copy of what etcd has: nobody is in it, this
 * application neither, whom etcd does not have. While etcd does not answer it stays as it
 * was, and {@link #isCurrent()} says so. A member whose metadata can't be decoded is left
 * out, and logged once. Reads wait for the first load only, at most as long as a request
 * may take, and then fail. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class MembershipView<M> implements AutoCloseable {

	private static final int ATTEMPTS = 3;

	private final String group;

	private final PrefixView<M> view;

	private final Map<MembershipListener<M>, MembershipEvents<M>> listeners = new ConcurrentHashMap<>();

	private volatile boolean closed;

	MembershipView(String group, PrefixView<M> view) {
		this.group = group;
		this.view = view;
	}

	/**
	 * The members that there are, at one revision.
	 * @return the members, in the order in which they joined; immutable
	 * @throws io.github.etcd3.spring.EtcdException if the view is not loaded in time
	 * @throws IllegalStateException if it is closed
	 */
	public List<Member<M>> members() {
		return entries().stream()
			.filter((entry) -> isMember(entry.key()))
			.map(MembershipView::member)
			.sorted(Comparator.comparingLong(Member<M>::joinRevision).thenComparing(Member::id))
			.toList();
	}

	private List<EtcdEntry<M>> entries() {
		try {
			return this.view.snapshot().entries();
		}
		catch (EtcdCodecException ex) {
			return decodable();
		}
	}

	/** One by one, of one revision unless the group changes all the time. */
	private List<EtcdEntry<M>> decodable() {
		List<EtcdEntry<M>> entries = new ArrayList<>();
		long revision = -1;
		for (int attempt = 0; attempt < ATTEMPTS && revision != this.view.revision(); attempt++) {
			revision = this.view.revision();
			entries.clear();
			this.view.keys().forEach((key) -> find(key).ifPresent(entries::add));
		}
		return entries;
	}

	/**
	 * One member.
	 * @param id who
	 * @return the member, empty if there is none
	 * @throws io.github.etcd3.spring.EtcdException if the view is not loaded in time
	 * @throws IllegalStateException if it is closed
	 */
	public Optional<Member<M>> member(String id) {
		return isMember(id) ? find(id).map(MembershipView::member) : Optional.empty();
	}

	private Optional<EtcdEntry<M>> find(String id) {
		try {
			return this.view.getEntry(id);
		}
		catch (EtcdCodecException ex) {
			// The view has logged it.
			return Optional.empty();
		}
	}

	/** What has a slash belongs to something else. */
	static boolean isMember(String key) {
		return key.indexOf('/') < 0;
	}

	static <M> Member<M> member(EtcdEntry<M> entry) {
		return new Member<>(entry.key(), entry.value(), entry.createRevision(), entry.modRevision());
	}

	/**
	 * The revision of etcd that the view shows.
	 * @return the revision, 0 while it is not loaded
	 */
	public long revision() {
		return this.view.revision();
	}

	/**
	 * Whether it is loaded and kept up to date.
	 * @return {@code false} while it may be behind for longer than a message takes
	 */
	public boolean isCurrent() {
		return this.view.isCurrent();
	}

	/**
	 * How old it may be.
	 * @return how long ago etcd last confirmed it
	 */
	public Duration age() {
		return this.view.age();
	}

	/**
	 * Waits until the view shows a revision or a later one.
	 * @param revision the revision
	 * @param timeout how long to wait
	 * @return {@code false} if it does not show it by then
	 * @throws io.github.etcd3.spring.EtcdInterruptedException if the thread is
	 * interrupted
	 * @throws IllegalStateException if it is closed
	 */
	public boolean awaitRevision(long revision, Duration timeout) {
		return this.view.awaitRevision(revision, timeout);
	}

	/**
	 * Adds a listener. The members that there are join first. A member that came back
	 * between two looks, by another registration, leaves and joins.
	 * @param listener the listener; no effect if it was added before
	 */
	public void addListener(MembershipListener<M> listener) {
		MembershipEvents<M> events = new MembershipEvents<>(this.group, listener);
		if (this.listeners.putIfAbsent(listener, events) == null) {
			this.view.addListener(events);
		}
	}

	/**
	 * Removes a listener. A call to it may still be under way.
	 * @param listener the listener
	 */
	public void removeListener(MembershipListener<M> listener) {
		MembershipEvents<M> events = this.listeners.remove(listener);
		if (events != null) {
			this.view.removeListener(events);
		}
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Ends the view, for all who share it. Reads fail from now on. Idempotent; waits for
	 * nothing.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.view.close();
	}

}
