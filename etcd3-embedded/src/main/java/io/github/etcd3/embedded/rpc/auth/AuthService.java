/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AuthDisableRequest;
import io.etcd.jetcd.api.AuthDisableResponse;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthEnableResponse;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleAddResponse;
import io.etcd.jetcd.api.AuthRoleDeleteRequest;
import io.etcd.jetcd.api.AuthRoleDeleteResponse;
import io.etcd.jetcd.api.AuthRoleGetRequest;
import io.etcd.jetcd.api.AuthRoleGetResponse;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionResponse;
import io.etcd.jetcd.api.AuthRoleListRequest;
import io.etcd.jetcd.api.AuthRoleListResponse;
import io.etcd.jetcd.api.AuthRoleRevokePermissionRequest;
import io.etcd.jetcd.api.AuthRoleRevokePermissionResponse;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserAddResponse;
import io.etcd.jetcd.api.AuthUserChangePasswordRequest;
import io.etcd.jetcd.api.AuthUserChangePasswordResponse;
import io.etcd.jetcd.api.AuthUserDeleteRequest;
import io.etcd.jetcd.api.AuthUserDeleteResponse;
import io.etcd.jetcd.api.AuthUserGetRequest;
import io.etcd.jetcd.api.AuthUserGetResponse;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleResponse;
import io.etcd.jetcd.api.AuthUserListRequest;
import io.etcd.jetcd.api.AuthUserListResponse;
import io.etcd.jetcd.api.AuthUserRevokeRoleRequest;
import io.etcd.jetcd.api.AuthUserRevokeRoleResponse;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.AuthStore;
import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.auth.Password;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Member;

import static io.github.etcd3.embedded.rpc.Answers.answer;

/**
 * etcd's Auth service. What changes something does so under the member's write lock, as
 * etcd applies it in one order with the puts; passwords are hashed before.
 */
public final class AuthService implements BindableService, AuthGrpc.AsyncService, AutoCloseable {

	private static final int USER_ADD_OPTIONS = 3;

	private static final int NO_PASSWORD = 1;

	private final Member member;

	private final AuthStore auth;

	private final Hashing hashing;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public AuthService(Member member) {
		this.member = member;
		this.auth = member.auth();
		this.hashing = new Hashing(member.threads().worker());
	}

	@Override
	public ServerServiceDefinition bindService() {
		return AuthStatusMethod.addTo(AuthGrpc.bindService(this), this::authStatus);
	}

