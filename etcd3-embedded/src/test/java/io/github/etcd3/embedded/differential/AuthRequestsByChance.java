/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AuthDisableRequest;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleDeleteRequest;
import io.etcd.jetcd.api.AuthRoleGetRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthRoleListRequest;
import io.etcd.jetcd.api.AuthRoleRevokePermissionRequest;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserChangePasswordRequest;
import io.etcd.jetcd.api.AuthUserDeleteRequest;
import io.etcd.jetcd.api.AuthUserGetRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthUserListRequest;
import io.etcd.jetcd.api.AuthUserRevokeRoleRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.Permission;
import io.grpc.MethodDescriptor;

/**
 * Requests about users, roles and what they may do, wrong ones too.
 */
final class AuthRequestsByChance {

	/** Always the same, so that the comparison itself can log in. */
	static final String ROOT_PASSWORD = "root's";

	private static final String ROOT = "root";

	/** {@code UserAddOptions} of etcd 3.5. */
	private static final int OPTIONS = 3;

	private static final ByteString NO_PASSWORD = ByteString.copyFrom(new byte[] { 8, 1 });

	private final Chance chance;

	AuthRequestsByChance(Chance chance) {
		this.chance = chance;
	}

	/**
	 * What turns authentication on, from nothing, with users who may do a part.
	 */
	List<Step> start() {
		List<Step> steps = new ArrayList<>();
		for (String user : List.of(ROOT, "alice", "bob")) {
			String password = user.equals(ROOT) ? ROOT_PASSWORD : "one";
			steps.add(new Step.Call(AuthGrpc.getUserAddMethod(),
					AuthUserAddRequest.newBuilder().setName(user).setPassword(password).build(), ""));
		}
		for (String role : List.of("reader", "writer")) {
			steps.add(new Step.Call(AuthGrpc.getRoleAddMethod(), AuthRoleAddRequest.newBuilder().setName(role).build(),
					""));
			this.chance.some(2, this::grant)
				.forEach((grant) -> steps.add(new Step.Call(AuthGrpc.getRoleGrantPermissionMethod(), grant, "")));
		}
		Map<String, String> roles = Map.of(ROOT, ROOT, "alice", "reader", "bob", "writer");
		for (String user : List.of(ROOT, "alice", "bob")) {
			steps.add(new Step.Call(AuthGrpc.getUserGrantRoleMethod(),
					AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole(roles.get(user)).build(), ""));
		}
		steps.add(new Step.Call(AuthGrpc.getAuthEnableMethod(), AuthEnableRequest.getDefaultInstance(), ""));
		for (String user : List.of(ROOT, "alice", "bob")) {
			String password = user.equals(ROOT) ? ROOT_PASSWORD : "one";
			steps.add(new Step.Call(AuthGrpc.getAuthenticateMethod(),
					AuthenticateRequest.newBuilder().setName(user).setPassword(password).build(), ""));
		}
		return steps;
	}

	/**
	 * Who asks: mostly somebody who may.
	 */
	String asker() {
		return this.chance.oneIn(20) ? this.chance.of("", "nobody")
				: this.chance.of(ROOT, ROOT, "alice", "alice", "bob");
	}

