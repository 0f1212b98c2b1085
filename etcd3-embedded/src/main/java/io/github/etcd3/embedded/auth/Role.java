/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Permission;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * A role. Immutable.
 *
 * @param permissions what it allows, ordered by the first keys
 */
record Role(List<Permission> permissions) {

	private static final Comparator<Permission> BY_KEY = Comparator.comparing(Permission::getKey, KeyRange.ORDER);

	Role {
		permissions = List.copyOf(permissions);
	}

	/**
	 * Grants a permission, or changes the kind of one that is there. As etcd, it only
	 * looks at the first permission that begins at the key: another one with the same
	 * range behind that is not found, and the range is then there twice.
	 */
	Role with(Permission permission) {
		List<Permission> changed = new ArrayList<>(this.permissions);
		int index = 0;
		while (index < changed.size() && BY_KEY.compare(changed.get(index), permission) < 0) {
			index++;
		}
		if (index < changed.size() && isOf(changed.get(index), permission.getKey(), permission.getRangeEnd())) {
			changed.set(index, permission);
		}
		else {
			changed.add(permission);
			changed.sort(BY_KEY);
		}
		return new Role(changed);
	}

	Role without(ByteString key, ByteString rangeEnd) {
		List<Permission> left = this.permissions.stream()
			.filter((permission) -> !isOf(permission, key, rangeEnd))
			.toList();
		if (left.size() == this.permissions.size()) {
			throw EtcdError.PERMISSION_NOT_GRANTED.exception();
		}
		return new Role(left);
	}

	private static boolean isOf(Permission permission, ByteString key, ByteString rangeEnd) {
		return permission.getKey().equals(key) && permission.getRangeEnd().equals(rangeEnd);
	}

}
