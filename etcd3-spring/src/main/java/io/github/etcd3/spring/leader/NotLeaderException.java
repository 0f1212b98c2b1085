/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import io.github.etcd3.spring.EtcdCall;

/**
 * Something was asked for that only a leader can have. Ask
 * {@link EtcdLeaderElection#isLeader()} before, or use
 * {@link EtcdLeaderElection#runIfLeader(Runnable)}; since leadership can end at any time,
 * be ready for this exception all the same.
 */
public class NotLeaderException extends IllegalStateException {

	private final String electionName;

	/**
	 * Creates an exception.
	 * @param electionName the election's name
	 * @param candidateId the candidate that does not lead
	 * @param wanted what was asked for, as the beginning of a sentence
	 */
	public NotLeaderException(String electionName, String candidateId, String wanted) {
		super(wanted + " needs leadership, and candidate '" + EtcdCall.shown(candidateId)
				+ "' does not lead the election '" + EtcdCall.shown(electionName)
				+ "' now. Use runIfLeader(…), or wait for the LeadershipGrantedEvent.");
		this.electionName = electionName;
	}

	/**
	 * The election's name.
	 * @return the name
	 */
	public String getElectionName() {
		return this.electionName;
	}

}
