/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The members of a group, as a local copy of what etcd has: nobody is in it, this
 * application neither, whom etcd does not have. Reads wait for the first load only.
 * Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class MembershipView<M> implements AutoCloseable {

	MembershipView() {
	}

	/**
	 * The members that there are, at one revision.
	 * @return the members, in the order in which they joined
	 */
	public List<Member<M>> members() {
		throw new UnsupportedOperationException();
	}

	/**
	 * One member.
	 * @param id who
	 * @return the member, empty if there is none
	 */
	public Optional<Member<M>> member(String id) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The revision of etcd that the view shows.
	 * @return the revision, 0 while it is not loaded
	 */
	public long revision() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Whether it is loaded and kept up to date.
	 * @return {@code false} while it may be behind for longer than a message takes
	 */
	public boolean isCurrent() {
		throw new UnsupportedOperationException();
	}

	/**
	 * How old it may be.
	 * @return how long ago etcd last confirmed it
	 */
	public Duration age() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Waits until the view shows a revision or a later one.
	 * @param revision the revision
	 * @param timeout how long to wait
	 * @return {@code false} if it does not show it by then
	 */
	public boolean awaitRevision(long revision, Duration timeout) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Adds a listener. The members that there are join first.
	 * @param listener the listener
	 */
	public void addListener(MembershipListener<M> listener) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Removes a listener. A call to it may still be under way.
	 * @param listener the listener
	 */
	public void removeListener(MembershipListener<M> listener) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
