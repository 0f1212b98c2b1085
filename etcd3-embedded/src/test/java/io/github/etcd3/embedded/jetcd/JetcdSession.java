/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.jetcd;

import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.Client;
import io.etcd.jetcd.Election;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.Lease;
import io.etcd.jetcd.Lock;
import io.etcd.jetcd.Watch;
import io.etcd.jetcd.election.CampaignResponse;
import io.etcd.jetcd.election.LeaderKey;
import io.etcd.jetcd.election.LeaderResponse;
import io.etcd.jetcd.kv.DeleteResponse;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.kv.PutResponse;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.lease.LeaseKeepAliveResponse;
import io.etcd.jetcd.lease.LeaseTimeToLiveResponse;
import io.etcd.jetcd.lock.LockResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.LeaseOption;
import io.etcd.jetcd.options.PutOption;
import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.support.CloseableClient;
import io.etcd.jetcd.watch.WatchEvent;
import io.grpc.stub.StreamObserver;

import static io.github.etcd3.embedded.jetcd.Transcript.bytes;

/**
 * The same calls in the same order through jetcd's own API.
 */
final class JetcdSession {

	private final URI endpoint;

	private final Runnable restart;

	private final Transcript transcript = new Transcript();

	JetcdSession(URI endpoint, Runnable restart) {
		this.endpoint = endpoint;
		this.restart = restart;
	}

	List<String> run() {
		try (Client client = Client.builder().endpoints(this.endpoint).build()) {
			keys(client.getKVClient());
			transactions(client.getKVClient());
			watches(client);
			leases(client);
			locks(client);
			elections(client);
		}
		users();
		return this.transcript.lines();
	}

	private void keys(KV kv) {
		this.transcript.answer("put", kv.put(bytes("a"), bytes("1")));
		PutResponse put = this.transcript.answer("put again",
				kv.put(bytes("a"), bytes("2"), PutOption.builder().withPrevKV().build()));
		this.transcript.add("value before", this.transcript.keyValue(put.getPrevKv()));
		this.transcript.answer("put b", kv.put(bytes("b"), bytes("1")));
		GetOption descending = GetOption.builder()
			.withRange(bytes("z"))
			.withSortField(GetOption.SortTarget.VERSION)
			.withSortOrder(GetOption.SortOrder.DESCEND)
			.withLimit(1)
			.build();
		GetResponse get = this.transcript.answer("get sorted", kv.get(bytes("a"), descending));
		this.transcript.add("count", get.getCount() + ", more " + get.isMore());
		get.getKvs().forEach((keyValue) -> this.transcript.add("got", this.transcript.keyValue(keyValue)));
		DeleteResponse delete = this.transcript.answer("delete",
				kv.delete(bytes("b"), DeleteOption.builder().withPrevKV(true).build()));
		this.transcript.add("deleted", delete.getDeleted() + " at " + delete.getHeader().getRevision());
		this.transcript.answer("compact", kv.compact(3));
		this.transcript.failure("compact again", kv.compact(3));
		this.transcript.failure("compact the future", kv.compact(1000));
		this.transcript.failure("get compacted", kv.get(bytes("a"), GetOption.builder().withRevision(2).build()));
		this.transcript.failure("get the future", kv.get(bytes("a"), GetOption.builder().withRevision(1000).build()));
		this.transcript.failure("put with an unknown lease",
				kv.put(bytes("a"), bytes("1"), PutOption.builder().withLeaseId(123).build()));
		this.transcript.failure("put too much", kv.put(bytes("a"), bytes("x".repeat(1_600_000))));
		this.transcript.failure("put far too much", kv.put(bytes("a"), bytes("x".repeat(2_200_000))));
	}

	private void transactions(KV kv) {
		TxnResponse response = this.transcript.answer("transaction",
				kv.txn()
					.If(new Cmp(bytes("a"), Cmp.Op.EQUAL, CmpTarget.value(bytes("2"))))
					.Then(Op.put(bytes("t"), bytes("1"), PutOption.DEFAULT), Op.get(bytes("t"), GetOption.DEFAULT),
							Op.txn(new Cmp[] { new Cmp(bytes("a"), Cmp.Op.GREATER, CmpTarget.version(0)) },
									new Op[] { Op.delete(bytes("a"), DeleteOption.DEFAULT) }, new Op[0]))
					.commit());
		this.transcript.add("succeeded", response.isSucceeded() + " at " + response.getHeader().getRevision());
		response.getGetResponses()
			.get(0)
			.getKvs()
			.forEach((keyValue) -> this.transcript.add("read its own write", this.transcript.keyValue(keyValue)));
		this.transcript.failure("put twice",
				kv.txn()
					.Then(Op.put(bytes("t"), bytes("1"), PutOption.DEFAULT),
							Op.put(bytes("t"), bytes("2"), PutOption.DEFAULT))
					.commit());
	}

