/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import io.github.etcd3.spring.EtcdCall;

/**
 * A member that this application registered.
 *
 * @param <M> the type of the metadata
 * @param id who it is, unique in the group
 * @param metadata what it says of itself, as etcd has it or is to have it
 * @param registered whether etcd has it, as far as is known here
 */
public record OwnMember<M>(String id, M metadata, boolean registered) {

	/**
	 * Says all but the metadata, which may be secret or long.
	 */
	@Override
	public String toString() {
		return "OwnMember[id=" + EtcdCall.shown(this.id) + ", registered=" + this.registered + "]";
	}

}
