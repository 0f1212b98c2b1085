/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.CampaignResponse;
import io.etcd.jetcd.api.ElectionGrpc;
import io.etcd.jetcd.api.LeaderKey;
import io.etcd.jetcd.api.LeaderRequest;
import io.etcd.jetcd.api.LeaderResponse;
import io.etcd.jetcd.api.ProclaimRequest;
import io.etcd.jetcd.api.ResignRequest;
import io.etcd.jetcd.api.lock.LockGrpc;
import io.etcd.jetcd.api.lock.LockRequest;
import io.etcd.jetcd.api.lock.LockResponse;
import io.etcd.jetcd.api.lock.UnlockRequest;

import static io.github.etcd3.embedded.rpc.lock.Transcript.bytes;

/**
 * What is asked of both servers: each script records every answer.
 */
final class SessionScripts {

	private SessionScripts() {
	}

	static void leases(Transcript t) throws InterruptedException {
		t.grant(1, 0);
		t.revoke(1);
		t.grant(2, -5);
		t.revoke(2);
		t.grant(3, 9_000_000_000L);
		t.grant(4, 9_000_000_001L);
		t.grant(3, 9_000_000_001L);
		t.grant(3, 5);
		t.grant(-12345, 600);
		t.grant(Long.MIN_VALUE, 500);
		t.name(t.grant(0, 700).getID(), "CHOSEN");
		t.grant(100, 300);
		t.put("b/3", "x", 100);
		t.put("b/1", "x", 100);
		t.put("b/2", "x", 100);
		t.put("b/4", "x", 100);
		t.put("b/4", "x", -12345);
		t.put("b/2", "y", 0);
		t.put("b/5", "y", 999);
		t.timeToLive(100);
		t.timeToLive(-12345);
		t.timeToLive(999);
		t.timeToLive(0);
		t.leases();
		t.keepAlive(3, 999, -12345, 0, 100);
		t.leases();
		t.delete("b/1");
		t.timeToLive(100);
		t.revoke(100);
		t.list("b/");
		t.timeToLive(100);
		t.revoke(100);
		t.revoke(0);
		t.revoke(-12345);
		t.list("b/");
		t.leases();
	}

	static void locks(Transcript t) throws InterruptedException, TimeoutException {
		LockGrpc.LockBlockingStub lock = LockGrpc.newBlockingStub(t.channel());
		for (long id : new long[] { 200, 201, 202, -255 }) {
			t.grant(id, 600);
		}
		t.ask("lock", () -> lock.lock(request("l", 200)));
		t.ask("lock again", () -> lock.lock(request("l", 200)));
		t.ask("lock with unknown lease", () -> lock.lock(request("l", 999)));
		t.ask("lock with no name", () -> lock.lock(request("", 200)));
		t.ask("lock with a negative lease", () -> lock.lock(request("n", -255)));
		t.ask("unlock nothing", () -> lock.unlock(unlock("")));
		t.ask("unlock what isn't", () -> lock.unlock(unlock("no/such")));

		PendingCall<LockResponse> second = PendingCall.start(t.channel(), LockGrpc.getLockMethod(), request("l", 201));
		t.awaitKeys("l/", 2);
		PendingCall<LockResponse> third = PendingCall.start(t.channel(), LockGrpc.getLockMethod(), request("l", 202));
		t.awaitKeys("l/", 3);
		t.list("l/");
		second.cancel();
		t.awaitKeys("l/", 2);
		t.list("l/");
		t.put("other", "x", 0);
		t.ask("unlock", () -> lock.unlock(unlock("l/c8")));
		t.end("lock of the third", third);

		t.ask("lock until the deadline",
				() -> lock.withDeadlineAfter(300, TimeUnit.MILLISECONDS).lock(request("l", 201)).toBuilder().build());
		t.awaitKeys("l/", 1);
		t.list("l/");

		PendingCall<LockResponse> lost = PendingCall.start(t.channel(), LockGrpc.getLockMethod(), request("l", 201));
		t.awaitKeys("l/", 2);
		t.revoke(201);
		t.ask("unlock before one whose lease ended", () -> lock.unlock(unlock("l/ca")));
		t.end("lock whose lease ended", lost);
		t.list("l/");

		t.ask("lock by one", () -> lock.lock(request("l", 200)));
		PendingCall<LockResponse> once = PendingCall.start(t.channel(), LockGrpc.getLockMethod(), request("l", 202));
		t.awaitKeys("l/", 2);
		t.put("l/ca", "touched", 202);
		t.put("l/zz", "a stranger", 0);
		t.delete("l/zz");
		t.delete("l/c8");
		t.end("lock after a deletion by hand", once);

		LockResponse own = t.ask("lock with a lease of its own", () -> lock.lock(request("own", 0)));
		long lease = Long.parseLong(own.getKey().toStringUtf8().substring(4), 16);
		t.name(lease, "OWN");
		t.timeToLive(lease);
		t.list("own/");
	}

	private static LockRequest request(String name, long lease) {
		return LockRequest.newBuilder().setName(bytes(name)).setLease(lease).build();
	}

	private static UnlockRequest unlock(String key) {
		return UnlockRequest.newBuilder().setKey(bytes(key)).build();
	}

