/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Permission;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * The roles of a store. Whether the caller may do what he asks for has been checked
 * before. Each method throws etcd's own error where it refuses.
 */
public final class Roles {

	private final AuthStore store;

	Roles(AuthStore store) {
		this.store = store;
	}

	/**
	 * Adds a role.
	 * @param name its name
	 */
	public void add(String name) {
		if (name.isEmpty()) {
			throw EtcdError.ROLE_EMPTY.exception();
		}
		this.store.change((now) -> {
			if (now.roles().containsKey(name)) {
				throw EtcdError.ROLE_ALREADY_EXIST.exception();
			}
			return now.withRole(name, new Role(List.of()));
		});
	}

	/**
	 * Deletes a role, and takes it from all users.
	 * @param name its name
	 */
	public void delete(String name) {
		this.store.change((now) -> {
			if (now.enabled() && name.equals(User.ROOT)) {
				throw EtcdError.INVALID_AUTH_MGMT.exception();
			}
			now.role(name);
			return now.withoutRole(name);
		});
	}

	/**
	 * Grants a permission to a role.
	 * @param name the role
	 * @param permission the permission
	 */
	public void grant(String name, Permission permission) {
		KeyRange range = new KeyRange(permission.getKey(), permission.getRangeEnd());
		boolean valid = range.isSingle() || range.isUnbounded() || KeyRange.ORDER.compare(range.key(), range.end()) < 0;
		if (range.key().isEmpty() || !valid) {
			throw EtcdError.INVALID_AUTH_MGMT.exception();
		}
		this.store.change((now) -> now.withRole(name, now.role(name).with(permission)));
	}

	/**
	 * Takes the permission for a range from a role.
	 * @param name the role
	 * @param key the first key of the range, as granted
	 * @param rangeEnd the end of the range, as granted
	 */
	public void revoke(String name, ByteString key, ByteString rangeEnd) {
		this.store.change((now) -> now.withRole(name, now.role(name).without(key, rangeEnd)));
	}

	/**
	 * The permissions of a role.
	 * @param name its name
	 * @return the permissions, ordered by their first keys
	 */
	public List<Permission> permissionsOf(String name) {
		return this.store.state().role(name).permissions();
	}

	/**
	 * All roles.
	 * @return their names, in order
	 */
	public List<String> names() {
		return List.copyOf(this.store.state().roles().keySet());
	}

}
