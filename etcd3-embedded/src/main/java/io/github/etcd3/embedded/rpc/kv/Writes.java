/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.List;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.KeyRange;
import io.github.etcd3.embedded.mvcc.WriteTransaction;

/**
 * Puts and deletes within a write (etcd's {@code apply.go}).
 */
final class Writes {

	private Writes() {
	}

	/**
	 * Puts a key.
	 * @param write the write
	 * @param request the request, whose lease is there
	 * @param headers makes the header
	 * @return the answer
	 */
	static PutResponse put(WriteTransaction write, PutRequest request, Headers headers) {
		PutResponse.Builder response = PutResponse.newBuilder();
		ByteString value = request.getValue();
		long lease = request.getLease();
		if (request.getPrevKv() || request.getIgnoreValue() || request.getIgnoreLease()) {
			List<KeyValue> previous = write.range(KeyRange.of(request.getKey()), 0, 0, false).keyValues();
			if (!previous.isEmpty()) {
				KeyValue old = previous.get(0);
				value = request.getIgnoreValue() ? old.getValue() : value;
				lease = request.getIgnoreLease() ? old.getLease() : lease;
				if (request.getPrevKv()) {
					response.setPrevKv(old);
				}
			}
			else if (request.getIgnoreValue() || request.getIgnoreLease()) {
				throw EtcdError.KEY_NOT_FOUND.exception();
			}
		}
		return response.setHeader(headers.at(write.put(request.getKey(), value, lease))).build();
	}

	/**
	 * Deletes a range of keys.
	 * @param write the write
	 * @param request the request
	 * @param headers makes the header
	 * @return the answer
	 */
	static DeleteRangeResponse delete(WriteTransaction write, DeleteRangeRequest request, Headers headers) {
		DeleteRangeResponse.Builder response = DeleteRangeResponse.newBuilder();
		KeyRange range = new KeyRange(request.getKey(), request.getRangeEnd());
		if (request.getPrevKv()) {
			response.addAllPrevKvs(write.range(range, 0, 0, false).keyValues());
		}
		response.setDeleted(write.delete(range));
		return response.setHeader(headers.at(write.revision())).build();
	}

}
