/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.util.Optional;

import io.github.etcd3.spring.FencingToken;

/**
 * What an election asks of etcd. A seam: its tests decide here who wins and what is lost.
 */
interface Ballot {

	/**
	 * Waits until this candidate is the first in the queue.
	 * @return the place, which is to be released
	 * @throws InterruptedException if interrupted; no key is left then, or a warning was
	 * logged
	 */
	Mandate win() throws InterruptedException;

	/** Who is first now, by one read, with a deadline. */
	Optional<Front> front();

	/** Watches the queue until the result is closed. */
	Watching watch(Changes changes);

	/**
	 * The first in the queue.
	 *
	 * @param key the candidate's key
	 * @param candidateId the key's value
	 * @param token the key's create revision
	 * @param own whether the key is this candidate's
	 */
	record Front(String key, String candidateId, FencingToken token, boolean own) {

		Leader leader() {
			return new Leader(this.candidateId, this.token, this.own);
		}

	}

	/** Told one after another, on threads that may block. */
	interface Changes {

		void changed(String key, boolean deleted);

		/** Changes may have been missed. */
		void resynced();

	}

	/** A running watch. */
	interface Watching extends AutoCloseable {

		@Override
		void close();

	}

}
