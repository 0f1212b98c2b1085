/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Somebody else took a port in the moment between its release and the server's start.
 */
final class PortTakenException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private static final int ATTEMPTS = 5;

	PortTakenException(String message) {
		super(message);
	}

	/**
	 * Makes and starts a server, again with other ports if one of them was taken.
	 * @param <T> a server or a cluster
	 * @param make chooses the ports
	 * @param start starts what was made
	 * @param close cleans up after a failed start
	 * @return the started one
	 */
	static <T> T retry(Supplier<T> make, Consumer<T> start, Consumer<T> close) {
		for (int attempt = 1;; attempt++) {
			T server = make.get();
			try {
				start.accept(server);
				return server;
			}
			catch (RuntimeException ex) {
				close.accept(server);
				if (!(ex instanceof PortTakenException) || attempt == ATTEMPTS) {
					throw ex;
				}
			}
		}
	}

}
