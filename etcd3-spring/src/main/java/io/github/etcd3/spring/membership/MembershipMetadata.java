/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.function.Supplier;

/**
 * What an application says of itself in a group, where properties can't say it: as a
 * bean, such as
 * {@code new MembershipMetadata<>("workers", Worker.class, () -> new Worker(port))}.
 *
 * @param <M> the type of the metadata
 * @param group the name of the group
 * @param type the type of the metadata, the same for all members
 * @param metadata gives the metadata, each time that the application is registered: when
 * its port is known, for instance. What it throws fails the start.
 */
public record MembershipMetadata<M>(String group, Class<M> type, Supplier<? extends M> metadata) {

}
