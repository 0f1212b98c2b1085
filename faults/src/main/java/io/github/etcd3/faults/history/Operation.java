/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.history;

import java.util.Map;

/**
 * An operation that has begun; it ends once, or never if its process dies.
 */
public final class Operation {

	private final Recorder recorder;

	private final Event invoke;

	Operation(Recorder recorder, Event invoke) {
		this.recorder = recorder;
		this.invoke = invoke;
	}

	/**
	 * It was carried out.
	 * @param values what came of it
	 */
	public void ok(Map<String, String> values) {
		end(EventType.OK, values);
	}

	/**
	 * It surely was not carried out.
	 * @param values why
	 */
	public void fail(Map<String, String> values) {
		end(EventType.FAIL, values);
	}

	/**
	 * It may have been carried out, now or later, or not.
	 * @param values why nobody knows
	 */
	public void unknown(Map<String, String> values) {
		end(EventType.UNKNOWN, values);
	}

	private void end(EventType type, Map<String, String> values) {
		this.recorder.write(this.invoke.workload(), this.invoke.id(), type, this.invoke.operation(), values);
	}

}
