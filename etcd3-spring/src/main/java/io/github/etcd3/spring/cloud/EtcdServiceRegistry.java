/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.cloud;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.util.Assert;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MemberRegistration;
import io.github.etcd3.spring.membership.OwnMember;
import io.github.etcd3.spring.session.EtcdSession;

/**
 * Registers instances of services in etcd, for {@link EtcdDiscoveryClient}s to find. Each
 * is the member of a group, {@code <prefix><service id>/<instance id>}, that lives as
 * long as the session: it is registered again by itself when the session was lost, and
 * goes within its time to live when the application dies. Thread-safe.
 */
public final class EtcdServiceRegistry implements ServiceRegistry<EtcdRegistration> {

	/** The others find it. */
	public static final String UP = "UP";

	/** It is registered here, but etcd does not have it yet, or not any more. */
	public static final String DOWN = "DOWN";

	/** It was taken out by {@link #setStatus}. */
	public static final String OUT_OF_SERVICE = "OUT_OF_SERVICE";

	/** It is not registered here. */
	public static final String UNKNOWN = "UNKNOWN";

	private static final String MISSING = "The registration must not be null";

	/** No waiting. */
	private static final Runnable NOTHING = () -> {
	};

	private final EtcdKvOperations kv;

	private final EtcdSession session;

	private final Map<String, EtcdMembershipGroup<InstanceRecord>> services = new HashMap<>();

	private final Map<InstanceKey, Entry> entries = new HashMap<>();

	/**
	 * Creates a registry. Nothing is sent to etcd.
	 * @param kv a template whose prefix is that of all services
	 * @param session whose lease the instances hang on
	 */
	public EtcdServiceRegistry(EtcdKvOperations kv, EtcdSession session) {
		this.kv = kv;
		this.session = session;
	}

	/**
	 * Registers an instance, without waiting: at once or, while etcd does not answer, as
	 * soon as it does. One that is registered already is updated.
	 * @param registration the instance, with its port
	 */
	@Override
	public void register(@Nullable EtcdRegistration registration) {
		Assert.notNull(registration, MISSING);
		InstanceRecord details = registration.toRecord();
		Runnable rest;
		synchronized (this) {
			rest = show(this.entries.computeIfAbsent(InstanceKey.of(registration), (key) -> new Entry()), registration,
					details);
		}
		rest.run();
	}

	/**
	 * Under the lock.
	 * @return what waits for etcd, to be run when the lock is left
	 */
	private Runnable show(Entry entry, EtcdRegistration registration, InstanceRecord details) {
		MemberRegistration<InstanceRecord> present = entry.member;
		if (present != null) {
			return () -> update(entry, present, details);
		}
		entry.member = join(registration, details);
		return NOTHING;
	}

	private void update(Entry entry, MemberRegistration<InstanceRecord> present, InstanceRecord details) {
		try {
			present.update((before) -> details);
		}
		catch (IllegalStateException ex) {
			// Whoever took it out meanwhile came later than this one.
			if (isPresent(entry, present)) {
				throw ex;
			}
		}
	}

	private synchronized boolean isPresent(Entry entry, MemberRegistration<InstanceRecord> member) {
		return entry.member == member && this.entries.containsValue(entry);
	}

	private MemberRegistration<InstanceRecord> join(EtcdRegistration registration, InstanceRecord details) {
		return this.services
			.computeIfAbsent(registration.getServiceId(),
					(service) -> new EtcdMembershipGroup<>(service, this.kv.withPrefix(service), this.session,
							InstanceRecord.class))
			.registerInBackground(registration.getInstanceId(), details);
	}

	/**
	 * Ends a registration: the others see it go at once. Waits for etcd, as long as a
	 * request may take; if that fails, the instance goes with the session.
	 * @param registration the instance; nothing happens if it is not registered here
	 */
	@Override
	public void deregister(@Nullable EtcdRegistration registration) {
		Assert.notNull(registration, MISSING);
		Runnable rest;
		synchronized (this) {
			Entry entry = this.entries.remove(InstanceKey.of(registration));
			rest = (entry != null) ? entry.leave() : NOTHING;
		}
		rest.run();
	}

	/**
	 * Takes an instance out, or puts it back.
	 * @param registration an instance that is registered here
	 * @param status {@link #OUT_OF_SERVICE} to hide it from the others, {@link #UP} to
	 * show it again
	 */
	@Override
	public void setStatus(EtcdRegistration registration, String status) {
		Runnable rest;
		synchronized (this) {
			Entry entry = this.entries.get(InstanceKey.of(registration));
			if (entry == null) {
				throw new IllegalStateException(registration + " is not registered here: register it first");
			}
			rest = switch (status) {
				case UP -> show(entry, registration, registration.toRecord());
				case OUT_OF_SERVICE -> entry.leave();
				default -> throw new IllegalArgumentException("The status of " + registration + " can't be '"
						+ EtcdCall.shown(status) + "': set UP or OUT_OF_SERVICE");
			};
		}
		rest.run();
	}

	/**
	 * Tells how an instance is, as far as is known here.
	 * @param registration the instance
	 * @param <T> String
	 * @return {@link #UP}, {@link #DOWN}, {@link #OUT_OF_SERVICE} or {@link #UNKNOWN}
	 */
	@Override
	@SuppressWarnings("unchecked")
	public synchronized <T> T getStatus(EtcdRegistration registration) {
		Entry entry = this.entries.get(InstanceKey.of(registration));
		return (T) ((entry != null) ? entry.status() : UNKNOWN);
	}

	/**
	 * The instances that are registered here and not taken out. Makes no call.
	 * @return how they are at this moment, by service
	 */
	public synchronized Map<String, List<OwnMember<?>>> registrations() {
		Map<String, List<OwnMember<?>>> present = new TreeMap<>();
		this.services.forEach((service, group) -> present.put(service, List.copyOf(group.registrations())));
		return present;
	}

	/**
	 * Ends all registrations. Others can be made after that. Idempotent.
	 */
	@Override
	public void close() {
		List<EtcdMembershipGroup<InstanceRecord>> ending;
		synchronized (this) {
			ending = List.copyOf(this.services.values());
			this.services.clear();
			this.entries.clear();
		}
		ending.forEach(EtcdMembershipGroup::close);
	}

	/** Who it is. */
	private record InstanceKey(String serviceId, String instanceId) {

		static InstanceKey of(EtcdRegistration registration) {
			return new InstanceKey(registration.getServiceId(), registration.getInstanceId());
		}

	}

	/** What was registered, whether the others are to find it or not. */
	private static final class Entry {

		private @Nullable MemberRegistration<InstanceRecord> member;

		/**
		 * Begins, so that it can be registered again, and leaves the waiting to others.
		 */
		Runnable leave() {
			MemberRegistration<InstanceRecord> leaving = this.member;
			if (leaving == null) {
				return NOTHING;
			}
			this.member = null;
			leaving.closeInBackground();
			return leaving::close;
		}

		String status() {
			if (this.member == null) {
				return OUT_OF_SERVICE;
			}
			return this.member.isRegistered() ? UP : DOWN;
		}

	}

}
