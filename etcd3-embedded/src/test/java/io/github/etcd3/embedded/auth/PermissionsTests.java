/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.Permission;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.mvcc.KeyRange;

import static org.assertj.core.api.Assertions.assertThat;

class PermissionsTests {

	private static final ByteString OPEN_END = ByteString.copyFrom(new byte[1]);

	/** Every key of one to three bytes of which each is 0, 1 or 2. */
	private static final List<ByteString> KEYS = keys();

	@Test
	void a_range_is_allowed_if_and_only_if_each_of_its_keys_is() {
		Random random = new Random(3);
		int allowed = 0;
		for (int round = 0; round < 3000; round++) {
			List<Permission> granted = new ArrayList<>();
			for (int count = random.nextInt(5); count >= 0; count--) {
				KeyRange range = range(random);
				granted.add(permission(Permission.Type.forNumber(random.nextInt(3)), range));
			}
			Permissions permissions = new Permissions(granted);
			KeyRange asked = range(random);
			assertThat(permissions.canRead(asked)).as("read %s with %s", asked, granted)
				.isEqualTo(isEachKeyIn(asked, granted, Permission.Type.READ));
			assertThat(permissions.canWrite(asked)).as("write %s with %s", asked, granted)
				.isEqualTo(isEachKeyIn(asked, granted, Permission.Type.WRITE));
			allowed += permissions.canRead(asked) ? 1 : 0;
		}
		assertThat(allowed).isBetween(300, 2700);
	}

	@Test
	void all_keys_are_only_allowed_by_a_permission_without_an_end() {
		KeyRange all = new KeyRange(OPEN_END, OPEN_END);
		assertThat(new Permissions(List.of(permission(Permission.Type.READ, all))).canRead(all)).isTrue();
		KeyRange nearlyAll = new KeyRange(OPEN_END, ByteString.copyFrom(new byte[] { -1, -1, -1 }));
		assertThat(new Permissions(List.of(permission(Permission.Type.READ, nearlyAll))).canRead(all)).isFalse();
	}

	@Test
	void nothing_is_allowed_without_a_permission() {
		assertThat(Permissions.NONE.canRead(KeyRange.of(OPEN_END))).isFalse();
		assertThat(Permissions.NONE.canWrite(new KeyRange(OPEN_END, OPEN_END))).isFalse();
	}

	/**
	 * No border lies between two keys that follow each other in the list.
	 */
	private static boolean isEachKeyIn(KeyRange asked, List<Permission> granted, Permission.Type type) {
		return KEYS.stream()
			.filter(asked::contains)
			.allMatch((key) -> granted.stream()
				.filter((permission) -> permission.getPermType() == type
						|| permission.getPermType() == Permission.Type.READWRITE)
				.anyMatch((permission) -> new KeyRange(permission.getKey(), permission.getRangeEnd()).contains(key)))
				&& (!asked.isUnbounded() || granted.stream()
					.anyMatch((permission) -> permission.getRangeEnd().equals(OPEN_END)
							&& (permission.getPermType() == type
									|| permission.getPermType() == Permission.Type.READWRITE)));
	}

	/**
	 * One key, a range that is not empty, or one without an end; of keys of up to two
	 * bytes, so that a key right after each is in the list.
	 */
	private static KeyRange range(Random random) {
		List<ByteString> borders = KEYS.stream().filter((key) -> key.size() < 3).toList();
		ByteString key = borders.get(random.nextInt(borders.size()));
		ByteString end = borders.get(random.nextInt(borders.size()));
		return switch (random.nextInt(4)) {
			case 0 -> KeyRange.of(key);
			case 1 -> new KeyRange(key, OPEN_END);
			default -> (KeyRange.ORDER.compare(key, end) < 0) ? new KeyRange(key, end) : KeyRange.of(key);
		};
	}

	private static Permission permission(Permission.Type type, KeyRange range) {
		return Permission.newBuilder().setPermType(type).setKey(range.key()).setRangeEnd(range.end()).build();
	}

	private static List<ByteString> keys() {
		List<ByteString> keys = new ArrayList<>(List.of(ByteString.EMPTY));
		for (int index = 0; keys.get(index).size() < 3; index++) {
			for (byte last = 0; last < 3; last++) {
				keys.add(keys.get(index).concat(ByteString.copyFrom(new byte[] { last })));
			}
		}
		return List.copyOf(keys.subList(1, keys.size()));
	}

}
