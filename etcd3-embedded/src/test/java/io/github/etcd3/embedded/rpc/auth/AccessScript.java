/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.List;
import java.util.Map;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;

/**
 * The part of the session in which users with different permissions ask for everything.
 */
final class AccessScript {

	private static final String OPEN_END = "\0";

	private final Visitor visitor;

	private final Requests requests;

	private final Transcript transcript;

	AccessScript(Visitor visitor, Transcript transcript) {
		this.visitor = visitor;
		this.requests = new Requests(visitor);
		this.transcript = transcript;
	}

	void permissions() {
		for (String key : List.of("a", "c", "g", "m")) {
			this.visitor.as("root");
			step("root puts " + key, this.requests.put(key, 0, true));
		}
		String[][] ranges = { { "a", "" }, { "g", "" }, { "h", "" }, { "k", "" }, { "m", "" }, { "z", "" },
				{ "a", "h" }, { "a", "i" }, { "b", "g" }, { "m", "n" }, { "m", "m\0" }, { "a", OPEN_END },
				{ "k", OPEN_END }, { "z", OPEN_END }, { "c", "a" }, { "g", "a" }, { "x", "c" }, { "\0", OPEN_END },
				{ "c", "c\0" }, { "c", "d" } };
		List<String> keys = List.of("a", "c", "m", "k", "z", "");
		permissions("root", keys, ranges);
		permissions("alice", keys, ranges);
		permissions("bob", List.of("a"), new String[][] { { "a", "" }, { "a", "c" } });
		this.visitor.as(Visitor.NOBODY);
		step("nobody watches", this.visitor.first(WatchGrpc.getWatchMethod(), watch("a", "")));
		this.visitor.withHeaders(Map.of("token", "nonsense"));
		step("nonsense watches", this.visitor.first(WatchGrpc.getWatchMethod(), watch("a", "")));
	}

	private void permissions(String user, List<String> keys, String[][] ranges) {
		this.visitor.as(user);
		for (String[] range : ranges) {
			String title = user + " " + range[0] + ".." + range[1] + " ";
			step(title + "get", this.requests.get(range[0], range[1]));
			step(title + "delete", this.requests.delete(range[0], range[1], false));
			step(title + "delete and see", this.requests.delete(range[0], range[1], true));
			step(title + "watch", this.visitor.first(WatchGrpc.getWatchMethod(), watch(range[0], range[1])));
		}
		for (String key : keys) {
			step(user + " puts " + key, this.requests.put(key, 0, false));
			step(user + " puts and sees " + key, this.requests.put(key, 0, true));
			step(user + " puts with no such lease " + key, this.requests.put(key, 4711, false));
		}
	}

	void transactions() {
		RequestOp readable = RequestOp.newBuilder().setRequestRange(range("a", "")).build();
		RequestOp hidden = RequestOp.newBuilder().setRequestRange(range("x", "")).build();
		RequestOp writable = put("k", false);
		for (String user : List.of("root", "alice", "bob", Visitor.NOBODY)) {
			this.visitor.as(user);
			step(user + " empty", this.requests.txn(TxnRequest.getDefaultInstance()));
			step(user + " read", this.requests.txn(success(readable)));
			step(user + " read hidden", this.requests.txn(success(hidden)));
			step(user + " hidden, not taken", this.requests.txn(TxnRequest.newBuilder().addFailure(hidden).build()));
			step(user + " write", this.requests.txn(success(writable, readable)));
			step(user + " write and see", this.requests.txn(success(put("k", true))));
			step(user + " write hidden, not taken", this.requests
				.txn(TxnRequest.newBuilder().addSuccess(writable).addFailure(put("a", false)).build()));
			step(user + " delete and see", this.requests.txn(success(delete("k", true))));
			step(user + " delete", this.requests.txn(success(delete("k", false))));
			step(user + " compare", this.requests.txn(compare("a", "").addSuccess(writable).build()));
			step(user + " compare hidden", this.requests.txn(compare("x", "").addSuccess(writable).build()));
			step(user + " compare range", this.requests.txn(compare("a", "i").addSuccess(writable).build()));
			step(user + " nested", this.requests.txn(success(nested(success(writable)))));
			step(user + " nested hidden", this.requests.txn(success(nested(success(hidden)))));
			step(user + " nested compare", this.requests.txn(success(nested(compare("x", "").build()))));
			step(user + " duplicate", this.requests.txn(success(put("a", false), put("a", false))));
		}
	}

	void leases() {
		for (String user : List.of("root", "alice", "bob", Visitor.NOBODY)) {
			this.visitor.as(user);
			long id = 100L + user.length();
			step(user + " grants", this.visitor.call(LeaseGrpc.getLeaseGrantMethod(), lease(id)));
			step(user + " grants too long", this.visitor.call(LeaseGrpc.getLeaseGrantMethod(),
					LeaseGrantRequest.newBuilder().setID(id).setTTL(Long.MAX_VALUE).build()));
		}
		this.visitor.as("root");
		step("root's lease gets a", this.requests.put("a", 104, false));
		this.visitor.as("alice");
		step("alice's lease gets k", this.requests.put("k", 105, false));
		step("alice puts on root's lease", this.requests.put("k", 104, false));
		step("alice puts on root's lease in a txn", this.requests
			.txn(success(RequestOp.newBuilder().setRequestPut(putRequest("k", false).setLease(104)).build())));
		for (String user : List.of("bob", Visitor.NOBODY, "alice", "root")) {
			this.visitor.as(user);
			for (long id : new long[] { 104, 105, 4711 }) {
				String title = user + " " + id + " ";
				step(title + "time", this.visitor.call(LeaseGrpc.getLeaseTimeToLiveMethod(), time(id, false)));
				step(title + "keys", this.visitor.call(LeaseGrpc.getLeaseTimeToLiveMethod(), time(id, true)));
				step(title + "renew", this.visitor.first(LeaseGrpc.getLeaseKeepAliveMethod(),
						LeaseKeepAliveRequest.newBuilder().setID(id).build()));
				step(title + "revoke", this.visitor.call(LeaseGrpc.getLeaseRevokeMethod(),
						LeaseRevokeRequest.newBuilder().setID(id).build()));
			}
		}
	}

