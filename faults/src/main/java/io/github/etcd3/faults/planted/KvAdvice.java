/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.planted;

import java.util.concurrent.locks.LockSupport;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.Fence;
import io.github.etcd3.spring.kv.WriteResult;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Bugs in reads and writes.
 */
final class KvAdvice {

	private KvAdvice() {
	}

	/** The constructor of {@code TransactionSender}. */
	static final class WithoutFence {

		private WithoutFence() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Argument(value = 1, readOnly = false) @Nullable Fence fence) {
			fence = null;
		}

	}

	/** {@code EtcdKvTemplate.getAndDelete(…)}. */
	static final class GetThenDelete {

		private GetThenDelete() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static WriteResult enter(@Advice.This EtcdKvTemplate kv, @Advice.Argument(0) String key) {
			// Never applied: it says what is there.
			WriteResult found = kv.putIfVersion(key, "", Long.MAX_VALUE);
			LockSupport.parkNanos(5_000_000);
			kv.delete(key);
			return found;
		}

		@Advice.OnMethodExit
		static void exit(@Advice.Enter WriteResult found, @Advice.Return(readOnly = false) WriteResult result) {
			result = found;
		}

	}

	/** {@code EtcdKvTemplate.compareAndSet(…)}. */
	static final class CompareThenSet {

		private CompareThenSet() {
		}

		@Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
		static @Nullable WriteResult enter(@Advice.This EtcdKvTemplate kv, @Advice.Argument(0) String key,
				@Advice.Argument(1) Object expected, @Advice.Argument(2) Object value) {
			if (!expected.equals(kv.get(key).orElse(null))) {
				return null;
			}
			LockSupport.parkNanos(5_000_000);
			return kv.put(key, value);
		}

		@Advice.OnMethodExit
		static void exit(@Advice.Enter @Nullable WriteResult set, @Advice.Return(readOnly = false) WriteResult result) {
			if (set != null) {
				result = set;
			}
		}

	}

	/** {@code EtcdKvTemplate.put(key, value)}. */
	static final class SomeLost {

		private SomeLost() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Argument(value = 0, readOnly = false) String key) {
			if (System.nanoTime() % 50 == 0) {
				key = "lost";
			}
		}

	}

	/** The constructor of {@code ReadRequests}. */
	static final class Serializable {

		private Serializable() {
		}

		@Advice.OnMethodEnter
		static void enter(@Advice.Argument(value = 3, readOnly = false) boolean serializable) {
			serializable = true;
		}

	}

	/** {@code CallFailures.unknown(…)}. */
	static final class UnknownAsFailed {

		private UnknownAsFailed() {
		}

		@Advice.OnMethodExit
		static void exit(@Advice.Argument(0) EtcdCall call, @Advice.Argument(2) Throwable cause,
				@Advice.Return(readOnly = false) EtcdException failure) {
			failure = new EtcdUnavailableException(failure.toString(), call, cause);
		}

	}

}
