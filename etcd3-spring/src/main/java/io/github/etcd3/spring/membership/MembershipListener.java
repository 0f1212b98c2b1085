/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

/**
 * Is told what happens in a group: one call at a time, on
 * {@link io.github.etcd3.spring.client.EtcdCalls#executor()}. It may block. What it
 * throws is logged.
 *
 * @param <M> the type of the metadata
 */
@FunctionalInterface
public interface MembershipListener<M> {

	/**
	 * Something happened.
	 * @param event what
	 */
	void onEvent(MembershipEvent<M> event);

}