	private void watches(Client client) {
		BlockingQueue<String> seen = new LinkedBlockingQueue<>();
		WatchOption option = WatchOption.builder().isPrefix(true).withPrevKV(true).withRevision(4).build();
		try (Watch.Watcher watcher = client.getWatchClient()
			.watch(bytes(""), option,
					Watch.listener((response) -> response.getEvents().forEach((event) -> seen.add(event(event)))))) {
			tell(seen, 4);
			this.transcript.answer("put watched", client.getKVClient().put(bytes("w"), bytes("1")));
			tell(seen, 1);
			this.restart.run();
			this.transcript.answer("put after the restart", client.getKVClient().put(bytes("w"), bytes("2")));
			this.transcript.answer("delete after the restart", client.getKVClient().delete(bytes("w")));
			tell(seen, 2);
			this.transcript.add("nothing twice", seen.isEmpty());
		}
		CompletableFuture<Throwable> ended = new CompletableFuture<>();
		try (Watch.Watcher watcher = client.getWatchClient()
			.watch(bytes("w"), WatchOption.builder().withRevision(1).build(), Watch.listener((response) -> {
			}, ended::complete))) {
			this.transcript.add("watch from a compacted revision", Transcript.await(ended).getMessage());
		}
	}

	private String event(WatchEvent event) {
		return event.getEventType() + " " + this.transcript.keyValue(event.getKeyValue()) + " before "
				+ this.transcript.keyValue(event.getPrevKV());
	}

	private void tell(BlockingQueue<String> seen, int count) {
		for (int i = 0; i < count; i++) {
			this.transcript.add("event", poll(seen));
		}
	}

