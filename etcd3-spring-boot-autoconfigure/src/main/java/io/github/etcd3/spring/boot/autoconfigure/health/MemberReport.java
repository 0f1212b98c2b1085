/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.etcd.jetcd.maintenance.StatusResponse;
import org.jspecify.annotations.Nullable;

/**
 * One member, and how it answered.
 *
 * @param name its name, empty if it never started or is not known
 * @param id its id, 0 if not known
 * @param endpoint where it was asked
 * @param learner whether it does not vote
 * @param status its status; {@code null} if it gave none
 * @param latency how long the status took; {@code null} without one
 * @param alarms the alarms that it has raised
 * @param reachable whether it answered at all, were it only to say that this user may not
 * ask
 * @param error what is wrong with it or its answer, {@code null} for nothing
 */
public record MemberReport(String name, long id, String endpoint, boolean learner, @Nullable StatusResponse status,
		@Nullable Duration latency, List<String> alarms, boolean reachable, @Nullable String error) {

	boolean healthy() {
		return this.reachable && (this.status == null || knowsLeader());
	}

	boolean knowsLeader() {
		return this.status != null && this.status.getLeader() != 0;
	}

	/**
	 * Whether it says that it leads.
	 * @return {@code true} if it does
	 */
	public boolean leader() {
		return this.status != null && this.id != 0 && this.status.getLeader() == this.id;
	}

	long raftTerm() {
		return (this.status != null) ? this.status.getRaftTerm() : 0;
	}

	/**
	 * What to call it.
	 * @return its name or, without one, its id in hexadecimal digits
	 */
	public String displayName() {
		return this.name.isEmpty() ? Long.toHexString(this.id) : this.name;
	}

	/**
	 * The details in the order in which they are shown; what is not known is left out.
	 */
	Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		if (!this.name.isEmpty()) {
			details.put("name", this.name);
		}
		if (this.id != 0) {
			details.put("id", Long.toHexString(this.id));
		}
		details.put("endpoint", this.endpoint);
		details.put("status", healthy() ? "UP" : "DOWN");
		if (this.status != null) {
			details.put("version", this.status.getVersion());
			details.put("leader", leader());
		}
		details.put("learner", this.learner);
		if (this.status != null) {
			details.put("dbSize", this.status.getDbSize());
			details.put("raftTerm", this.status.getRaftTerm());
			details.put("raftIndex", this.status.getRaftIndex());
		}
		details.put("alarms", this.alarms);
		if (this.latency != null) {
			details.put("latency", this.latency.toMillis() + "ms");
		}
		if (this.error != null) {
			details.put("error", this.error);
		}
		return details;
	}

}
