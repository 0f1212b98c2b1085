/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import com.google.protobuf.Message;

/**
 * Numbers that stand for what is known only when a request is sent, so that a script
 * keeps its sense when steps are taken out of it.
 */
final class Symbols {

	/** The sending server's own id. */
	static final long OWN_ID = 1L << 50;

	private static final long CURRENT = 1L << 48;

	private static final long COMPACTED = 1L << 49;

	private static final long REACH = 1L << 40;

	private Symbols() {
	}

	/**
	 * A revision by its distance from the current one.
	 */
	static long current(long distance) {
		return CURRENT + distance;
	}

	/**
	 * A revision by its distance from the last compacted one.
	 */
	static long compacted(long distance) {
		return COMPACTED + distance;
	}

	/**
	 * With the revisions that are meant.
	 */
	static <M extends Message> M resolve(M message, long currentRevision, long compactedRevision) {
		return Messages.mapNumbers(message, (number) -> {
			if (Math.abs(number - CURRENT) < REACH) {
				return currentRevision + number - CURRENT;
			}
			return (Math.abs(number - COMPACTED) < REACH) ? compactedRevision + number - COMPACTED : number;
		});
	}

	/**
	 * Whether it stands for another revision than the current one.
	 */
	static boolean isDistant(long number) {
		return number != CURRENT && (Math.abs(number - CURRENT) < REACH || Math.abs(number - COMPACTED) < REACH);
	}

	/**
	 * The number as people read it.
	 */
	static String describe(long number) {
		if (number == OWN_ID) {
			return "(own id)";
		}
		if (Math.abs(number - CURRENT) < REACH) {
			return "(current" + distance(number - CURRENT) + ')';
		}
		return (Math.abs(number - COMPACTED) < REACH) ? "(compacted" + distance(number - COMPACTED) + ')'
				: Long.toString(number);
	}

	private static String distance(long distance) {
		return (distance == 0) ? "" : ((distance > 0) ? "+" : "") + distance;
	}

	/**
	 * With a server's own id, which differs between two and so stays a symbol until then.
	 */
	static <M extends Message> M identify(M message, long ownId) {
		return Messages.mapNumbers(message, (number) -> (number == OWN_ID) ? ownId : number);
	}

}