	Step next() {
		return switch (this.chance.below(30)) {
			case 0, 1, 2, 3 -> call(AuthGrpc.getRoleGrantPermissionMethod(), grant());
			case 4, 5 -> call(AuthGrpc.getUserAddMethod(), userAdd());
			case 6 -> call(AuthGrpc.getUserDeleteMethod(), AuthUserDeleteRequest.newBuilder().setName(user()).build());
			case 7 -> call(AuthGrpc.getUserGetMethod(), AuthUserGetRequest.newBuilder().setName(user()).build());
			case 8 -> call(AuthGrpc.getUserListMethod(), AuthUserListRequest.getDefaultInstance());
			case 9, 10, 11 -> call(AuthGrpc.getUserGrantRoleMethod(),
					AuthUserGrantRoleRequest.newBuilder().setUser(user()).setRole(role()).build());
			case 12 -> call(AuthGrpc.getUserRevokeRoleMethod(),
					AuthUserRevokeRoleRequest.newBuilder().setName(user()).setRole(role()).build());
			case 13 -> call(AuthGrpc.getUserChangePasswordMethod(),
					AuthUserChangePasswordRequest.newBuilder()
						.setName(this.chance.of("alice", "bob", "nobody"))
						.setPassword(password())
						.build());
			case 14, 15 -> call(AuthGrpc.getRoleAddMethod(), AuthRoleAddRequest.newBuilder().setName(role()).build());
			case 16 -> this.chance.oneIn(2)
					? call(AuthGrpc.getRoleDeleteMethod(), AuthRoleDeleteRequest.newBuilder().setRole(role()).build())
					: call(Methods.AUTH_STATUS, AuthRoleListRequest.getDefaultInstance());
			case 17 -> call(AuthGrpc.getRoleGetMethod(), AuthRoleGetRequest.newBuilder().setRole(role()).build());
			case 18 -> call(AuthGrpc.getRoleListMethod(), AuthRoleListRequest.getDefaultInstance());
			case 19, 20, 21 -> call(AuthGrpc.getAuthenticateMethod(), authenticate());
			case 22 -> call(AuthGrpc.getRoleRevokePermissionMethod(), revoke());
			default ->
				this.chance.oneIn(4) ? call(AuthGrpc.getAuthDisableMethod(), AuthDisableRequest.getDefaultInstance())
						: call(AuthGrpc.getAuthEnableMethod(), AuthEnableRequest.getDefaultInstance());
		};
	}

	private Step call(MethodDescriptor<?, ?> method, Message request) {
		return new Step.Call(method, request, asker());
	}

	private AuthenticateRequest authenticate() {
		String user = user();
		return AuthenticateRequest.newBuilder().setName(user).setPassword(passwordOf(user)).build();
	}

	private AuthUserAddRequest userAdd() {
		String user = user();
		AuthUserAddRequest.Builder add = AuthUserAddRequest.newBuilder().setName(user).setPassword(passwordOf(user));
		if (!user.equals(ROOT) && this.chance.oneIn(8)) {
			UnknownFieldSet.Field options = UnknownFieldSet.Field.newBuilder().addLengthDelimited(NO_PASSWORD).build();
			add.setUnknownFields(UnknownFieldSet.newBuilder().addField(OPTIONS, options).build());
			add.setPassword(this.chance.of("", "one"));
		}
		return add.build();
	}

	private String passwordOf(String user) {
		return user.equals(ROOT) ? ROOT_PASSWORD : password();
	}

	private String user() {
		return this.chance.oneIn(40) ? "" : this.chance.of(ROOT, "alice", "alice", "bob", "bob", "carol");
	}

	private String password() {
		return this.chance.oneIn(10) ? this.chance.of("", "two") : "one";
	}

	private String role() {
		return this.chance.oneIn(40) ? "" : this.chance.of(ROOT, "reader", "reader", "writer", "writer", "none");
	}

	private AuthRoleGrantPermissionRequest grant() {
		AuthRoleGrantPermissionRequest.Builder grant = AuthRoleGrantPermissionRequest.newBuilder().setName(role());
		if (!this.chance.oneIn(40)) {
			ByteString key = this.chance.key();
			grant.setPerm(Permission.newBuilder()
				.setKey(key)
				.setRangeEnd(this.chance.rangeEnd(key))
				.setPermTypeValue(this.chance.below(this.chance.oneIn(30) ? 4 : 3)));
		}
		return grant.build();
	}

	private AuthRoleRevokePermissionRequest revoke() {
		ByteString key = this.chance.key();
		return AuthRoleRevokePermissionRequest.newBuilder()
			.setRole(role())
			.setKey(key)
			.setRangeEnd(this.chance.rangeEnd(key))
			.build();
	}

}
