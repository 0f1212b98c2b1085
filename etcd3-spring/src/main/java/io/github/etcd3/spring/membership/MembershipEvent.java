/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

/**
 * What happens in a group.
 *
 * @param <M> the type of the metadata
 */
public sealed interface MembershipEvent<M> {

	/**
	 * The group.
	 * @return its name
	 */
	String group();

	/**
	 * Whom it is about.
	 * @return the member, as it is now or, if it left, as it was
	 */
	Member<M> member();

	/**
	 * A member joined, or came back after its key was gone.
	 *
	 * @param <M> the type of the metadata
	 * @param group the group's name
	 * @param member the new member
	 */
	record Joined<M>(String group, Member<M> member) implements MembershipEvent<M> {

	}

	/**
	 * A member changed its metadata, as told by their {@code equals}.
	 *
	 * @param <M> the type of the metadata
	 * @param group the group's name
	 * @param member the member as it is now
	 * @param before the member as it was
	 */
	record Changed<M>(String group, Member<M> member, Member<M> before) implements MembershipEvent<M> {

	}

	/**
	 * A member left: it stopped, or was not heard of for the TTL of its session. If it is
	 * there again when that is told, {@link Joined} follows.
	 *
	 * @param <M> the type of the metadata
	 * @param group the group's name
	 * @param member the member as it was
	 */
	record Left<M>(String group, Member<M> member) implements MembershipEvent<M> {

	}

}
