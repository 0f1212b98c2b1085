/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import io.github.etcd3.spring.FencingToken;

/**
 * This application leads no longer. Published on the election's own event thread, after
 * {@link EtcdLeaderElection#isLeader()} turned false; exactly one follows each
 * {@link LeadershipGrantedEvent}.
 *
 * @param electionName the election's name
 * @param candidateId the id that this application campaigns with
 * @param token the number of the term that ended
 * @param reason why it ended
 */
public record LeadershipRevokedEvent(String electionName, String candidateId, FencingToken token,
		RevocationReason reason) {

}
