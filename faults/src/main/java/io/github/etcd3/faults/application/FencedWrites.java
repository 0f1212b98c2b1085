/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.util.Map;

import io.github.etcd3.faults.history.Operation;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.FencedOutException;
import io.github.etcd3.spring.kv.WriteResult;

import org.springframework.stereotype.Component;

/**
 * Writes through a fence, by those who hold a lock or lead, and by those who did.
 */
@Component
final class FencedWrites {

	private final Recorder recorder;

	private final UniqueValues values;

	FencedWrites(Recorder recorder, UniqueValues values) {
		this.recorder = recorder;
		this.values = values;
	}

	void write(String name, FencingToken token, EtcdKvTemplate fenced) {
		String value = token + ":" + this.values.process() + ':' + this.values.number();
		Operation write = this.recorder.invoke(Workload.FENCE, "write",
				Map.of("name", name, "token", token.toString(), "value", value));
		try {
			WriteResult result = fenced.put("fenced/" + name, value);
			write.ok(Map.of("revision", Long.toString(result.revision())));
		}
		catch (EtcdException ex) {
			if (RecordedCalls.surelyNotCarriedOut(ex)) {
				write.fail(Map.of("fenced", Boolean.toString(ex instanceof FencedOutException)));
			}
			else {
				write.unknown(RecordedCalls.reason(ex));
			}
		}
		catch (RuntimeException ex) {
			write.unknown(RecordedCalls.reason(ex));
			Workers.unexpected(this.recorder, Workload.FENCE, ex);
		}
	}

}
