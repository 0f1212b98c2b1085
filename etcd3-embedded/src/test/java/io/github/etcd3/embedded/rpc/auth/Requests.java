/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.Map;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AuthDisableRequest;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthEnableResponse;
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
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoUtils;

/**
 * The requests of a {@link Visitor} in few words.
 */
final class Requests {

	/** jetcd's API does not have it; the fields of the answer are shown by number. */
	static final MethodDescriptor<AuthEnableRequest, AuthEnableResponse> AUTH_STATUS = AuthGrpc.getAuthEnableMethod()
		.toBuilder(ProtoUtils.marshaller(AuthEnableRequest.getDefaultInstance()),
				ProtoUtils.marshaller(AuthEnableResponse.getDefaultInstance()))
		.setFullMethodName("etcdserverpb.Auth/AuthStatus")
		.build();

	private final Visitor visitor;

	Requests(Visitor visitor) {
		this.visitor = visitor;
	}

	Requests as(String user) {
		this.visitor.as(user);
		return this;
	}

	Requests with(Map<String, String> headers) {
		this.visitor.withHeaders(headers);
		return this;
	}

	String enable() {
		return this.visitor.call(AuthGrpc.getAuthEnableMethod(), AuthEnableRequest.getDefaultInstance());
	}

	String disable() {
		return this.visitor.call(AuthGrpc.getAuthDisableMethod(), AuthDisableRequest.getDefaultInstance());
	}

	String status() {
		return this.visitor.call(AUTH_STATUS, AuthEnableRequest.getDefaultInstance());
	}

	String addUser(String name, String password) {
		return this.visitor.call(AuthGrpc.getUserAddMethod(),
				AuthUserAddRequest.newBuilder().setName(name).setPassword(password).build());
	}

	String addUser(String name, String password, boolean withoutPassword) {
		UnknownFieldSet options = UnknownFieldSet.newBuilder()
			.addField(1, UnknownFieldSet.Field.newBuilder().addVarint(withoutPassword ? 1 : 0).build())
			.build();
		UnknownFieldSet fields = UnknownFieldSet.newBuilder()
			.addField(3, UnknownFieldSet.Field.newBuilder().addLengthDelimited(options.toByteString()).build())
			.build();
		return this.visitor.call(AuthGrpc.getUserAddMethod(),
				AuthUserAddRequest.newBuilder().setName(name).setPassword(password).setUnknownFields(fields).build());
	}

	String deleteUser(String name) {
		return this.visitor.call(AuthGrpc.getUserDeleteMethod(),
				AuthUserDeleteRequest.newBuilder().setName(name).build());
	}

	String changePassword(String name, String password) {
		return this.visitor.call(AuthGrpc.getUserChangePasswordMethod(),
				AuthUserChangePasswordRequest.newBuilder().setName(name).setPassword(password).build());
	}

	String grantRole(String user, String role) {
		return this.visitor.call(AuthGrpc.getUserGrantRoleMethod(),
				AuthUserGrantRoleRequest.newBuilder().setUser(user).setRole(role).build());
	}

	String revokeRole(String user, String role) {
		return this.visitor.call(AuthGrpc.getUserRevokeRoleMethod(),
				AuthUserRevokeRoleRequest.newBuilder().setName(user).setRole(role).build());
	}

	String user(String name) {
		return this.visitor.call(AuthGrpc.getUserGetMethod(), AuthUserGetRequest.newBuilder().setName(name).build());
	}

	String users() {
		return this.visitor.call(AuthGrpc.getUserListMethod(), AuthUserListRequest.getDefaultInstance());
	}

	String addRole(String name) {
		return this.visitor.call(AuthGrpc.getRoleAddMethod(), AuthRoleAddRequest.newBuilder().setName(name).build());
	}

	String deleteRole(String name) {
		return this.visitor.call(AuthGrpc.getRoleDeleteMethod(),
				AuthRoleDeleteRequest.newBuilder().setRole(name).build());
	}

	String role(String name) {
		return this.visitor.call(AuthGrpc.getRoleGetMethod(), AuthRoleGetRequest.newBuilder().setRole(name).build());
	}

	String roles() {
		return this.visitor.call(AuthGrpc.getRoleListMethod(), AuthRoleListRequest.getDefaultInstance());
	}

	String grant(String role, Permission.Type type, String key, String end) {
		return this.visitor.call(AuthGrpc.getRoleGrantPermissionMethod(),
				AuthRoleGrantPermissionRequest.newBuilder()
					.setName(role)
					.setPerm(Permission.newBuilder().setPermType(type).setKey(bytes(key)).setRangeEnd(bytes(end)))
					.build());
	}

	String grantNothing(String role) {
		return this.visitor.call(AuthGrpc.getRoleGrantPermissionMethod(),
				AuthRoleGrantPermissionRequest.newBuilder().setName(role).build());
	}

	String revoke(String role, String key, String end) {
		return this.visitor.call(AuthGrpc.getRoleRevokePermissionMethod(),
				AuthRoleRevokePermissionRequest.newBuilder()
					.setRole(role)
					.setKey(bytes(key))
					.setRangeEnd(bytes(end))
					.build());
	}

	String get(String key, String end) {
		return this.visitor.call(KVGrpc.getRangeMethod(),
				RangeRequest.newBuilder().setKey(bytes(key)).setRangeEnd(bytes(end)).build());
	}

	String put(String key, long lease, boolean previous) {
		return this.visitor.call(KVGrpc.getPutMethod(),
				PutRequest.newBuilder()
					.setKey(bytes(key))
					.setValue(bytes("value of " + key))
					.setLease(lease)
					.setPrevKv(previous)
					.build());
	}

	String delete(String key, String end, boolean previous) {
		return this.visitor.call(KVGrpc.getDeleteRangeMethod(),
				DeleteRangeRequest.newBuilder().setKey(bytes(key)).setRangeEnd(bytes(end)).setPrevKv(previous).build());
	}

	String txn(TxnRequest request) {
		return this.visitor.call(KVGrpc.getTxnMethod(), request);
	}

	static ByteString bytes(String text) {
		return ByteString.copyFromUtf8(text);
	}

}
