/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * A user. Immutable.
 *
 * @param withoutPassword whether he was added as one who never logs in by password
 * @param password the password; {@code null} if he can't log in by one
 * @param roles the names of his roles, in their order
 */
record User(boolean withoutPassword, @Nullable Password password, List<String> roles) {

	/**
	 * The name of the user and of the role that may do everything.
	 */
	static final String ROOT = "root";

	User {
		roles = List.copyOf(roles);
	}

	boolean isRoot() {
		return has(ROOT);
	}

	boolean has(String role) {
		return this.roles.contains(role);
	}

	User withPassword(@Nullable Password changed) {
		return new User(this.withoutPassword, this.withoutPassword ? null : changed, this.roles);
	}

	User with(String role) {
		List<String> more = new ArrayList<>(this.roles);
		more.add(role);
		more.sort(AuthState.NAMES);
		return new User(this.withoutPassword, this.password, more);
	}

	User without(String role) {
		if (!has(role)) {
			throw EtcdError.ROLE_NOT_GRANTED.exception();
		}
		return new User(this.withoutPassword, this.password,
				this.roles.stream().filter((name) -> !name.equals(role)).toList());
	}

}