	private <T> T poll(BlockingQueue<T> queue) {
		try {
			T next = queue.poll(20, TimeUnit.SECONDS);
			if (next == null) {
				throw new AssertionError("Nothing within 20 s after " + this.transcript.lines());
			}
			return next;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void leases(Client client) {
		Lease leases = client.getLeaseClient();
		long lease = this.transcript.answer("grant", leases.grant(6)).getID();
		this.transcript.id(lease);
		this.transcript.answer("attach",
				client.getKVClient().put(bytes("leased"), bytes("1"), PutOption.builder().withLeaseId(lease).build()));
		LeaseTimeToLiveResponse left = this.transcript.answer("time to live",
				leases.timeToLive(lease, LeaseOption.builder().withAttachedKeys().build()));
		this.transcript.add("granted", left.getGrantedTTL() + " with "
				+ left.getKeys().stream().map((key) -> this.transcript.text(key)).toList());
		LeaseKeepAliveResponse once = this.transcript.answer("keep alive once", leases.keepAliveOnce(lease));
		this.transcript.add("kept", once.getTTL() + " of " + this.transcript.id(once.getID()));
		BlockingQueue<Long> kept = new LinkedBlockingQueue<>();
		try (CloseableClient keeping = leases.keepAlive(lease, observer(kept))) {
			this.transcript.add("kept by the client", poll(kept) + " and " + poll(kept));
		}
		this.transcript.answer("revoke", leases.revoke(lease));
		this.transcript.failure("revoke again", leases.revoke(lease));
		this.transcript.failure("keep a lost lease", leases.keepAliveOnce(lease));
		this.transcript.add("left",
				this.transcript.answer("time to live of a lost lease", leases.timeToLive(lease, LeaseOption.DEFAULT))
					.getTTL());
		this.transcript.failure("grant too long", leases.grant(9_000_000_001L));
	}

	private static StreamObserver<LeaseKeepAliveResponse> observer(BlockingQueue<Long> kept) {
		return new StreamObserver<>() {

			@Override
			public void onNext(LeaseKeepAliveResponse response) {
				kept.add(response.getTTL());
			}

			@Override
			public void onError(Throwable ex) {
				kept.add(Long.MIN_VALUE);
			}

			@Override
			public void onCompleted() {
				kept.add(Long.MAX_VALUE);
			}

		};
	}

	private void locks(Client client) {
		Lock locks = client.getLockClient();
		long first = this.transcript.answer("first lease", client.getLeaseClient().grant(60)).getID();
		long second = this.transcript.answer("second lease", client.getLeaseClient().grant(60)).getID();
		this.transcript.id(first);
		this.transcript.id(second);
		LockResponse held = this.transcript.answer("lock", locks.lock(bytes("mutex"), first));
		this.transcript.add("lock key", this.transcript.text(held.getKey()) + " at " + held.getHeader().getRevision());
		CompletableFuture<LockResponse> waiting = locks.lock(bytes("mutex"), second);
		this.transcript.add("the second waits", !waiting.isDone());
		this.transcript.answer("unlock", locks.unlock(held.getKey()));
		this.transcript.add("next key", this.transcript.text(this.transcript.answer("next", waiting).getKey()));
		this.transcript.failure("lock with an unknown lease", locks.lock(bytes("mutex"), 123));
		this.transcript.answer("unlock nobody's", locks.unlock(bytes("nobody's")));
		this.transcript.answer("revoke the holder's lease", client.getLeaseClient().revoke(second));
		this.transcript.answer("lock again", locks.lock(bytes("mutex"), first));
		this.transcript.answer("revoke", client.getLeaseClient().revoke(first));
	}

	private void elections(Client client) {
		Election elections = client.getElectionClient();
		long lease = this.transcript.answer("lease", client.getLeaseClient().grant(60)).getID();
		this.transcript.id(lease);
		this.transcript.failure("no leader", elections.leader(bytes("office")));
		CampaignResponse won = this.transcript.answer("campaign",
				elections.campaign(bytes("office"), lease, bytes("me")));
		LeaderKey leader = won.getLeader();
		this.transcript.add("leader key",
				this.transcript.text(leader.getKey()) + " of " + this.transcript.text(leader.getName()) + " at "
						+ leader.getRevision() + " lease " + this.transcript.id(leader.getLease()));
		BlockingQueue<String> observed = new LinkedBlockingQueue<>();
		elections.observe(bytes("office"), new Election.Listener() {

			@Override
			public void onNext(LeaderResponse response) {
				observed.add(JetcdSession.this.transcript.keyValue(response.getKv()));
			}

			@Override
			public void onError(Throwable ex) {
				observed.add(ex.toString());
			}

			@Override
			public void onCompleted() {
				observed.add("completed");
			}

		});
		tell(observed, 1);
		this.transcript.answer("proclaim", elections.proclaim(leader, bytes("still me")));
		tell(observed, 1);
		this.transcript.add("leader",
				this.transcript.keyValue(this.transcript.answer("leader", elections.leader(bytes("office"))).getKv()));
		this.transcript.answer("resign", elections.resign(leader));
		this.transcript.failure("proclaim afterwards", elections.proclaim(leader, bytes("me again")));
		this.transcript.answer("resign again", elections.resign(leader));
		this.transcript.failure("campaign with an unknown lease",
				elections.campaign(bytes("office"), 123, bytes("me")));
	}

	private void users() {
		try (Client client = Client.builder().endpoints(this.endpoint).build()) {
			this.transcript.answer("user", client.getAuthClient().userAdd(bytes("root"), bytes("secret")));
			this.transcript.failure("user again", client.getAuthClient().userAdd(bytes("root"), bytes("secret")));
			this.transcript.answer("role", client.getAuthClient().userGrantRole(bytes("root"), bytes("root")));
			this.transcript.answer("enable", client.getAuthClient().authEnable());
			this.transcript.failure("nobody", client.getKVClient().get(bytes("t")));
		}
		try (Client client = Client.builder()
			.endpoints(this.endpoint)
			.user(bytes("root"))
			.password(bytes("secret"))
			.build()) {
			this.transcript.answer("root", client.getKVClient().get(bytes("t")));
			this.restart.run();
			this.transcript.answer("root with a new token", client.getKVClient().put(bytes("t"), bytes("2")));
			this.transcript.answer("disable", client.getAuthClient().authDisable());
		}
	}

}
