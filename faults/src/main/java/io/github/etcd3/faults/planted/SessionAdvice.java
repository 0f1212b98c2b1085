/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.time.Duration;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.kv.GetResponse;
import io.etcd.jetcd.options.GetOption;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.contention.Holding;
import io.github.etcd3.spring.session.SessionLease;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Bugs in sessions, queues and memberships.
 */
final class SessionAdvice {

	private SessionAdvice() {
	}

	/** {@code SessionLease.remaining()}. */
	static final class WithoutDeadline {

		private WithoutDeadline() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static boolean enter(@Advice.FieldValue("lost") boolean lost) {
			return !lost;
		}

		@Advice.OnMethodExit
		static void exit(@Advice.Enter boolean valid, @Advice.Return(readOnly = false) Duration left) {
			if (valid) {
				left = Duration.ofMinutes(1);
			}
		}

	}

	/** {@code LeaseRenewal.renewed(…)}. */
	static final class FromReceipt {

		private FromReceipt() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Argument(value = 0, readOnly = false) long sent,
				@Advice.FieldValue("ticker") Ticker ticker) {
			sent = ticker.nanos();
		}

	}

	/** {@code OwnKey.delete(…)}. */
	static final class FirstOfTheQueue {

		private FirstOfTheQueue() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.FieldValue("calls") EtcdCalls calls, @Advice.FieldValue("queue") ByteSequence queue) {
			KV kv = calls.client().getKVClient();
			GetResponse first = calls.await(EtcdCall.read("get", null),
					kv.get(queue,
							GetOption.builder()
								.isPrefix(true)
								.withSortField(GetOption.SortTarget.CREATE)
								.withSortOrder(GetOption.SortOrder.ASCEND)
								.withLimit(1)
								.build()));
			if (!first.getKvs().isEmpty()) {
				calls.await(EtcdCall.write("delete", null), kv.delete(first.getKvs().get(0).getKey()));
			}
		}

	}

	/** {@code Holding.lose(reason)}. */
	static final class DeafToDeletions {

		private DeafToDeletions() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static boolean enter(@Advice.Argument(0) String reason) {
			return reason.contains("key was deleted");
		}

	}

	/** {@code Holding.token()}. */
	static final class TokenOfTheLease {

		private TokenOfTheLease() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.This Holding holding, @Advice.Return(readOnly = false) FencingToken token) {
			token = new FencingToken(holding.lease().id());
		}

	}

	/** {@code Registrations.established(…)}. */
	static final class FirstLeaseOnly {

		private FirstLeaseOnly() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static boolean enter(@Advice.FieldValue("lease") @Nullable SessionLease before) {
			return before != null;
		}

	}

	/** Whatever ends something. */
	static final class Nothing {

		private Nothing() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static boolean enter() {
			return true;
		}

	}

}
