/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc;

import java.util.function.Supplier;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/**
 * Answers a request with its response, or with the error that it throws.
 */
public final class Answers {

	private Answers() {
	}

	/**
	 * Answers with what a request returns.
	 * @param <A> the answers
	 * @param observer who waits for the answer
	 * @param request carries the request out; a {@link StatusRuntimeException} that it
	 * throws is the answer
	 */
	public static <A> void answer(StreamObserver<A> observer, Supplier<A> request) {
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