	static void elections(Transcript t) throws InterruptedException, TimeoutException {
		ElectionGrpc.ElectionBlockingStub election = ElectionGrpc.newBlockingStub(t.channel());
		for (long id : new long[] { 300, 301, 302, -255 }) {
			t.grant(id, 600);
		}
		LeaderRequest name = LeaderRequest.newBuilder().setName(bytes("e")).build();
		t.ask("no leader", () -> election.leader(name));
		t.ask("proclaim without leader", () -> election.proclaim(ProclaimRequest.getDefaultInstance()));
		t.ask("resign without leader", () -> election.resign(ResignRequest.getDefaultInstance()));
		t.ask("proclaim with an empty leader", () -> election
			.proclaim(ProclaimRequest.newBuilder().setLeader(LeaderKey.newBuilder().setLease(300)).build()));
		t.ask("resign with an empty leader", () -> election
			.resign(ResignRequest.newBuilder().setLeader(LeaderKey.newBuilder().setLease(300)).build()));
		t.ask("campaign with unknown lease", () -> election.campaign(campaign("e", 999, "x")));
		t.ask("campaign with negative lease", () -> election.campaign(campaign("n", -255, "x")));
		CampaignResponse elected = t.ask("campaign", () -> election.campaign(campaign("e", 300, "a")));
		t.put("other", "x", 0);
		t.ask("campaign again", () -> election.campaign(campaign("e", 300, "a")));
		t.ask("campaign with another value", () -> election.campaign(campaign("e", 300, "b")));
		t.ask("leader", () -> election.leader(name));
		t.ask("proclaim", () -> election.proclaim(proclaim(elected.getLeader(), "c")));
		t.ask("proclaim by another", () -> election
			.proclaim(proclaim(elected.getLeader().toBuilder().setRev(elected.getLeader().getRev() + 1).build(), "x")));
		t.ask("resign by another", () -> election.resign(resign(elected.getLeader().toBuilder().setRev(1).build())));
		t.ask("leader still", () -> election.leader(name));

		PendingCall<CampaignResponse> second = PendingCall.start(t.channel(), ElectionGrpc.getCampaignMethod(),
				campaign("e", 301, "second"));
		t.awaitKeys("e/", 2);
		PendingCall<CampaignResponse> third = PendingCall.start(t.channel(), ElectionGrpc.getCampaignMethod(),
				campaign("e", 302, "third"));
		t.awaitKeys("e/", 3);
		t.ask("leader of three", () -> election.leader(name));
		second.cancel();
		t.awaitKeys("e/", 2);
		t.ask("resign", () -> election.resign(resign(elected.getLeader())));
		t.end("campaign of the third", third);
		t.ask("leader after", () -> election.leader(name));
		t.ask("proclaim after resign", () -> election.proclaim(proclaim(elected.getLeader(), "c")));
		t.ask("resign after resign", () -> election.resign(resign(elected.getLeader())));
		PendingCall<CampaignResponse> lost = PendingCall.start(t.channel(), ElectionGrpc.getCampaignMethod(),
				campaign("e", 300, "lost"));
		t.awaitKeys("e/", 2);
		t.revoke(300);
		t.revoke(302);
		t.end("campaign whose lease ended", lost);
		t.list("e/");

		CampaignResponse own = t.ask("campaign with a lease of its own",
				() -> election.campaign(campaign("own", 0, "x")));
		t.name(own.getLeader().getLease(), "OWN");
		t.timeToLive(own.getLeader().getLease());
		t.ask("proclaim on a new lease",
				() -> election.proclaim(proclaim(own.getLeader().toBuilder().clearLease().build(), "y")));
		LeaderResponse leader = election.leader(LeaderRequest.newBuilder().setName(bytes("own")).build());
		t.name(leader.getKv().getLease(), "NEW");
		t.note(t.text(leader));
		t.timeToLive(leader.getKv().getLease());
		t.timeToLive(own.getLeader().getLease());
	}

	static void observations(Transcript t) throws InterruptedException, TimeoutException {
		ElectionGrpc.ElectionBlockingStub election = ElectionGrpc.newBlockingStub(t.channel());
		for (long id : new long[] { 300, 301, 302 }) {
			t.grant(id, 600);
		}
		LeaderRequest name = LeaderRequest.newBuilder().setName(bytes("o")).build();
		Inbox<LeaderResponse> inbox = new Inbox<>(t, "observe");
		ElectionGrpc.newStub(t.channel()).observe(name, inbox);
		CampaignResponse first = t.ask("campaign", () -> election.campaign(campaign("o", 300, "a")));
		inbox.take(1);
		t.ask("proclaim", () -> election.proclaim(proclaim(first.getLeader(), "b")));
		t.put("other", "x", 0);
		t.ask("proclaim", () -> election.proclaim(proclaim(first.getLeader(), "c")));
		inbox.take(2);
		PendingCall<CampaignResponse> second = PendingCall.start(t.channel(), ElectionGrpc.getCampaignMethod(),
				campaign("o", 301, "second"));
		t.awaitKeys("o/", 2);
		t.put("other", "x", 0);
		Inbox<LeaderResponse> late = new Inbox<>(t, "observe late");
		ElectionGrpc.newStub(t.channel()).observe(name, late);
		late.take(1);
		t.ask("resign", () -> election.resign(resign(first.getLeader())));
		t.end("second", second);
		inbox.take(1);
		late.take(1);
		t.revoke(301);
		t.put("o/by hand", "x", 0);
		inbox.take(1);
		late.take(1);
		t.put("o/by hand", "y", 0);
		inbox.take(1);
		late.take(1);
	}

	private static CampaignRequest campaign(String name, long lease, String value) {
		return CampaignRequest.newBuilder().setName(bytes(name)).setLease(lease).setValue(bytes(value)).build();
	}

	private static ProclaimRequest proclaim(LeaderKey leader, String value) {
		return ProclaimRequest.newBuilder().setLeader(leader).setValue(bytes(value)).build();
	}

	private static ResignRequest resign(LeaderKey leader) {
		return ResignRequest.newBuilder().setLeader(leader).build();
	}

}