	@Override
	public void authEnable(AuthEnableRequest request, StreamObserver<AuthEnableResponse> observer) {
		asAdmin(observer, this.auth::enable,
				() -> AuthEnableResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void authDisable(AuthDisableRequest request, StreamObserver<AuthDisableResponse> observer) {
		asAdmin(observer, this.auth::disable,
				() -> AuthDisableResponse.newBuilder().setHeader(this.member.header()).build());
	}

	private void authStatus(AuthEnableRequest request, StreamObserver<AuthEnableResponse> observer) {
		asAdmin(observer, () -> {
		}, () -> AuthStatusMethod.answer(this.member.header(), this.auth.enabled(), this.auth.revision()));
	}

	/**
	 * A token that the request carries is not looked at.
	 */
	@Override
	public void authenticate(AuthenticateRequest request, StreamObserver<AuthenticateResponse> observer) {
		this.hashing.answer(observer, () -> {
			String token = this.auth.authenticate(request.getName(), request.getPassword());
			return this.member
				.read(() -> AuthenticateResponse.newBuilder().setHeader(this.member.header()).setToken(token).build());
		});
	}

	/**
	 * Like etcd, it hashes the password before it checks anything.
	 */
	@Override
	public void userAdd(AuthUserAddRequest request, StreamObserver<AuthUserAddResponse> observer) {
		Caller caller = Caller.KEY.get();
		this.hashing.answer(observer, () -> {
			Password password = isWithoutPassword(request) ? null : Password.of(request.getPassword());
			return asAdmin(caller, () -> this.auth.users().add(request.getName(), password),
					() -> AuthUserAddResponse.newBuilder().setHeader(this.member.header()).build());
		});
	}

	@Override
	public void userChangePassword(AuthUserChangePasswordRequest request,
			StreamObserver<AuthUserChangePasswordResponse> observer) {
		Caller caller = Caller.KEY.get();
		this.hashing.answer(observer, () -> {
			Password password = request.getPassword().isEmpty() ? null : Password.of(request.getPassword());
			return asAdmin(caller, () -> this.auth.users().changePassword(request.getName(), password),
					() -> AuthUserChangePasswordResponse.newBuilder().setHeader(this.member.header()).build());
		});
	}

	@Override
	public void userDelete(AuthUserDeleteRequest request, StreamObserver<AuthUserDeleteResponse> observer) {
		asAdmin(observer, () -> this.auth.users().delete(request.getName()),
				() -> AuthUserDeleteResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void userGet(AuthUserGetRequest request, StreamObserver<AuthUserGetResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.read(() -> {
			this.auth.requireAdminOrSelf(caller, request.getName());
			return AuthUserGetResponse.newBuilder()
				.setHeader(this.member.header())
				.addAllRoles(this.auth.users().rolesOf(request.getName()))
				.build();
		}));
	}

	@Override
	public void userList(AuthUserListRequest request, StreamObserver<AuthUserListResponse> observer) {
		asAdmin(observer, () -> {
		}, () -> AuthUserListResponse.newBuilder()
			.setHeader(this.member.header())
			.addAllUsers(this.auth.users().names())
			.build());
	}

	@Override
	public void userGrantRole(AuthUserGrantRoleRequest request, StreamObserver<AuthUserGrantRoleResponse> observer) {
		asAdmin(observer, () -> this.auth.users().grantRole(request.getUser(), request.getRole()),
				() -> AuthUserGrantRoleResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void userRevokeRole(AuthUserRevokeRoleRequest request, StreamObserver<AuthUserRevokeRoleResponse> observer) {
		asAdmin(observer, () -> this.auth.users().revokeRole(request.getName(), request.getRole()),
				() -> AuthUserRevokeRoleResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void roleAdd(AuthRoleAddRequest request, StreamObserver<AuthRoleAddResponse> observer) {
		asAdmin(observer, () -> this.auth.roles().add(request.getName()),
				() -> AuthRoleAddResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void roleGet(AuthRoleGetRequest request, StreamObserver<AuthRoleGetResponse> observer) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> this.member.read(() -> {
			this.auth.requireAdminOrRole(caller, request.getRole());
			return AuthRoleGetResponse.newBuilder()
				.setHeader(this.member.header())
				.addAllPerm(this.auth.roles().permissionsOf(request.getRole()))
				.build();
		}));
	}

	@Override
	public void roleList(AuthRoleListRequest request, StreamObserver<AuthRoleListResponse> observer) {
		asAdmin(observer, () -> {
		}, () -> AuthRoleListResponse.newBuilder()
			.setHeader(this.member.header())
			.addAllRoles(this.auth.roles().names())
			.build());
	}

	@Override
	public void roleDelete(AuthRoleDeleteRequest request, StreamObserver<AuthRoleDeleteResponse> observer) {
		asAdmin(observer, () -> this.auth.roles().delete(request.getRole()),
				() -> AuthRoleDeleteResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void roleGrantPermission(AuthRoleGrantPermissionRequest request,
			StreamObserver<AuthRoleGrantPermissionResponse> observer) {
		asAdmin(observer, () -> {
			if (!request.hasPerm()) {
				throw EtcdError.PERMISSION_NOT_GIVEN.exception();
			}
			this.auth.roles().grant(request.getName(), request.getPerm());
		}, () -> AuthRoleGrantPermissionResponse.newBuilder().setHeader(this.member.header()).build());
	}

	@Override
	public void roleRevokePermission(AuthRoleRevokePermissionRequest request,
			StreamObserver<AuthRoleRevokePermissionResponse> observer) {
		asAdmin(observer, () -> this.auth.roles().revoke(request.getRole(), request.getKey(), request.getRangeEnd()),
				() -> AuthRoleRevokePermissionResponse.newBuilder().setHeader(this.member.header()).build());
	}

	private <A> void asAdmin(StreamObserver<A> observer, Runnable change, Supplier<A> response) {
		Caller caller = Caller.KEY.get();
		answer(observer, () -> asAdmin(caller, change, response));
	}

	/**
	 * Does what only root may.
	 */
	private <A> A asAdmin(Caller caller, Runnable change, Supplier<A> response) {
		return this.member.write(() -> {
			this.auth.requireAdmin(caller);
			change.run();
			return response.get();
		});
	}

	/**
	 * Takes no more passwords, once those at hand are answered.
	 */
	@Override
	public void close() {
		this.hashing.close();
	}

	/**
	 * {@code UserAddOptions.no_password}, which jetcd's API does not have yet.
	 */
	private static boolean isWithoutPassword(AuthUserAddRequest request) {
		return request.getUnknownFields()
			.getField(USER_ADD_OPTIONS)
			.getLengthDelimitedList()
			.stream()
			.anyMatch(AuthService::isNoPassword);
	}

	private static boolean isNoPassword(ByteString options) {
		try {
			return UnknownFieldSet.parseFrom(options)
				.getField(NO_PASSWORD)
				.getVarintList()
				.stream()
				.anyMatch((value) -> value != 0);
		}
		catch (InvalidProtocolBufferException ex) {
			throw Status.INTERNAL.withDescription("The options of the user can't be read").asRuntimeException();
		}
	}

}
