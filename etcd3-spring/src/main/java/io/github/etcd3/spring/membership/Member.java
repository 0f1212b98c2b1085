/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import io.github.etcd3.spring.EtcdCall;

/**
 * A member of a group, as etcd has it.
 *
 * @param <M> the type of the metadata
 * @param id who it is, unique in the group
 * @param metadata what it says of itself
 * @param joinRevision the revision at which it joined: members that joined later have
 * greater ones
 * @param revision the revision at which its metadata was written last
 */
public record Member<M>(String id, M metadata, long joinRevision, long revision) {

	/**
	 * Says all but the metadata, which may be secret or long: so does everything that
	 * holds a member.
	 */
	@Override
	public String toString() {
		return "Member[id=" + EtcdCall.shown(this.id) + ", joinRevision=" + this.joinRevision + ", revision="
				+ this.revision + "]";
	}

}
