/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import com.google.protobuf.MessageLite;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;

/**
 * Refuses messages that etcd's gRPC refuses, in the words of grpc-go: grpc-java has the
 * same limit and other words, so its own is set far above.
 */
final class MessageLimit implements ServerInterceptor {

	/** Where grpc-java gives up, to spare the heap. */
	static final int HARD_LIMIT_BYTES = 64 * 1024 * 1024;

	/** etcd's 1.5 MiB for a request, and 512 KiB for what gRPC adds. */
	private static final int LIMIT_BYTES = 2 * 1024 * 1024;

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata headers,
			ServerCallHandler<Q, A> next) {
		return new SimpleForwardingServerCallListener<>(next.startCall(call, headers)) {

			private boolean refused;

			@Override
			public void onMessage(Q message) {
				int size = (message instanceof MessageLite lite) ? lite.getSerializedSize() : 0;
				if (size <= LIMIT_BYTES) {
					super.onMessage(message);
				}
				else if (!this.refused) {
					this.refused = true;
					call.close(
							Status.RESOURCE_EXHAUSTED.withDescription(
									"grpc: received message larger than max (" + size + " vs. " + LIMIT_BYTES + ")"),
							new Metadata());
				}
			}

			@Override
			public void onHalfClose() {
				if (!this.refused) {
					super.onHalfClose();
				}
			}

			@Override
			public void onComplete() {
				if (this.refused) {
					super.onCancel();
				}
				else {
					super.onComplete();
				}
			}

		};
	}

}
