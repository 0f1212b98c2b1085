/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.util.List;
import java.util.Map;

import io.etcd.jetcd.api.TxnRequest;

import static io.etcd.jetcd.api.Permission.Type.READ;
import static io.etcd.jetcd.api.Permission.Type.READWRITE;
import static io.etcd.jetcd.api.Permission.Type.WRITE;

/**
 * The part of the session that makes users and roles, logs in and out, and clears away.
 */
final class AuthScript {

	private static final String OPEN_END = "\0";

	private final Visitor visitor;

	private final Requests requests;

	private final Transcript transcript;

	AuthScript(Visitor visitor, Transcript transcript) {
		this.visitor = visitor;
		this.requests = new Requests(visitor);
		this.transcript = transcript;
	}

	void beforeAuthentication() {
		step("status at first", this.requests.status());
		step("enable without root", this.requests.enable());
		step("disable what is off", this.requests.disable());
		step("log in while off", this.visitor.logIn("root", "secret"));
		step("no users", this.requests.users());
		step("no roles", this.requests.roles());
		step("a token is ignored while off", this.requests.with(Map.of("token", "nonsense")).get("a", ""));
		this.visitor.as(Visitor.NOBODY);
		step("put while off", this.requests.put("a", 0, false));
	}

	void usersAndRoles() {
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

	void enabling() {
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

	void tokens() {
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

	void passwordsAndDeletion() {
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
		step("alice is gone", this.requests.as("alice").get("a", ""));
		this.visitor.as("bob");
		step("bob reads", this.requests.get("x", OPEN_END));
		step("bob steps down", this.requests.revokeRole("bob", "root"));
		step("bob reads no more", this.requests.get("x", OPEN_END));
	}

	void disabling() {
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
		step("token of before", this.requests.as("root").get("a", ""));
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
		this.transcript.add(title, answer);
	}

}
