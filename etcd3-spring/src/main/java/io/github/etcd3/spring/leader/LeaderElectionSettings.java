/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * How this application takes part in one election.
 *
 * @param name the election's name in this application
 * @param key the absolute key in etcd, without a slash at its end, the same for all
 * candidates; each has a key {@code <key>/<lease id in hex>} below it, as
 * {@code etcdctl elect <key>} does; 128 KiB in UTF-8 at most, as the candidate id
 * @param candidateId who this application is: what others read as the leader. It need not
 * be unique.
 * @param autoStart whether to campaign as soon as the election is started, and not only
 * when {@link EtcdLeaderElection#campaign()} is called
 * @param workTimeout how long to wait, when resigning or stopping, for leader work and
 * listeners to end before the next candidate may lead; zero for not at all
 */
public record LeaderElectionSettings(String name, String key, String candidateId, boolean autoStart,
		Duration workTimeout) {

	/**
	 * Leaves time to hand over within Spring's 30 s for a phase of the shutdown.
	 */
	public static final Duration DEFAULT_WORK_TIMEOUT = Duration.ofSeconds(20);

	/** A request to etcd, of 1.5 MiB at most, has the key several times. */
	private static final int LONGEST_TEXT = 128 * 1024;

	private static final Duration LONGEST_WORK_TIMEOUT = Duration.ofDays(1);

	/**
	 * Checks the settings.
	 * @throws InvalidEtcdSettingException if one can't work
	 */
	public LeaderElectionSettings {
		if (name.isBlank()) {
			throw new InvalidEtcdSettingException("leader-election.elections", name,
					"An election needs a name that is not blank.");
		}
		if (key.isBlank() || key.endsWith("/")) {
			throw new InvalidEtcdSettingException(setting(name, "key"), key,
					"It must be an absolute key without a slash at its end, such as '" + defaultKey("<name>") + "'.");
		}
		requireSendable(setting(name, "key"), key);
		requireSendable(setting(name, "candidate-id"), candidateId);
		if (candidateId.isBlank()) {
			throw new InvalidEtcdSettingException(setting(name, "candidate-id"), candidateId,
					"It must not be blank: it is how others see who leads.");
		}
		if (workTimeout.isNegative() || workTimeout.compareTo(LONGEST_WORK_TIMEOUT) > 0) {
			throw new InvalidEtcdSettingException(setting(name, "work-timeout"), workTimeout,
					"It must be 0s (do not wait) or longer, and at most 1d.");
		}
	}

	private static void requireSendable(String setting, String text) {
		// Two that differ would be the same in etcd.
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
			throw new InvalidEtcdSettingException(setting, text,
					"It has half of a surrogate pair, which UTF-8 can't encode.");
		}
		if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
			throw new InvalidEtcdSettingException(setting, text,
					"It has more than " + LONGEST_TEXT + " bytes in UTF-8: shorten it.");
		}
	}

	/**
	 * An election with the defaults.
	 * @param name the election's name
	 * @return the settings: key {@code elections/<name>}, candidate id {@code pid@host},
	 * automatic start, 20 s for leader work to end
	 */
	public static LeaderElectionSettings of(String name) {
		return new LeaderElectionSettings(name, defaultKey(name), defaultCandidateId(), true, DEFAULT_WORK_TIMEOUT);
	}

	/**
	 * The key of an election that is given none.
	 * @param name the election's name
	 * @return {@code elections/<name>}
	 */
	public static String defaultKey(String name) {
		return "elections/" + name;
	}

	/**
	 * The candidate id of an application that is given none.
	 * @return this process, such as {@code 4711@host}
	 */
	public static String defaultCandidateId() {
		return ManagementFactory.getRuntimeMXBean().getName();
	}

	static String setting(String name, String property) {
		return "leader-election.elections." + name + "." + property;
	}

}
