/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * All sections. What is not known is left out; a section that failed says why in its
 * {@code error} and hides no other.
 *
 * @param members the cluster
 * @param elections the elections in which this application takes part
 * @param locks the locks that it holds or waits for
 * @param registrations what it has registered
 * @param session its session
 * @param watches its watches
 */
record EtcdReport(Members members, Listed<Election> elections, Listed<Lock> locks, Registrations registrations,
		Session session, Listed<Watch> watches) implements OperationResponseBody {

	/**
	 * A section that is a list.
	 *
	 * @param <T> the type of the entries
	 * @param entries what could be found out
	 * @param error why there may be more, {@code null} if there is not
	 */
	record Listed<T>(List<T> entries, @Nullable String error) implements OperationResponseBody {

	}

	/**
	 * The cluster.
	 *
	 * @param clusterId its id, in hexadecimal digits
	 * @param leader its leader's name
	 * @param entries its members or, without their list, the configured endpoints
	 * @param error what is wrong with the whole
	 */
	record Members(@Nullable String clusterId, @Nullable String leader, List<Member> entries,
			@Nullable String error) implements OperationResponseBody {

	}

	/**
	 * A member of the cluster.
	 *
	 * @param id its id, in hexadecimal digits
	 * @param name its name
	 * @param endpoint where it was asked
	 * @param version its version of etcd
	 * @param leader whether it says that it leads
	 * @param learner whether it does not vote
	 * @param dbSize the size of its database, in bytes
	 * @param alarms the alarms that it has raised
	 * @param error what is wrong with it or its answer
	 */
	record Member(@Nullable String id, @Nullable String name, String endpoint, @Nullable String version,
			@Nullable Boolean leader, boolean learner, @Nullable Long dbSize, List<String> alarms,
			@Nullable String error) {

	}

	/**
	 * An election.
	 *
	 * @param name its name
	 * @param candidateId who this application is in it
	 * @param leading whether this application leads, going by its local deadline
	 * @param leader who leads, as etcd says
	 * @param term the number of the leader's term, its fencing token
	 * @param candidates who campaigns, in the order in which they are to lead
	 * @param candidateCount how many campaign; the list ends earlier where they are many
	 * @param error why etcd was not heard
	 */
	record Election(String name, String candidateId, boolean leading, @Nullable String leader, @Nullable Long term,
			@Nullable List<Candidate> candidates, @Nullable Long candidateCount,
			@Nullable String error) implements OperationResponseBody {

	}

	/**
	 * A candidate of an election.
	 *
	 * @param id who it is
	 * @param revision the revision at which it queued, its fencing token when it leads
	 * @param self whether it is this application
	 */
	record Candidate(String id, long revision, boolean self) {

	}

	/**
	 * A lock.
	 *
	 * @param template the lock template, by its bean's name
	 * @param name the lock's name
	 * @param held whether this application holds it
	 * @param token the fencing token of the hold
	 * @param heldFor how long it has been held
	 * @param waiting how many threads of this application wait for it
	 * @param contenders how many applications hold it or wait for it, as etcd says
	 */
	record Lock(String template, String name, boolean held, @Nullable Long token, @Nullable Duration heldFor,
			int waiting, @Nullable Long contenders) {

	}

	/**
	 * What this application has registered.
	 *
	 * @param groups in membership groups
	 * @param services in Spring Cloud's service registry
	 * @param error why there may be more
	 */
	record Registrations(List<Group> groups, List<Group> services,
			@Nullable String error) implements OperationResponseBody {

	}

	/**
	 * A group or service.
	 *
	 * @param name its name
	 * @param entries what this application has registered in it
	 */
	record Group(String name, List<Registration> entries) {

	}

	/**
	 * A registration.
	 *
	 * @param id who it is
	 * @param registered whether etcd has it, as far as is known here
	 * @param metadata what it says of itself, sanitised
	 */
	record Registration(String id, boolean registered, Map<String, Object> metadata) {

	}

	/**
	 * The session.
	 *
	 * @param state where it stands
	 * @param lease its lease's id, in hexadecimal digits
	 * @param ttl how long etcd keeps the lease without a renewal
	 * @param timeToDeadline how long the lease stays valid here without a renewal
	 * @param error why nothing is known
	 */
	record Session(@Nullable String state, @Nullable String lease, @Nullable Duration ttl,
			@Nullable Duration timeToDeadline, @Nullable String error) implements OperationResponseBody {

	}

	/**
	 * A watch.
	 *
	 * @param name the prefix, with its slash at the end, or the key
	 * @param revision up to where all has been told, 0 while it has not begun
	 * @param pending how many events wait for the listener
	 * @param lag how far the listener is behind
	 */
	record Watch(String name, long revision, int pending, Duration lag) {

	}

}
