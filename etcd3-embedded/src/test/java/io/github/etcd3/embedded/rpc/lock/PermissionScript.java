/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.concurrent.TimeoutException;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmType;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaderResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;

import static io.github.etcd3.embedded.rpc.lock.Transcript.bytes;

/**
 * Leases, locks and elections with authentication on, and without space.
 */
final class PermissionScript {

	private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

	private PermissionScript() {
	}

	static void run(Transcript t) throws InterruptedException, TimeoutException {
		withoutSpace(t);
		AuthGrpc.AuthBlockingStub auth = AuthGrpc.newBlockingStub(t.channel());
		user(auth, "root", "root");
		user(auth, "user", "locker");
		auth.roleGrantPermission(AuthRoleGrantPermissionRequest.newBuilder()
			.setName("locker")
			.setPerm(Permission.newBuilder()
				.setPermType(Permission.Type.READWRITE)
				.setKey(bytes("l/"))
				.setRangeEnd(bytes("l0")))
			.build());
		auth.authEnable(AuthEnableRequest.getDefaultInstance());
		Transcript root = t.through(as(t.channel(), token(auth, "root")));
		root.grant(400, 600);
		root.put("x", "1", 400);
		ask(t, "nobody", 500);
		ask(t.through(as(t.channel(), "no.1")), "a wrong token", 500);
		ask(t.through(as(t.channel(), token(auth, "user"))), "the user", 500);
		ask(root, "root", 600);
	}

	private static void withoutSpace(Transcript t) {
		t.grant(300, 600);
		MaintenanceGrpc.MaintenanceBlockingStub maintenance = MaintenanceGrpc.newBlockingStub(t.channel());
		maintenance.alarm(alarm(AlarmRequest.AlarmAction.ACTIVATE));
		t.grant(301, 600);
		t.grant(300, 600);
		t.grant(302, 9_000_000_001L);
		LockGrpc.LockBlockingStub lock = LockGrpc.newBlockingStub(t.channel());
		t.ask("lock without space", () -> lock.lock(lock("l", 300)));
		t.ask("lock on a new lease without space", () -> lock.lock(lock("l", 0)));
		t.revoke(300);
		maintenance.alarm(alarm(AlarmRequest.AlarmAction.DEACTIVATE));
		t.grant(300, 600);
		t.revoke(300);
	}

	private static void ask(Transcript t, String who, long lease) throws InterruptedException, TimeoutException {
		t.note("--- " + who);
		t.grant(lease, 600);
		t.grant(lease + 1, 600);
		t.timeToLive(400);
		t.ask("time to live of 400 without keys",
				() -> LeaseGrpc.newBlockingStub(t.channel())
					.leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(400).build())
					.toBuilder()
					.setTTL(1)
					.build());
		t.timeToLive(999);
		t.revoke(999);
		t.put("l/other", "x", 400);
		t.delete("l/other");
		t.leases();
		t.keepAlive(400);
		t.keepAlive(999);
		locks(t, lease);
		elections(t, lease);
		t.revoke(lease + 1);
		t.revoke(lease);
		t.revoke(400);
	}

	private static void locks(Transcript t, long lease) throws InterruptedException, TimeoutException {
		LockGrpc.LockBlockingStub lock = LockGrpc.newBlockingStub(t.channel());
		LockResponse locked = t.ask("lock", () -> lock.lock(lock("l", lease)));
		t.ask("unlock another's key", () -> lock.unlock(UnlockRequest.newBuilder().setKey(bytes("x")).build()));
		if (locked == null) {
			t.ask("lock on a new lease", () -> lock.lock(lock("l", 0)));
			return;
		}
		PendingCall<LockResponse> waiting = PendingCall.start(t.channel(), LockGrpc.getLockMethod(),
				lock("l", lease + 1));
		t.awaitKeys("l/", 2);
		waiting.cancel();
		t.list("l/");
		t.ask("unlock", () -> lock.unlock(UnlockRequest.newBuilder().setKey(locked.getKey()).build()));
	}

	private static void elections(Transcript t, long lease) throws InterruptedException {
		ElectionGrpc.ElectionBlockingStub election = ElectionGrpc.newBlockingStub(t.channel());
		LeaderRequest name = LeaderRequest.newBuilder().setName(bytes("m")).build();
		t.ask("leader", () -> election.leader(name));
		t.ask("campaign", () -> election
			.campaign(CampaignRequest.newBuilder().setName(bytes("m")).setLease(lease).setValue(bytes("v")).build()));
		Inbox<LeaderResponse> inbox = new Inbox<>(t, "observe");
		ElectionGrpc.newStub(t.channel()).observe(name, inbox);
		inbox.take(1);
	}

	private static LockRequest lock(String name, long lease) {
		return LockRequest.newBuilder().setName(bytes(name)).setLease(lease).build();
	}

	private static AlarmRequest alarm(AlarmRequest.AlarmAction action) {
		return AlarmRequest.newBuilder().setAction(action).setAlarm(AlarmType.NOSPACE).build();
	}

	private static void user(AuthGrpc.AuthBlockingStub auth, String name, String role) {
		auth.userAdd(AuthUserAddRequest.newBuilder().setName(name).setPassword("secret").build());
		auth.roleAdd(AuthRoleAddRequest.newBuilder().setName(role).build());
		auth.userGrantRole(AuthUserGrantRoleRequest.newBuilder().setUser(name).setRole(role).build());
	}

	private static String token(AuthGrpc.AuthBlockingStub auth, String name) {
		return auth.authenticate(AuthenticateRequest.newBuilder().setName(name).setPassword("secret").build())
			.getToken();
	}

	private static Channel as(Channel channel, String token) {
		Metadata headers = new Metadata();
		headers.put(TOKEN, token);
		return ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(headers));
	}

}
