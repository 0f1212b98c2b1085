/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Optional;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;

/**
 * A whole number as decimal text.
 */
final class Counter {

	private Counter() {
	}

	static UnaryOperator<@Nullable String> adding(EtcdCall call, long delta) {
		return (text) -> Long.toString(Math.addExact((text != null) ? number(call, text) : 0, delta));
	}

	static EtcdEntry<Long> entry(Optional<EtcdEntry<String>> written) {
		EtcdEntry<String> entry = written.orElseThrow();
		return new EtcdEntry<>(entry.key(), Long.valueOf(entry.value()), entry.createRevision(), entry.modRevision(),
				entry.version(), entry.leaseId());
	}

	private static long number(EtcdCall call, String text) {
		try {
			return Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			// Without its cause, which quotes the value.
			String key = WriteRequests.name(call);
			throw new EtcdCodecException(
					call + ": the value of '" + EtcdCall.shown(key) + "' (left as it is) is no whole number of 64 bits",
					call, key, Long.class, null);
		}
	}

}
