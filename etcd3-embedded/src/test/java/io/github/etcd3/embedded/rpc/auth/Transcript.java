/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What an etcd answered to one session, from no user to authentication off again, in
 * which every method refuses and accepts in each way it can.
 */
final class Transcript {

	private final List<String> lines = new ArrayList<>();

	private Transcript() {
	}

	/**
	 * Holds the session.
	 */
	static List<String> of(URI endpoint) {
		Transcript transcript = new Transcript();
		try (Visitor visitor = new Visitor(endpoint)) {
			AuthScript auth = new AuthScript(visitor, transcript);
			AccessScript access = new AccessScript(visitor, transcript);
			auth.beforeAuthentication();
			auth.usersAndRoles();
			auth.enabling();
			auth.tokens();
			access.permissions();
			access.transactions();
			access.leases();
			new LockScript(visitor, transcript).locksAndElections();
			access.administration();
			auth.passwordsAndDeletion();
			auth.disabling();
		}
		return transcript.lines;
	}

	void add(String title, String answer) {
		this.lines.add(this.lines.size() + " " + title.replace("\0", "\\0") + " -> " + answer);
	}

}
