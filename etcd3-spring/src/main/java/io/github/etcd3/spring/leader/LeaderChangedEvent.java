/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

/**
 * Another candidate leads now. Published on the election's own event thread, while the
 * election is started, also when this application has resigned. Leaders that follow each
 * other quickly may be skipped, but not the last one.
 *
 * @param electionName the election's name
 * @param leader who leads
 */
public record LeaderChangedEvent(String electionName, Leader leader) {

}
