/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.util.function.Supplier;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/**
 * Answers a request with its response, or with the error that it throws.
 */
final class Answers {

	private Answers() {
	}

	static <A> void answer(StreamObserver<A> observer, Supplier<A> request) {
		A answer;
		try {
			answer = request.get();
		}
		catch (StatusRuntimeException ex) {
			observer.onError(ex);
			return;
		}
		observer.onNext(answer);
		observer.onCompleted();
	}

}
