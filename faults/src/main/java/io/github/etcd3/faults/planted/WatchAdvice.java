/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.util.List;

import net.bytebuddy.asm.Advice;

/**
 * Bugs in watches.
 */
final class WatchAdvice {

	private WatchAdvice() {
	}

	/** {@code RangeWatch.last()}, which each stream is opened at. */
	static final class OneLate {

		private OneLate() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.FieldValue("cluster") long cluster, @Advice.Return(readOnly = false) long last) {
			// Behind the first stream.
			if (cluster != 0) {
				last += 2;
			}
		}

	}

	/** {@code RangeWatch.last()}, which each stream is opened at. */
	static final class SomeTwice {

		private SomeTwice() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.FieldValue("cluster") long cluster,
				@Advice.FieldValue(value = "last", readOnly = false) long last) {
			if (cluster != 0) {
				last = Math.max(1, last - 10);
			}
		}

	}

	/** The constructor of {@code KnownKeys.Difference}. */
	static final class NoDifference {

		private NoDifference() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Argument(value = 0, readOnly = false) List<?> written,
				@Advice.Argument(value = 1, readOnly = false) List<?> missing) {
			written = List.of();
			missing = List.of();
		}

	}

}
