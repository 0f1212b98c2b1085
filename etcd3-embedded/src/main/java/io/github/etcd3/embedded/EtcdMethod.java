/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

/**
 * The methods of etcd's API that a {@link Fault} can name.
 */
public enum EtcdMethod {

	/** KV.Range. */
	RANGE("etcdserverpb.KV/Range"),

	/** KV.Put. */
	PUT("etcdserverpb.KV/Put"),

	/** KV.DeleteRange. */
	DELETE_RANGE("etcdserverpb.KV/DeleteRange"),

	/** KV.Txn. */
	TXN("etcdserverpb.KV/Txn"),

	/** KV.Compact. */
	COMPACT("etcdserverpb.KV/Compact"),

	/** Watch.Watch. */
	WATCH("etcdserverpb.Watch/Watch"),

	/** Lease.LeaseGrant. */
	LEASE_GRANT("etcdserverpb.Lease/LeaseGrant"),

	/** Lease.LeaseRevoke. */
	LEASE_REVOKE("etcdserverpb.Lease/LeaseRevoke"),

	/** Lease.LeaseKeepAlive. */
	LEASE_KEEP_ALIVE("etcdserverpb.Lease/LeaseKeepAlive"),

	/** Lease.LeaseTimeToLive. */
	LEASE_TIME_TO_LIVE("etcdserverpb.Lease/LeaseTimeToLive"),

	/** Lease.LeaseLeases. */
	LEASE_LEASES("etcdserverpb.Lease/LeaseLeases"),

	/** Lock.Lock. */
	LOCK("v3lockpb.Lock/Lock"),

	/** Lock.Unlock. */
	UNLOCK("v3lockpb.Lock/Unlock"),

	/** Election.Campaign. */
	CAMPAIGN("v3electionpb.Election/Campaign"),

	/** Election.Proclaim. */
	PROCLAIM("v3electionpb.Election/Proclaim"),

	/** Election.Leader. */
	LEADER("v3electionpb.Election/Leader"),

	/** Election.Observe. */
	OBSERVE("v3electionpb.Election/Observe"),

	/** Election.Resign. */
	RESIGN("v3electionpb.Election/Resign"),

	/** Cluster.MemberAdd. */
	MEMBER_ADD("etcdserverpb.Cluster/MemberAdd"),

	/** Cluster.MemberRemove. */
	MEMBER_REMOVE("etcdserverpb.Cluster/MemberRemove"),

	/** Cluster.MemberUpdate. */
	MEMBER_UPDATE("etcdserverpb.Cluster/MemberUpdate"),

	/** Cluster.MemberList. */
	MEMBER_LIST("etcdserverpb.Cluster/MemberList"),

	/** Cluster.MemberPromote. */
	MEMBER_PROMOTE("etcdserverpb.Cluster/MemberPromote"),

	/** Maintenance.Alarm. */
	ALARM("etcdserverpb.Maintenance/Alarm"),

	/** Maintenance.Status. */
	STATUS("etcdserverpb.Maintenance/Status"),

	/** Maintenance.Defragment. */
	DEFRAGMENT("etcdserverpb.Maintenance/Defragment"),

	/** Maintenance.Hash. */
	HASH("etcdserverpb.Maintenance/Hash"),

	/** Maintenance.HashKV. */
	HASH_KV("etcdserverpb.Maintenance/HashKV"),

	/** Maintenance.Snapshot. */
	SNAPSHOT("etcdserverpb.Maintenance/Snapshot"),

	/** Maintenance.MoveLeader. */
	MOVE_LEADER("etcdserverpb.Maintenance/MoveLeader"),

	/** Maintenance.Downgrade. */
	DOWNGRADE("etcdserverpb.Maintenance/Downgrade"),

	/** Auth.AuthEnable. */
	AUTH_ENABLE("etcdserverpb.Auth/AuthEnable"),

	/** Auth.AuthDisable. */
	AUTH_DISABLE("etcdserverpb.Auth/AuthDisable"),

	/** Auth.AuthStatus. */
	AUTH_STATUS("etcdserverpb.Auth/AuthStatus"),

	/** Auth.Authenticate. */
	AUTHENTICATE("etcdserverpb.Auth/Authenticate"),

	/** Auth.UserAdd. */
	USER_ADD("etcdserverpb.Auth/UserAdd"),

	/** Auth.UserGet. */
	USER_GET("etcdserverpb.Auth/UserGet"),

	/** Auth.UserList. */
	USER_LIST("etcdserverpb.Auth/UserList"),

	/** Auth.UserDelete. */
	USER_DELETE("etcdserverpb.Auth/UserDelete"),

	/** Auth.UserChangePassword. */
	USER_CHANGE_PASSWORD("etcdserverpb.Auth/UserChangePassword"),

	/** Auth.UserGrantRole. */
	USER_GRANT_ROLE("etcdserverpb.Auth/UserGrantRole"),

	/** Auth.UserRevokeRole. */
	USER_REVOKE_ROLE("etcdserverpb.Auth/UserRevokeRole"),

	/** Auth.RoleAdd. */
	ROLE_ADD("etcdserverpb.Auth/RoleAdd"),

	/** Auth.RoleGet. */
	ROLE_GET("etcdserverpb.Auth/RoleGet"),

	/** Auth.RoleList. */
	ROLE_LIST("etcdserverpb.Auth/RoleList"),

	/** Auth.RoleDelete. */
	ROLE_DELETE("etcdserverpb.Auth/RoleDelete"),

	/** Auth.RoleGrantPermission. */
	ROLE_GRANT_PERMISSION("etcdserverpb.Auth/RoleGrantPermission"),

	/** Auth.RoleRevokePermission. */
	ROLE_REVOKE_PERMISSION("etcdserverpb.Auth/RoleRevokePermission");

	private final String fullName;

	EtcdMethod(String fullName) {
		this.fullName = fullName;
	}

	/**
	 * The name as gRPC knows it.
	 * @return service and method, with a slash between
	 */
	public String fullName() {
		return this.fullName;
	}

}
