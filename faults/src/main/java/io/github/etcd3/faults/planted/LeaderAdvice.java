/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.RevocationReason;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Bugs in elections.
 */
final class LeaderAdvice {

	private LeaderAdvice() {
	}

	/** {@code Candidacy.leadership()}. */
	static final class Flag {

		private Flag() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.FieldValue("current") @Nullable Leadership flag,
				@Advice.Return(readOnly = false) Optional<Leadership> leadership) {
			leadership = Optional.ofNullable(flag);
		}

	}

	/** {@code LeadershipEvents.revoked(…)}. */
	static final class LossUntold {

		private LossUntold() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static boolean enter(@Advice.Argument(1) RevocationReason reason) {
			return reason == RevocationReason.SESSION_LOST;
		}

	}

	/** {@code LeadershipEvents.revoked(…)}. */
	static final class Twice {

		private Twice() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Local("told") int told) {
			told = 0;
		}

		@Advice.OnMethodExit(repeatOn = Advice.OnNonDefaultValue.class)
		static boolean exit(@Advice.Local("told") int told) {
			told++;
			return told == 1;
		}

	}

	/** {@code Candidacy.joinQueue()}. */
	static final class Once {

		private Once() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.FieldValue("terms") AtomicLong terms, @Advice.Return(readOnly = false) boolean joins) {
			if (terms.get() > 0) {
				joins = false;
			}
		}

	}

}
