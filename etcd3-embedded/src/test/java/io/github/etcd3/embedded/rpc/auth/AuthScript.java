/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.net.URI;
import java.util.ArrayList;
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

import static io.etcd.jetcd.api.Permission.Type.READ;
import static io.etcd.jetcd.api.Permission.Type.READWRITE;
import static io.etcd.jetcd.api.Permission.Type.WRITE;

/**
 * One session with an etcd, from no user to authentication off again. It has every method
 * refuse and accept in each way it can, and writes down each answer.
 */
final class AuthScript implements AutoCloseable {

	private static final String OPEN_END = "\0";

	private final List<String> transcript = new ArrayList<>();

	private final Visitor visitor;

	private final Requests requests;

	AuthScript(URI endpoint) {
		this.visitor = new Visitor(endpoint);
		this.requests = new Requests(this.visitor);
	}

	static List<String> transcript(URI endpoint) {
		try (AuthScript script = new AuthScript(endpoint)) {
			script.beforeAuthentication();
			script.usersAndRoles();
			script.enabling();
			script.tokens();
			script.permissions();
			script.transactions();
			script.leases();
			script.administration();
			script.passwordsAndDeletion();
			script.disabling();
			return script.transcript;
		}
	}

	private void beforeAuthentication() {
		step("status at first", this.requests.status());
		step("enable without root", this.requests.enable());
		step("disable what is off", this.requests.disable());
		step("log in while off", this.visitor.logIn("root", "secret"));
		step("no users", this.requests.users());
		step("no roles", this.requests.roles());
		step("a token is ignored while off",
				this.visitor.withHeaders(Map.of("token", "nonsense")).call(KVGrpc.getRangeMethod(), range("a", "")));
		this.visitor.as(Visitor.NOBODY);
		step("put while off", this.requests.put("a", 0, false));
	}

	private void usersAndRoles() {
		step("no name", this.requests.addUser("", "x"));
		step("add root", this.requests.addUser("root", "secret"));
		step("add root again", this.requests.addUser("root", "other"));
		step("enable without root's role", this.requests.enable());
		step("72 bytes", this.requests.addUser("long", "x".repeat(72)));
		step("73 bytes", this.requests.addUser("longer", "x".repeat(73)));
		step("empty password", this.requests.addUser("empty", ""));
		step("no password", this.requests.addUser("certified", "ignored", true));
		step("password by option", this.requests.addUser("alice", "wonderland", false));
		step("add bob", this.requests.addUser("bob", "builder"));
		step("add Ünal", this.requests.addUser("Ünal", "u"));
		step("status counts", this.requests.status());
		step("no role name", this.requests.addRole(""));
		step("add reader", this.requests.addRole("reader"));
		step("add reader again", this.requests.addRole("reader"));
		step("add writer", this.requests.addRole("writer"));
		step("add Admin", this.requests.addRole("Admin"));
		step("grant unknown user", this.requests.grantRole("eve", "reader"));
		step("grant unknown role", this.requests.grantRole("alice", "nothing"));
		step("grant unknown both", this.requests.grantRole("eve", "nothing"));
		step("grant root unmade", this.requests.grantRole("root", "root"));
		step("grant", this.requests.grantRole("alice", "writer"));
		step("grant second", this.requests.grantRole("alice", "reader"));
		step("grant third", this.requests.grantRole("alice", "Admin"));
		step("grant twice", this.requests.grantRole("alice", "writer"));
		step("status after granting twice", this.requests.status());
		step("alice's roles", this.requests.user("alice"));
		step("unknown user", this.requests.user("eve"));
		step("nobody's roles", this.requests.user(""));
		step("revoke", this.requests.revokeRole("alice", "Admin"));
		step("revoke again", this.requests.revokeRole("alice", "Admin"));
		step("revoke unknown role", this.requests.revokeRole("alice", "nothing"));
		step("revoke unknown user", this.requests.revokeRole("eve", "reader"));
		step("users", this.requests.users());
		step("roles", this.requests.roles());
		grants();
	}

	private void grants() {
		step("grant nothing", this.requests.grantNothing("reader"));
		step("grant nothing to nobody", this.requests.grantNothing("none"));
		step("grant empty key", this.requests.grant("reader", READ, "", ""));
		step("grant empty range", this.requests.grant("reader", READ, "b", "b"));
		step("grant inverted range", this.requests.grant("reader", READ, "b", "a"));
		step("grant inverted to none", this.requests.grant("none", READ, "b", "a"));
		step("grant to none", this.requests.grant("none", READ, "a", "b"));
		step("grant range", this.requests.grant("reader", READ, "a", "f"));
		step("grant next range", this.requests.grant("reader", READ, "f", "h"));
		step("grant one", this.requests.grant("reader", READ, "m", ""));
		step("grant shorter", this.requests.grant("reader", READ, "a", "c"));
		step("grant shorter again", this.requests.grant("reader", READ, "a", "c"));
		step("grant single of same", this.requests.grant("reader", WRITE, "a", ""));
		step("reader", this.requests.role("reader"));
		step("change kind", this.requests.grant("reader", READWRITE, "m", ""));
		step("grant open end", this.requests.grant("writer", WRITE, "k", OPEN_END));
		step("grant key", this.requests.grant("writer", READWRITE, "c", ""));
		step("revoke not granted", this.requests.revoke("reader", "a", "x"));
		step("revoke from none", this.requests.revoke("none", "a", "f"));
		step("revoke doubled", this.requests.revoke("reader", "a", "c"));
		step("revoke single", this.requests.revoke("reader", "a", ""));
		step("reader again", this.requests.role("reader"));
		step("writer", this.requests.role("writer"));
		step("unknown role", this.requests.role("none"));
		step("root's role, unmade", this.requests.role("root"));
	}

