/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.failure;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * The errors that etcd's server answers with: code and text of each are part of its
 * protocol (etcd's {@code api/v3rpc/rpctypes/error.go}), since clients tell errors apart
 * by the text.
 */
public enum EtcdError {

	EMPTY_KEY(Status.Code.INVALID_ARGUMENT, "key is not provided"),

	KEY_NOT_FOUND(Status.Code.INVALID_ARGUMENT, "key not found"),

	VALUE_PROVIDED(Status.Code.INVALID_ARGUMENT, "value is provided"),

	LEASE_PROVIDED(Status.Code.INVALID_ARGUMENT, "lease is provided"),

	TOO_MANY_OPS(Status.Code.INVALID_ARGUMENT, "too many operations in txn request"),

	DUPLICATE_KEY(Status.Code.INVALID_ARGUMENT, "duplicate key given in txn request"),

	COMPACTED(Status.Code.OUT_OF_RANGE, "mvcc: required revision has been compacted"),

	FUTURE_REV(Status.Code.OUT_OF_RANGE, "mvcc: required revision is a future revision"),

	NO_SPACE(Status.Code.RESOURCE_EXHAUSTED, "mvcc: database space exceeded"),

	LEASE_NOT_FOUND(Status.Code.NOT_FOUND, "requested lease not found"),

	LEASE_EXIST(Status.Code.FAILED_PRECONDITION, "lease already exists"),

	LEASE_TTL_TOO_LARGE(Status.Code.OUT_OF_RANGE, "too large lease TTL"),

	WATCH_CANCELED(Status.Code.CANCELLED, "watch canceled"),

	MEMBER_EXIST(Status.Code.FAILED_PRECONDITION, "member ID already exist"),

	PEER_URL_EXIST(Status.Code.FAILED_PRECONDITION, "Peer URLs already exists"),

	MEMBER_NOT_ENOUGH_STARTED(Status.Code.FAILED_PRECONDITION,
			"re-configuration failed due to not enough started members"),

	MEMBER_BAD_URLS(Status.Code.INVALID_ARGUMENT, "given member URLs are invalid"),

	MEMBER_NOT_FOUND(Status.Code.NOT_FOUND, "member not found"),

	MEMBER_NOT_LEARNER(Status.Code.FAILED_PRECONDITION, "can only promote a learner member"),

	LEARNER_NOT_READY(Status.Code.FAILED_PRECONDITION,
			"can only promote a learner member which is in sync with leader"),

	TOO_MANY_LEARNERS(Status.Code.FAILED_PRECONDITION, "too many learner members in cluster"),

	CLUSTER_ID_MISMATCH(Status.Code.FAILED_PRECONDITION, "cluster ID mismatch"),

	REQUEST_TOO_LARGE(Status.Code.INVALID_ARGUMENT, "request is too large"),

	REQUEST_TOO_MANY_REQUESTS(Status.Code.RESOURCE_EXHAUSTED, "too many requests"),

	ROOT_USER_NOT_EXIST(Status.Code.FAILED_PRECONDITION, "root user does not exist"),

	ROOT_ROLE_NOT_EXIST(Status.Code.FAILED_PRECONDITION, "root user does not have root role"),

	USER_ALREADY_EXIST(Status.Code.FAILED_PRECONDITION, "user name already exists"),

	USER_EMPTY(Status.Code.INVALID_ARGUMENT, "user name is empty"),

	USER_NOT_FOUND(Status.Code.FAILED_PRECONDITION, "user name not found"),

	ROLE_ALREADY_EXIST(Status.Code.FAILED_PRECONDITION, "role name already exists"),

	ROLE_NOT_FOUND(Status.Code.FAILED_PRECONDITION, "role name not found"),

	ROLE_EMPTY(Status.Code.INVALID_ARGUMENT, "role name is empty"),

	AUTH_FAILED(Status.Code.INVALID_ARGUMENT, "authentication failed, invalid user ID or password"),

	PERMISSION_NOT_GIVEN(Status.Code.INVALID_ARGUMENT, "permission not given"),

	PERMISSION_DENIED(Status.Code.PERMISSION_DENIED, "permission denied"),

	ROLE_NOT_GRANTED(Status.Code.FAILED_PRECONDITION, "role is not granted to the user"),

	PERMISSION_NOT_GRANTED(Status.Code.FAILED_PRECONDITION, "permission is not granted to the role"),

	AUTH_NOT_ENABLED(Status.Code.FAILED_PRECONDITION, "authentication is not enabled"),

	INVALID_AUTH_TOKEN(Status.Code.UNAUTHENTICATED, "invalid auth token"),

	INVALID_AUTH_MGMT(Status.Code.INVALID_ARGUMENT, "invalid auth management"),

	AUTH_OLD_REVISION(Status.Code.INVALID_ARGUMENT, "revision of auth store is old"),

	NO_LEADER(Status.Code.UNAVAILABLE, "no leader"),

	NOT_LEADER(Status.Code.FAILED_PRECONDITION, "not leader"),

	LEADER_CHANGED(Status.Code.UNAVAILABLE, "leader changed"),

	NOT_CAPABLE(Status.Code.UNAVAILABLE, "not capable"),

	STOPPED(Status.Code.UNAVAILABLE, "server stopped"),

	TIMEOUT(Status.Code.UNAVAILABLE, "request timed out"),

	TIMEOUT_DUE_TO_LEADER_FAIL(Status.Code.UNAVAILABLE, "request timed out, possibly due to previous leader failure"),

	TIMEOUT_DUE_TO_CONNECTION_LOST(Status.Code.UNAVAILABLE, "request timed out, possibly due to connection lost"),

	TIMEOUT_WAIT_APPLIED_INDEX(Status.Code.UNAVAILABLE,
			"request timed out, waiting for the applied index took too long"),

	UNHEALTHY(Status.Code.UNAVAILABLE, "unhealthy cluster"),

	CORRUPT(Status.Code.DATA_LOSS, "corrupt cluster"),

	NOT_SUPPORTED_FOR_LEARNER(Status.Code.UNAVAILABLE, "rpc not supported for learner"),

	BAD_LEADER_TRANSFEREE(Status.Code.FAILED_PRECONDITION, "bad leader transferee"),

	CLUSTER_VERSION_UNAVAILABLE(Status.Code.UNAVAILABLE, "cluster version not found during downgrade"),

	WRONG_DOWNGRADE_VERSION_FORMAT(Status.Code.INVALID_ARGUMENT, "wrong downgrade target version format"),

	INVALID_DOWNGRADE_TARGET_VERSION(Status.Code.INVALID_ARGUMENT, "invalid downgrade target version"),

	DOWNGRADE_IN_PROCESS(Status.Code.FAILED_PRECONDITION, "cluster has a downgrade job in progress"),

	NO_INFLIGHT_DOWNGRADE(Status.Code.FAILED_PRECONDITION, "no inflight downgrade job"),

	CANCELED(Status.Code.CANCELLED, "request canceled"),

	DEADLINE_EXCEEDED(Status.Code.DEADLINE_EXCEEDED, "context deadline exceeded");

	// Immutable, though not annotated as such.
	@SuppressWarnings("ImmutableEnumChecker")
	private final Status status;

	EtcdError(Status.Code code, String text) {
		this.status = code.toStatus().withDescription("etcdserver: " + text);
	}

	/**
	 * The status as it goes over the wire.
	 * @return the status, with its description
	 */
	public Status status() {
		return this.status;
	}

	/**
	 * A new exception with this status, to throw or to hand to a stream.
	 * @return the exception
	 */
	public StatusRuntimeException exception() {
		return this.status.asRuntimeException();
	}

}
