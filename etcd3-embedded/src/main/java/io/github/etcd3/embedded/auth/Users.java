/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * The users of a store. Whether the caller may do what he asks for has been checked
 * before. Each method throws etcd's own error where it refuses.
 */
public final class Users {

	private final AuthStore store;

	Users(AuthStore store) {
		this.store = store;
	}

	/**
	 * Adds a user.
	 * @param name his name
	 * @param password his password, or {@code null} for a user who never logs in by one
	 */
	public void add(String name, @Nullable Password password) {
		if (name.isEmpty()) {
			throw EtcdError.USER_EMPTY.exception();
		}
		this.store.change((now) -> {
			if (now.users().containsKey(name)) {
				throw EtcdError.USER_ALREADY_EXIST.exception();
			}
			return now.withUser(name, new User(password == null, password, List.of()));
		});
	}

	/**
	 * Deletes a user, and forgets his tokens.
	 * @param name his name
	 */
	public void delete(String name) {
		this.store.changeAndForget(name, (now) -> {
			if (now.enabled() && name.equals(User.ROOT)) {
				throw EtcdError.INVALID_AUTH_MGMT.exception();
			}
			now.user(name);
			return now.withUser(name, null);
		});
	}

	/**
	 * Changes a user's password, and forgets his tokens. A user added without a password
	 * stays so.
	 * @param name his name
	 * @param password the new password; with {@code null} he can't log in any more
	 */
	public void changePassword(String name, @Nullable Password password) {
		this.store.changeAndForget(name, (now) -> now.withUser(name, now.user(name).withPassword(password)));
	}

	/**
	 * Gives a user a role; does nothing if he has it.
	 * @param name his name
	 * @param role the role; {@code root} need not be there
	 */
	public void grantRole(String name, String role) {
		this.store.change((now) -> {
			User user = now.user(name);
			if (!role.equals(User.ROOT)) {
				now.role(role);
			}
			return user.has(role) ? now : now.withUser(name, user.with(role));
		});
	}

	/**
	 * Takes a role from a user.
	 * @param name his name
	 * @param role the role
	 */
	public void revokeRole(String name, String role) {
		this.store.change((now) -> {
			if (now.enabled() && name.equals(User.ROOT) && role.equals(User.ROOT)) {
				throw EtcdError.INVALID_AUTH_MGMT.exception();
			}
			return now.withUser(name, now.user(name).without(role));
		});
	}

	/**
	 * The roles of a user.
	 * @param name his name
	 * @return their names, in order
	 */
	public List<String> rolesOf(String name) {
		return this.store.state().user(name).roles();
	}

	/**
	 * All users.
	 * @return their names, in order
	 */
	public List<String> names() {
		return List.copyOf(this.store.state().users().keySet());
	}

}
