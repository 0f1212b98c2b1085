/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.google.protobuf.Message;
import io.grpc.Status;

/**
 * What a server answers to a step, without what may differ between two servers.
 *
 * @param status the code and text that it ends with
 * @param messages what comes before that
 */
record Answer(String status, List<Message> messages) {

	static Answer of(Message... messages) {
		return new Answer("OK", List.of(messages));
	}

	static Answer of(List<Message> messages) {
		return new Answer("OK", messages);
	}

	static Answer of(Status status) {
		return new Answer(status.getCode() + " \"" + status.getDescription() + '"', List.of());
	}

	static Answer skipped() {
		return new Answer("(not sent)", List.of());
	}

	/**
	 * With what came of it for somebody else.
	 */
	Answer and(String who, Answer other) {
		List<Message> all = new ArrayList<>(this.messages);
		all.addAll(other.messages);
		return new Answer(this.status + ", then " + who + ": " + other.status, all);
	}

	@Override
	public String toString() {
		if (this.messages.isEmpty()) {
			return this.status;
		}
		String shown = this.messages.stream().map(Texts::of).collect(Collectors.joining("\n      "));
		return this.status.equals("OK") ? shown : this.status + " after " + shown;
	}

}
