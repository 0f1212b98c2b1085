/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import io.github.etcd3.spring.FencingToken;

/**
 * Who leads an election, as etcd said when it was asked.
 *
 * @param candidateId the id that the leader campaigned with
 * @param token the number of its term
 * @param self whether it is this candidate; it may be so for a moment in which
 * {@link EtcdLeaderElection#isLeader()} is not yet, or no longer, true
 */
public record Leader(String candidateId, FencingToken token, boolean self) {

}