	private void enabling() {
		step("status before", this.requests.status());
		step("enable", this.requests.enable());
		step("enable again as nobody", this.requests.enable());
		step("status as nobody", this.requests.status());
		step("get as nobody", this.requests.get("a", ""));
		step("get nothing as nobody", this.requests.get("", ""));
		step("put as nobody", this.requests.put("a", 0, false));
		step("delete as nobody", this.requests.delete("a", "", false));
		step("empty txn as nobody", this.requests.txn(TxnRequest.getDefaultInstance()));
		step("users as nobody", this.requests.users());
		step("roles as nobody", this.requests.roles());
		step("user as nobody", this.requests.user("alice"));
		step("nobody as nobody", this.requests.user(""));
		step("role as nobody", this.requests.role("reader"));
		step("no role as nobody", this.requests.role(""));
		step("long password as nobody", this.requests.addUser("eve", "x".repeat(73)));
		step("add as nobody", this.requests.addUser("eve", "e"));
		step("wrong password", this.visitor.logIn("root", "wrong"));
		step("unknown user", this.visitor.logIn("eve", "wrong"));
		step("no user", this.visitor.logIn("", ""));
		step("no password user", this.visitor.logIn("certified", "ignored"));
		step("no password user, none", this.visitor.logIn("certified", ""));
		for (String[] user : new String[][] { { "root", "secret" }, { "alice", "wonderland" }, { "bob", "builder" },
				{ "empty", "" }, { "Ünal", "u" }, { "long", "x".repeat(72) } }) {
			step(user[0] + " logs in", this.visitor.logIn(user[0], user[1]));
		}
		step("more than bcrypt sees", this.visitor.logIn("long", "x".repeat(72) + "y"));
		step("less than that", this.visitor.logIn("long", "x".repeat(71)));
		this.visitor.as("root");
		step("enable as root", this.requests.enable());
		step("status as root", this.requests.status());
	}

	private void tokens() {
		for (String token : List.of("nonsense", "", "a.b", "a.b.c", "abcdefghijklmnop.1", ".1")) {
			this.visitor.withHeaders(Map.of("token", token));
			step("get with " + token, this.requests.get("a", ""));
			step("get nothing with " + token, this.requests.get("", ""));
			step("put with " + token, this.requests.put("a", 0, false));
			step("put nothing with " + token, this.requests.put("", 0, false));
			step("users with " + token, this.requests.users());
			step("self with " + token, this.requests.user(""));
			step("log in with " + token, this.visitor.logIn("bob", "builder"));
		}
		String alice = this.visitor.tokenOf("alice");
		this.visitor.withHeaders(Map.of("authorization", alice));
		step("token in authorization", this.requests.user("alice"));
		this.visitor.withHeaders(Map.of("authorization", "Bearer " + alice));
		step("token as bearer", this.requests.user("alice"));
		this.visitor.withHeaders(Map.of("token", alice, "authorization", "nonsense"));
		step("token before authorization", this.requests.user("alice"));
		this.visitor.withHeaders(Map.of("token", "nonsense", "authorization", alice));
		step("authorization after token", this.requests.user("alice"));
	}

	private void permissions() {
		for (String key : List.of("a", "c", "g", "m")) {
			this.visitor.as("root");
			step("root puts " + key, this.requests.put(key, 0, true));
		}
		for (String user : List.of("root", "alice", "bob")) {
			this.visitor.as(user);
			String[][] ranges = { { "a", "" }, { "g", "" }, { "h", "" }, { "k", "" }, { "m", "" }, { "z", "" },
					{ "a", "h" }, { "a", "i" }, { "b", "g" }, { "m", "n" }, { "m", "m\0" }, { "a", OPEN_END },
					{ "k", OPEN_END }, { "z", OPEN_END }, { "c", "a" }, { "g", "a" }, { "x", "c" }, { "\0", OPEN_END },
					{ "c", "c\0" }, { "c", "d" } };
			for (String[] range : ranges) {
				String title = user + " " + range[0] + ".." + range[1] + " ";
				step(title + "get", this.requests.get(range[0], range[1]));
				step(title + "delete", this.requests.delete(range[0], range[1], false));
				step(title + "delete and see", this.requests.delete(range[0], range[1], true));
				step(title + "watch", this.visitor.first(WatchGrpc.getWatchMethod(), watch(range[0], range[1])));
			}
			for (String key : List.of("a", "c", "m", "k", "z", "")) {
				step(user + " puts " + key, this.requests.put(key, 0, false));
				step(user + " puts and sees " + key, this.requests.put(key, 0, true));
				step(user + " puts with no such lease " + key, this.requests.put(key, 4711, false));
			}
		}
		this.visitor.as(Visitor.NOBODY);
		step("nobody watches", this.visitor.first(WatchGrpc.getWatchMethod(), watch("a", "")));
		this.visitor.withHeaders(Map.of("token", "nonsense"));
		step("nonsense watches", this.visitor.first(WatchGrpc.getWatchMethod(), watch("a", "")));
	}

