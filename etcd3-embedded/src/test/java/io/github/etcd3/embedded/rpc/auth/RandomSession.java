/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import com.google.protobuf.TextFormat;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;

/**
 * A session in which root changes few users and roles at random, and users read and write
 * few keys at random, with tokens of any age. The same seed asks the same. A range never
 * ends before it begins: what etcd permits then hangs on the shape of a tree inside it.
 */
final class RandomSession implements AutoCloseable {

	private static final List<String> USERS = List.of("u", "v", "w");

	private static final List<String> ROLES = List.of("r", "s", "t");

	private static final List<String> KEYS = List.of("a", "aa", "b", "c", "d", "e");

	private final List<String> answers = new ArrayList<>();

	private final Random random;

	private final Visitor visitor;

	private final Requests requests;

	private RandomSession(URI endpoint, long seed) {
		this.random = new Random(seed);
		this.visitor = new Visitor(endpoint);
		this.requests = new Requests(this.visitor);
	}

	static List<String> answers(URI endpoint, long seed, int steps) {
		try (RandomSession session = new RandomSession(endpoint, seed)) {
			session.begin();
			for (int step = 0; step < steps; step++) {
				session.next();
			}
			return session.answers;
		}
	}

	private void begin() {
		note("add root", this.requests.addUser("root", "p"));
		note("grant root", this.requests.grantRole("root", "root"));
		note("enable", this.requests.enable());
		note("log in", this.visitor.logIn("root", "p"));
	}

	private void next() {
		if (this.random.nextInt(10) < 3) {
			administer((this.random.nextInt(20) > 0) ? "root" : any(USERS));
		}
		else {
			access(any(USERS));
		}
	}

	private void administer(String who) {
		this.visitor.as(who);
		String user = any(USERS);
		String role = any(ROLES);
		String key = any(KEYS);
		String end = endAfter(key);
		Permission.Type type = any(
				List.of(Permission.Type.READ, Permission.Type.WRITE, Permission.Type.READWRITE, Permission.Type.READ));
		switch (this.random.nextInt(16)) {
			case 0, 1 -> note(who + " adds " + user, this.requests.addUser(user, "p"));
			case 2 -> note(who + " deletes " + user, this.requests.deleteUser(user));
			case 3 -> note(who + " changes " + user, this.requests.changePassword(user, "p"));
			case 4, 5 -> note(who + " grants " + user + " " + role, this.requests.grantRole(user, role));
			case 6 -> note(who + " revokes " + user + " " + role, this.requests.revokeRole(user, role));
			case 7, 8 -> note(who + " adds role " + role, this.requests.addRole(role));
			case 9 -> note(who + " deletes role " + role, this.requests.deleteRole(role));
			case 10, 11, 12 -> note(who + " grants " + role + " " + type + " " + key + ".." + end,
					this.requests.grant(role, type, key, end));
			case 13 -> note(who + " revokes " + role + " " + key + ".." + end, this.requests.revoke(role, key, end));
			case 14 -> note(who + " reads " + role, this.requests.role(role));
			default -> note(who + " asks status", this.requests.status());
		}
	}

	private void access(String who) {
		this.visitor.as(who);
		String key = any(KEYS);
		String end = endAfter(key);
		boolean previous = this.random.nextBoolean();
		switch (this.random.nextInt(10)) {
			case 0, 1 -> note(who + " logs in", this.visitor.logIn(who, "p"));
			case 2, 3 -> note(who + " puts " + key, this.requests.put(key, 0, previous));
			case 4, 5 -> note(who + " gets " + key + ".." + end, this.requests.get(key, end));
			case 6 -> note(who + " deletes " + key + ".." + end, this.requests.delete(key, end, previous));
			case 7 -> note(who + " reads himself", this.requests.user(any(USERS)));
			case 8 -> note(who + " reads a role", this.requests.role(any(ROLES)));
			default -> {
				TxnRequest txn = txn(2);
				note(who + " runs " + TextFormat.printer().emittingSingleLine(true).printToString(txn),
						this.requests.txn(txn));
			}
		}
	}

	private TxnRequest txn(int depth) {
		TxnRequest.Builder txn = TxnRequest.newBuilder();
		if (this.random.nextBoolean()) {
			String key = any(KEYS);
			txn.addCompare(Compare.newBuilder()
				.setTarget(Compare.CompareTarget.VERSION)
				.setResult(Compare.CompareResult.GREATER)
				.setKey(Requests.bytes(key))
				.setRangeEnd(Requests.bytes(endAfter(key))));
		}
		txn.addSuccess(operation(depth));
		if (this.random.nextBoolean()) {
			txn.addFailure(operation(depth));
		}
		return txn.build();
	}

	private RequestOp operation(int depth) {
		RequestOp.Builder operation = RequestOp.newBuilder();
		String key = any(KEYS);
		boolean previous = this.random.nextBoolean();
		switch (this.random.nextInt((depth > 0) ? 4 : 3)) {
			case 0 -> operation.setRequestRange(
					RangeRequest.newBuilder().setKey(Requests.bytes(key)).setRangeEnd(Requests.bytes(endAfter(key))));
			case 1 -> operation.setRequestPut(PutRequest.newBuilder().setKey(Requests.bytes(key)).setPrevKv(previous));
			case 2 -> operation.setRequestDeleteRange(DeleteRangeRequest.newBuilder()
				.setKey(Requests.bytes(key))
				.setRangeEnd(Requests.bytes(endAfter(key)))
				.setPrevKv(previous));
			default -> operation.setRequestTxn(txn(depth - 1));
		}
		return operation.build();
	}

	private String endAfter(String key) {
		String end = any(KEYS);
		return switch (this.random.nextInt(4)) {
			case 0 -> "\0";
			case 1 -> (end.compareTo(key) > 0) ? end : "";
			case 2 -> key + "\0";
			default -> "";
		};
	}

	private <T> T any(List<T> list) {
		return list.get(this.random.nextInt(list.size()));
	}

	private void note(String title, String answer) {
		this.answers.add(this.answers.size() + " " + title + " -> " + answer);
	}

	@Override
	public void close() {
		this.visitor.close();
	}

}
