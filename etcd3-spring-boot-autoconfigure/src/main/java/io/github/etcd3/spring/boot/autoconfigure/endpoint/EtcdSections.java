/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;

import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Election;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Listed;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Lock;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Members;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Registrations;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Session;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Watch;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.session.SessionLease;

/**
 * Asks for all sections at the same time. Each has a time limit of its own, behind which
 * it says that it got no answer.
 *
 * @param executor where sections are made
 * @param timeout how long a section may take
 * @param members the cluster
 * @param elections the elections
 * @param locks the locks
 * @param registrations the registrations
 * @param session the session, if there is one
 * @param watches the watches
 */
record EtcdSections(Executor executor, Duration timeout, MembersSection members, ElectionsSection elections,
		LocksSection locks, RegistrationsSection registrations, ObjectProvider<EtcdSession> session,
		OpenWatches watches) implements DisposableBean {

	/** The calls' own deadlines come first, since they say more. */
	private static final Duration GRACE = Duration.ofMillis(500);

	EtcdReport all(boolean showValues) {
		CompletableFuture<Members> members = startMembers();
		CompletableFuture<Listed<Election>> elections = startListed(this.elections::report);
		CompletableFuture<Listed<Lock>> locks = startListed(this.locks::report);
		CompletableFuture<Registrations> registrations = startRegistrations(showValues);
		CompletableFuture<Session> session = startSession();
		CompletableFuture<Listed<Watch>> watches = startListed(this.watches::report);
		return new EtcdReport(members.join(), elections.join(), locks.join(), registrations.join(), session.join(),
				watches.join());
	}

	/**
	 * One section.
	 * @param name the section's name in {@link EtcdReport}
	 * @param showValues whether to show metadata unsanitised
	 * @return the section, {@code null} if there is none of this name
	 */
	@Nullable Object one(String name, boolean showValues) {
		return switch (name) {
			case "members" -> startMembers().join();
			case "elections" -> startListed(this.elections::report).join();
			case "locks" -> startListed(this.locks::report).join();
			case "registrations" -> startRegistrations(showValues).join();
			case "session" -> startSession().join();
			case "watches" -> startListed(this.watches::report).join();
			default -> null;
		};
	}

	/** Ends what is under way, before the client closes. */
	@Override
	public void destroy() {
		this.members.close();
	}

	private CompletableFuture<Members> startMembers() {
		return start(this.members::report, (error) -> new Members(null, null, List.of(), error));
	}

	private CompletableFuture<Registrations> startRegistrations(boolean showValues) {
		return start(() -> this.registrations.report(showValues),
				(error) -> new Registrations(List.of(), List.of(), error));
	}

	private CompletableFuture<Session> startSession() {
		return start(this::describeSession, (error) -> new Session(null, null, null, null, error));
	}

	private Session describeSession() {
		EtcdSession present = this.session.getIfUnique();
		if (present == null) {
			return new Session(null, null, null, null, "There is no single EtcdSession bean.");
		}
		SessionLease lease = present.present().orElse(null);
		return new Session(present.state().name(), (lease != null) ? lease.hexId() : null, present.settings().ttl(),
				(lease != null) ? lease.remaining() : null, null);
	}

	private <T> CompletableFuture<Listed<T>> startListed(Supplier<Listed<T>> section) {
		return start(section, (error) -> new Listed<>(List.of(), error));
	}

	private <T> CompletableFuture<T> start(Supplier<T> section, Function<String, T> failed) {
		return CompletableFuture.supplyAsync(section, this.executor)
			.orTimeout(this.timeout.plus(GRACE).toNanos(), TimeUnit.NANOSECONDS)
			.exceptionally((failure) -> failed.apply(SafeText.of(failure)));
	}

}
