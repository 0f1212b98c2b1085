/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.lang.reflect.Type;

import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * A group of members, each a key that lives as long as the session of the application
 * that registered it. Thread-safe.
 *
 * @param <M> the type of the metadata
 */
public final class EtcdMembershipGroup<M> implements AutoCloseable {

	/**
	 * Creates a group. Nothing is sent to etcd.
	 * @param name the group's name
	 * @param kv a template whose prefix is the group's: its keys are the members' ids
	 * @param session whose lease the members hang on
	 * @param type the type of the metadata
	 */
	public EtcdMembershipGroup(String name, EtcdKvOperations kv, EtcdSession session, Type type) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The group's name.
	 * @return the name
	 */
	public String name() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Registers a member, and waits until etcd has it.
	 * @param id who it is, unique in the group, without a slash
	 * @param metadata what it says of itself
	 * @return the registration, to be closed
	 * @throws MemberIdTakenException if another application has registered this id
	 * @throws io.github.etcd3.spring.EtcdException if etcd did not answer; nothing is
	 * left behind then
	 */
	public MemberRegistration<M> register(String id, M metadata) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Registers a member without waiting: at once or, while etcd does not answer or
	 * another application has this id, as soon as it can be done.
	 * @param id who it is, unique in the group, without a slash
	 * @param metadata what it says of itself
	 * @return the registration, to be closed
	 */
	public MemberRegistration<M> registerInBackground(String id, M metadata) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The members that there are. The first call opens the view, which all calls share;
	 * it closes with the group.
	 * @return the view
	 */
	public MembershipView<M> view() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Ends the registrations and the view. Idempotent.
	 */
	@Override
	public void close() {
		throw new UnsupportedOperationException();
	}

}
