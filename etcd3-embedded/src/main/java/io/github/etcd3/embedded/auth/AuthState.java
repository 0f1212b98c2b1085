/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Users and roles at one revision. Immutable: a change makes a new one.
 *
 * @param enabled whether authentication is on
 * @param revision counts the changes
 * @param users the users by name
 * @param roles the roles by name
 * @param permissions what each user may do, joined from his roles
 */
record AuthState(boolean enabled, long revision, NavigableMap<String, User> users, NavigableMap<String, Role> roles,
		Map<String, Permissions> permissions) {

	/**
	 * The order in which etcd lists names: that of their bytes.
	 */
	static final Comparator<String> NAMES = Comparator.comparing(ByteString::copyFromUtf8, KeyRange.ORDER);

	static final AuthState EMPTY = new AuthState(false, 1, Collections.unmodifiableNavigableMap(new TreeMap<>(NAMES)),
			Collections.unmodifiableNavigableMap(new TreeMap<>(NAMES)), Map.of());

	User user(String name) {
		User user = this.users.get(name);
		if (user == null) {
			throw EtcdError.USER_NOT_FOUND.exception();
		}
		return user;
	}

	Role role(String name) {
		Role role = this.roles.get(name);
		if (role == null) {
			throw EtcdError.ROLE_NOT_FOUND.exception();
		}
		return role;
	}

	/**
	 * Refuses whoever does not know a user's password. Takes some milliseconds.
	 */
	void checkPassword(String name, String password) {
		if (!this.enabled) {
			throw EtcdError.AUTH_NOT_ENABLED.exception();
		}
		User user = this.users.get(name);
		if (user != null && user.withoutPassword()) {
			throw Status.UNKNOWN.withDescription("auth: authentication failed, password was given for no password user")
				.asRuntimeException();
		}
		if (user == null || user.password() == null || !user.password().matches(password)) {
			throw EtcdError.AUTH_FAILED.exception();
		}
	}

	Permissions permissions(String user) {
		return this.permissions.getOrDefault(user, Permissions.NONE);
	}

	/**
	 * On: not a change that counts.
	 */
	AuthState on() {
		return new AuthState(true, this.revision, this.users, this.roles, this.permissions);
	}

	AuthState off() {
		return new AuthState(false, this.revision + 1, this.users, this.roles, this.permissions);
	}

	AuthState cleared() {
		return new AuthState(false, this.revision + 1, EMPTY.users, EMPTY.roles, EMPTY.permissions);
	}

	/**
	 * Puts a user in the place of the one of that name, or takes that one away.
	 */
	AuthState withUser(String name, @Nullable User user) {
		return next(replace(this.users, name, user), this.roles);
	}

	/**
	 * Puts a role in the place of the one of that name.
	 */
	AuthState withRole(String name, Role role) {
		return next(this.users, replace(this.roles, name, role));
	}

	AuthState withoutRole(String name) {
		return next(mapAll(this.users, (user) -> user.has(name) ? user.without(name) : user),
				replace(this.roles, name, null));
	}

	private AuthState next(NavigableMap<String, User> users, NavigableMap<String, Role> roles) {
		Map<String, Permissions> permissions = new HashMap<>();
		users.forEach((name, user) -> permissions.put(name, join(user, roles)));
		return new AuthState(this.enabled, this.revision + 1, users, roles, permissions);
	}

	/**
	 * The role root may be granted without being there.
	 */
	private static Permissions join(User user, Map<String, Role> roles) {
		Stream<Role> granted = user.roles().stream().map(roles::get).filter(Objects::nonNull);
		return new Permissions(granted.map(Role::permissions).flatMap(List::stream).toList());
	}

	private static <T> NavigableMap<String, T> replace(NavigableMap<String, T> map, String name, @Nullable T value) {
		NavigableMap<String, T> changed = new TreeMap<>(map);
		if (value != null) {
			changed.put(name, value);
		}
		else {
			changed.remove(name);
		}
		return Collections.unmodifiableNavigableMap(changed);
	}

	private static <T> NavigableMap<String, T> mapAll(NavigableMap<String, T> map, UnaryOperator<T> change) {
		NavigableMap<String, T> changed = new TreeMap<>(map);
		changed.replaceAll((name, value) -> change.apply(value));
		return Collections.unmodifiableNavigableMap(changed);
	}

}
