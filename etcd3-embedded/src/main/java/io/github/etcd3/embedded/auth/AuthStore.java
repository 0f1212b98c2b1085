/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.auth;

import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * Users, roles, permissions and tokens. While authentication is off, everything is
 * allowed. Thread-safe: a check sees one state of it, changes come one after another;
 * whoever needs a check and what it allows to be one step holds the member's lock for
 * both. Each method that refuses throws a {@link io.grpc.StatusRuntimeException} with
 * etcd's own error. "Revision of auth store is old" is not among them: in etcd it tells
 * of a change between check and use, which a lock around both rules out.
 */
public final class AuthStore {

	private final Users users = new Users(this);

	private final Roles roles = new Roles(this);

	private final Tokens tokens;

	private volatile AuthState state = AuthState.EMPTY;

	/**
	 * No user, authentication off.
	 * @param nanos the time by which tokens run out, in nanoseconds
	 */
	public AuthStore(LongSupplier nanos) {
		this.tokens = new Tokens(nanos);
	}

	/**
	 * Whether authentication is on.
	 * @return whether it is enabled
	 */
	public boolean enabled() {
		return this.state.enabled();
	}

	/**
	 * Counts the changes of users and roles.
	 * @return the revision; 1 in the beginning
	 */
	public long revision() {
		return this.state.revision();
	}

	/**
	 * The users.
	 * @return them, to be changed
	 */
	public Users users() {
		return this.users;
	}

	/**
	 * The roles.
	 * @return them, to be changed
	 */
	public Roles roles() {
		return this.roles;
	}

	/**
	 * Turns authentication on; needs the user root with the role root.
	 */
	public void enable() {
		change((now) -> {
			if (now.enabled()) {
				return now;
			}
			User root = now.users().get(User.ROOT);
			if (root == null) {
				throw EtcdError.ROOT_USER_NOT_EXIST.exception();
			}
			if (!root.isRoot()) {
				throw EtcdError.ROOT_ROLE_NOT_EXIST.exception();
			}
			return now.on();
		});
	}

	/**
	 * Turns authentication off, and forgets the tokens; users and roles stay.
	 */
	public void disable() {
		change((now) -> now.enabled() ? now.off() : now);
		this.tokens.forgetAll();
	}

	/**
	 * Turns authentication off, and forgets users, roles and tokens.
	 */
	public void clear() {
		change(AuthState::cleared);
		this.tokens.forgetAll();
	}

	/**
	 * Forgets the tokens, as a restart does.
	 */
	public void forgetTokens() {
		this.tokens.forgetAll();
	}

	/**
	 * Gives a user a token for his password. Takes some milliseconds: not to be called
	 * under a lock.
	 * @param name the user
	 * @param password his password
	 * @return the token
	 */
	public String authenticate(String name, String password) {
		while (true) {
			AuthState checked = this.state;
			checked.checkPassword(name, password);
			synchronized (this) {
				// What was checked may be the password of yesterday.
				if (this.state.revision() == checked.revision()) {
					return this.tokens.give(name);
				}
			}
		}
	}

	/**
	 * Whose name a caller comes under, whether there is such a user or not. A token
	 * counts before a certificate, and is not looked at while authentication is off.
	 * @param caller who asks
	 * @return the name, or {@code null} without token and certificate
	 */
	public @Nullable String nameOf(Caller caller) {
		String token = caller.token();
		if (token == null || !enabled()) {
			return caller.certificateName();
		}
		String name = this.tokens.use(token);
		if (name == null) {
			throw EtcdError.INVALID_AUTH_TOKEN.exception();
		}
		return name;
	}

	/**
	 * Refuses a caller who may not read all of a range.
	 * @param caller who asks
	 * @param range the keys
	 */
	public void requireRead(Caller caller, KeyRange range) {
		require(caller, (permissions) -> permissions.canRead(range));
	}

	/**
	 * Refuses a caller who may not write all of a range.
	 * @param caller who asks
	 * @param range the keys
	 */
	public void requireWrite(Caller caller, KeyRange range) {
		require(caller, (permissions) -> permissions.canWrite(range));
	}

	/**
	 * Refuses a caller who gives no name at all: which he is does not matter.
	 * @param caller who asks
	 */
	public void requireUser(Caller caller) {
		if (enabled() && nameOf(caller) == null) {
			throw EtcdError.USER_EMPTY.exception();
		}
	}

	/**
	 * Refuses a caller who is not root.
	 * @param caller who asks
	 */
	public void requireAdmin(Caller caller) {
		AuthState now = this.state;
		if (!now.enabled()) {
			return;
		}
		String name = nameOf(caller);
		if (name == null || name.isEmpty()) {
			throw EtcdError.USER_EMPTY.exception();
		}
		if (!now.user(name).isRoot()) {
			throw EtcdError.PERMISSION_DENIED.exception();
		}
	}

	/**
	 * Refuses a caller who is not root, in the words in which etcd's Defragment, Hash,
	 * HashKV and Snapshot do: they hand out the store's own error.
	 * @param caller who asks
	 */
	public void requireAdminUntranslated(Caller caller) {
		try {
			requireAdmin(caller);
		}
		catch (StatusRuntimeException ex) {
			String text = String.valueOf(ex.getStatus().getDescription());
			throw Status.UNKNOWN
				.withDescription(text.replace("etcdserver:", "auth:").replace("user name not found", "user not found"))
				.asRuntimeException();
		}
	}

	/**
	 * Refuses a caller who is neither root nor a certain user.
	 * @param caller who asks
	 * @param user the user
	 */
	public void requireAdminOrSelf(Caller caller, String user) {
		String name = nameOf(caller);
		if (!user.equals((name != null) ? name : "")) {
			requireAdmin(caller);
		}
	}

	/**
	 * Refuses a caller who is not root and has not got a certain role.
	 * @param caller who asks
	 * @param role the role
	 */
	public void requireAdminOrRole(Caller caller, String role) {
		String name = nameOf(caller);
		User user = (name != null) ? this.state.users().get(name) : null;
		if (user == null || !user.has(role)) {
			requireAdmin(caller);
		}
	}

	AuthState state() {
		return this.state;
	}

	synchronized void change(UnaryOperator<AuthState> change) {
		this.state = change.apply(this.state);
	}

	/**
	 * Changes something that ends what a user's tokens are good for.
	 */
	synchronized void changeAndForget(String user, UnaryOperator<AuthState> change) {
		change(change);
		this.tokens.forget(user);
	}

	private void require(Caller caller, Predicate<Permissions> allowed) {
		AuthState now = this.state;
		if (!now.enabled()) {
			return;
		}
		String name = nameOf(caller);
		if (name == null) {
			throw EtcdError.USER_EMPTY.exception();
		}
		User user = now.users().get(name);
		if (user == null || !(user.isRoot() || allowed.test(now.permissions(name)))) {
			throw EtcdError.PERMISSION_DENIED.exception();
		}
	}

}
