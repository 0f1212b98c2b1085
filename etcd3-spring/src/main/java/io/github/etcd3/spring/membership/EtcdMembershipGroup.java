/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.PrefixView;

/**
 * A group of members, each a key that lives as long as the session of the application
 * that registered it: {@code <prefix><id>}, its value the metadata. An application has
 * one object for a group. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class EtcdMembershipGroup<M> implements AutoCloseable {

	/** How long closing waits for all members to be gone. */
	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private final String name;

	private final EtcdKvOperations kv;

	private final ParameterizedTypeReference<M> type;

	private final Registrations<M> registrations;

	private @Nullable MembershipView<M> view;

	private boolean closed;

	/**
	 * Creates a group. Nothing is sent to etcd.
	 * @param name the group's name
	 * @param kv a template whose prefix is the group's: its keys are the members' ids.
	 * Keys with a slash are no members.
	 * @param session whose lease the members hang on
	 * @param type the type of the metadata
	 * @throws IllegalArgumentException if the template has no prefix
	 */
	public EtcdMembershipGroup(String name, EtcdKvOperations kv, EtcdSession session, Type type) {
		if (kv.prefix().isEmpty()) {
			throw new IllegalArgumentException("Group '" + EtcdCall.shown(name)
					+ "' needs a template with a prefix, whose keys are its members: kv.withPrefix(\"members/"
					+ EtcdCall.shown(name) + "\")");
		}
		this.name = name;
		this.kv = kv;
		this.type = ParameterizedTypeReference.forType(type);
		this.registrations = new Registrations<>(name, kv, session);
	}

	/**
	 * The group's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Registers a member, and waits until etcd has it.
	 * @param id who it is, unique in the group, without a slash
	 * @param metadata what it says of itself; not to be changed from now on
	 * @return the registration, to be closed
	 * @throws MemberIdTakenException if there is a member of this id
	 * @throws io.github.etcd3.spring.EtcdException if etcd did not answer, or refused it;
	 * what it may have written is deleted as soon as it answers
	 */
	public MemberRegistration<M> register(String id, M metadata) {
		MemberKey<M> key = this.registrations.add(id, metadata);
		EtcdCall call = this.registrations.call("register", id);
		try {
			this.registrations.awaitLease();
			Waiting.await(call, key.ensure());
		}
		catch (RuntimeException ex) {
			this.registrations.remove(key);
			throw ex;
		}
		this.registrations.tend(key);
		return new MemberRegistration<>(this.registrations, key);
	}

	/**
	 * Registers a member without waiting: at once or, while etcd does not answer or
	 * another application has this id, as soon as it can be done. So an application that
	 * was killed and starts again takes its own id over when its old session has ended.
	 * @param id who it is, unique in the group, without a slash
	 * @param metadata what it says of itself; not to be changed from now on
	 * @return the registration, to be closed
	 * @throws io.github.etcd3.spring.EtcdInvalidArgumentException if both are more than a
	 * request to etcd can have
	 * @throws MemberIdTakenException if this application itself has a registration of
	 * this id
	 */
	public MemberRegistration<M> registerInBackground(String id, M metadata) {
		MemberKey<M> key = this.registrations.add(id, metadata);
		this.registrations.tend(key);
		return new MemberRegistration<>(this.registrations, key);
	}

	/**
	 * The members that this application registered, and has not ended. Makes no call.
	 * @return how they are at this moment, by id
	 */
	public List<OwnMember<M>> registrations() {
		return this.registrations.present()
			.stream()
			.map((key) -> new OwnMember<>(key.id(), key.metadata(), key.isRegistered()))
			.sorted(Comparator.comparing(OwnMember::id))
			.toList();
	}

	/**
	 * The members that there are. The first call opens the view, which all calls share;
	 * it closes with the group. While it is open, members of this application that
	 * somebody else deletes are registered again at once; else that comes with the next
	 * update or session.
	 * @return the view
	 */
	public synchronized MembershipView<M> view() {
		if (this.closed) {
			throw new IllegalStateException(
					"Group '" + EtcdCall.shown(this.name) + "' is closed: it has no view any more");
		}
		if (this.view == null || this.view.isClosed()) {
			PrefixView<M> opened = this.kv.view(this.type);
			opened.addListener((change) -> {
				EtcdEntry<M> before = change.before();
				EtcdEntry<M> after = change.after();
				// Another key may be in its place: both changes are told as one.
				if (before != null && (after == null || after.createRevision() != before.createRevision())) {
					this.registrations.removed(change.key(), before.createRevision());
				}
			});
			this.view = new MembershipView<>(this.name, opened);
		}
		return this.view;
	}

	/**
	 * Ends the registrations and the view. Waits at most 5 s for etcd; what it does not
	 * answer by then goes with the session. Idempotent; never throws.
	 */
	@Override
	public void close() {
		MembershipView<M> open;
		synchronized (this) {
			this.closed = true;
			open = this.view;
		}
		if (open != null) {
			open.close();
		}
		this.registrations.close(PATIENCE);
	}

}