	private void transactions() {
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

	private void leases() {
		for (String user : List.of("root", "alice", "bob", Visitor.NOBODY)) {
			this.visitor.as(user);
			long id = 100 + user.length();
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
	private void administration() {
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

	private void passwordsAndDeletion() {
		this.visitor.as("alice");
		for (String user : List.of("alice", "bob", "eve")) {
			step("alice looks at " + user, this.requests.user(user));
			step("alice deletes " + user, this.requests.deleteUser(user));
			step("alice changes " + user, this.requests.changePassword(user, "x"));
		}
		for (String role : List.of("reader", "Admin", "none", "root")) {
			step("alice looks at " + role, this.requests.role(role));
			step("alice deletes " + role, this.requests.deleteRole(role));
			step("alice grants " + role, this.requests.grantRole("alice", role));
		}
		this.visitor.as("root");
		step("change unknown", this.requests.changePassword("eve", "x"));
		step("change to a long one", this.requests.changePassword("alice", "x".repeat(73)));
		step("change none", this.requests.changePassword("certified", "x"));
		step("still none", this.visitor.logIn("certified", "x"));
		step("change to nothing", this.requests.changePassword("empty", ""));
		step("nothing is no password", this.visitor.logIn("empty", ""));
		step("change alice", this.requests.changePassword("alice", "new"));
		this.visitor.as("alice");
		step("alice's token is over", this.requests.get("a", ""));
		step("old password", this.visitor.logIn("alice", "wonderland"));
		step("new password", this.visitor.logIn("alice", "new"));
		this.visitor.as("alice");
		step("alice again", this.requests.get("a", ""));
		this.visitor.as("root");
		step("delete reader", this.requests.deleteRole("reader"));
		step("delete reader again", this.requests.deleteRole("reader"));
		step("alice without", this.requests.user("alice"));
		step("delete root's role, unmade", this.requests.deleteRole("root"));
		step("make root's role", this.requests.addRole("root"));
		step("delete root's role", this.requests.deleteRole("root"));
		step("revoke root's", this.requests.revokeRole("root", "root"));
		step("delete root", this.requests.deleteUser("root"));
		step("delete eve", this.requests.deleteUser("eve"));
		this.visitor.as("alice");
		step("alice may no more", this.requests.get("a", ""));
		this.visitor.as("root");
		step("make bob root", this.requests.grantRole("bob", "root"));
		this.visitor.as("bob");
		step("bob deletes alice", this.requests.deleteUser("alice"));
		step("alice is gone", this.visitor.as("alice").call(KVGrpc.getRangeMethod(), range("a", "")));
		this.visitor.as("bob");
		step("bob reads", this.requests.get("x", OPEN_END));
		step("bob steps down", this.requests.revokeRole("bob", "root"));
		step("bob reads no more", this.requests.get("x", OPEN_END));
	}

	private void disabling() {
		this.visitor.as("bob");
		step("bob disables", this.requests.disable());
		this.visitor.as("root");
		step("disable", this.requests.disable());
		step("old token is ignored", this.requests.get("a", ""));
		step("status", this.requests.status());
		step("disable again", this.requests.disable());
		step("status again", this.requests.status());
		step("log in", this.visitor.logIn("root", "secret"));
		this.visitor.as(Visitor.NOBODY);
		step("enable again", this.requests.enable());
		step("token of before", this.visitor.as("root").call(KVGrpc.getRangeMethod(), range("a", "")));
		step("log in again", this.visitor.logIn("root", "secret"));
		this.visitor.as("root");
		step("disable at last", this.requests.disable());
		step("revoke root's at last", this.requests.revokeRole("root", "root"));
		step("delete root at last", this.requests.deleteUser("root"));
		step("delete root's role at last", this.requests.deleteRole("root"));
		step("users at last", this.requests.users());
		step("roles at last", this.requests.roles());
		step("enable at last", this.requests.enable());
	}

	private void step(String title, String answer) {
		this.transcript.add(title + " -> " + answer);
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

	@Override
	public void close() {
		this.visitor.close();
	}

}