	/**
	 * Only the refusals: the answers have ids and sizes of their own.
	 */
	void administration() {
		for (String user : List.of("bob", Visitor.NOBODY, "nonsense")) {
			if (user.equals("nonsense")) {
				this.visitor.withHeaders(Map.of("token", "nonsense"));
			}
			else {
				this.visitor.as(user);
			}
			step(user + " compacts", this.visitor.call(KVGrpc.getCompactMethod(),
					CompactionRequest.newBuilder().setRevision(4711).build()));
			step(user + " asks status",
					this.visitor.call(MaintenanceGrpc.getStatusMethod(), StatusRequest.getDefaultInstance()));
			step(user + " hashes",
					this.visitor.call(MaintenanceGrpc.getHashMethod(), HashRequest.getDefaultInstance()));
			step(user + " hashes keys",
					this.visitor.call(MaintenanceGrpc.getHashKVMethod(), HashKVRequest.getDefaultInstance()));
			step(user + " defragments",
					this.visitor.call(MaintenanceGrpc.getDefragmentMethod(), DefragmentRequest.getDefaultInstance()));
			step(user + " takes a snapshot",
					this.visitor.first(MaintenanceGrpc.getSnapshotMethod(), SnapshotRequest.getDefaultInstance()));
			step(user + " moves the leader",
					this.visitor.call(MaintenanceGrpc.getMoveLeaderMethod(), MoveLeaderRequest.getDefaultInstance()));
			for (AlarmRequest.AlarmAction action : List.of(AlarmRequest.AlarmAction.GET,
					AlarmRequest.AlarmAction.ACTIVATE, AlarmRequest.AlarmAction.DEACTIVATE)) {
				step(user + " " + action + " alarm", this.visitor.call(MaintenanceGrpc.getAlarmMethod(),
						AlarmRequest.newBuilder().setAction(action).build()));
			}
			step(user + " adds a member", this.visitor.call(ClusterGrpc.getMemberAddMethod(),
					MemberAddRequest.newBuilder().addPeerURLs("http://127.0.0.1:1").build()));
			step(user + " adds a bad member", this.visitor.call(ClusterGrpc.getMemberAddMethod(),
					MemberAddRequest.newBuilder().addPeerURLs("nonsense").build()));
			step(user + " removes a member", this.visitor.call(ClusterGrpc.getMemberRemoveMethod(),
					MemberRemoveRequest.newBuilder().setID(1).build()));
			step(user + " updates a member", this.visitor.call(ClusterGrpc.getMemberUpdateMethod(),
					MemberUpdateRequest.newBuilder().setID(1).build()));
			step(user + " promotes a member", this.visitor.call(ClusterGrpc.getMemberPromoteMethod(),
					MemberPromoteRequest.newBuilder().setID(1).build()));
			if (!user.equals("bob")) {
				step(user + " lists members",
						this.visitor.call(ClusterGrpc.getMemberListMethod(), MemberListRequest.getDefaultInstance()));
			}
		}
	}

	private void step(String title, String answer) {
		this.transcript.add(title, answer);
	}

	private static RangeRequest range(String key, String end) {
		return RangeRequest.newBuilder().setKey(Requests.bytes(key)).setRangeEnd(Requests.bytes(end)).build();
	}

	private static WatchRequest watch(String key, String end) {
		return WatchRequest.newBuilder()
			.setCreateRequest(
					WatchCreateRequest.newBuilder().setKey(Requests.bytes(key)).setRangeEnd(Requests.bytes(end)))
			.build();
	}

	private static PutRequest.Builder putRequest(String key, boolean previous) {
		return PutRequest.newBuilder().setKey(Requests.bytes(key)).setPrevKv(previous);
	}

	private static RequestOp put(String key, boolean previous) {
		return RequestOp.newBuilder().setRequestPut(putRequest(key, previous)).build();
	}

	private static RequestOp delete(String key, boolean previous) {
		return RequestOp.newBuilder()
			.setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(Requests.bytes(key)).setPrevKv(previous))
			.build();
	}

	private static RequestOp nested(TxnRequest txn) {
		return RequestOp.newBuilder().setRequestTxn(txn).build();
	}

	private static TxnRequest success(RequestOp... operations) {
		return TxnRequest.newBuilder().addAllSuccess(List.of(operations)).build();
	}

	private static TxnRequest.Builder compare(String key, String end) {
		return TxnRequest.newBuilder()
			.addCompare(Compare.newBuilder()
				.setTarget(Compare.CompareTarget.VERSION)
				.setResult(Compare.CompareResult.GREATER)
				.setKey(Requests.bytes(key))
				.setRangeEnd(Requests.bytes(end))
				.setVersion(0));
	}

	private static LeaseGrantRequest lease(long id) {
		return LeaseGrantRequest.newBuilder().setID(id).setTTL(1000).build();
	}

	private static LeaseTimeToLiveRequest time(long id, boolean keys) {
		return LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(keys).build();
	}

}
