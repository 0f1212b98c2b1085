/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * Where locks live and how long to wait for one.
 *
 * @param prefix what their keys begin with, relative to the client's namespace; may be
 * empty, and otherwise ends with a slash (added if it is missing)
 * @param waitTime how long to wait where a call does not say; zero tries once
 */
public record EtcdLockSettings(String prefix, Duration waitTime) {

	/**
	 * Checks the settings.
	 * @throws InvalidEtcdSettingException if the wait time is negative, or the prefix has
	 * no encoding in UTF-8
	 */
	public EtcdLockSettings {
		if (waitTime.isNegative()) {
			throw new InvalidEtcdSettingException("lock.wait-time", waitTime,
					"It must not be negative. Zero tries once, without waiting.");
		}
		if (!StandardCharsets.UTF_8.newEncoder().canEncode(prefix)) {
			throw new InvalidEtcdSettingException("lock.prefix", prefix,
					"It has half of a surrogate pair, which UTF-8 can't encode.");
		}
		if (!prefix.isEmpty() && !prefix.endsWith("/")) {
			prefix = prefix + "/";
		}
	}

	/**
	 * The defaults: {@code locks/} and 30 s.
	 * @return the settings
	 */
	public static EtcdLockSettings defaults() {
		return new EtcdLockSettings("locks/", Duration.ofSeconds(30));
	}

}
