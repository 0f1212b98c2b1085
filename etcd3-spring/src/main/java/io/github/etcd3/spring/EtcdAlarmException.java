/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.jspecify.annotations.Nullable;

/**
 * etcd refuses the call while an alarm is raised: {@code NOSPACE} (the backend quota is
 * used up; reads and deletes still work) or {@code CORRUPT}.
 * <p>
 * The write that fills the quota is carried out and answered with the alarm all the same
 * (etcd's {@code quotaApplierV3}), and can't be told from those that are refused: read
 * the key before you repeat it.
 */
public class EtcdAlarmException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param message what went wrong and what mends it
	 * @param call the call that failed
	 * @param cause the cause, or {@code null}
	 */
	public EtcdAlarmException(String message, EtcdCall call, @Nullable Throwable cause) {
		super(message, call, cause);
	}

	@Override
	public final boolean isOutcomeUnknown() {
		return getCall().write();
	}

}
