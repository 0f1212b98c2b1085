/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.time.Duration;

/**
 * What a link does with the connections that go through it.
 *
 * @param cut all are reset, and new ones too; the rest does not matter then
 * @param holdsForth nothing is passed on from the one who dialled
 * @param holdsBack nothing is passed on to the one who dialled
 * @param delay how much later all is passed on, in each direction: at least this, and at
 * most twice
 */
public record LinkState(boolean cut, boolean holdsForth, boolean holdsBack, Duration delay) {

	/** All is passed on at once. */
	public static final LinkState OPEN = new LinkState(false, false, false, Duration.ZERO);

	/** All connections are reset, and new ones too. */
	public static final LinkState CUT = new LinkState(true, false, false, Duration.ZERO);

	/** Connections stay and new ones are accepted; nothing is passed on. */
	public static final LinkState STALL = new LinkState(false, true, true, Duration.ZERO);

	/** Nothing is passed on from the one who dialled, who still hears the other. */
	public static final LinkState HOLD_FORTH = new LinkState(false, true, false, Duration.ZERO);

	/** Nothing is passed on to the one who dialled, who is still heard. */
	public static final LinkState HOLD_BACK = new LinkState(false, false, true, Duration.ZERO);

	/**
	 * All is passed on late.
	 * @param delay by how much, in each direction
	 * @return the state
	 */
	public static LinkState delayed(Duration delay) {
		return new LinkState(false, false, false, delay);
	}

	boolean holds(boolean forth) {
		return forth ? this.holdsForth : this.holdsBack;
	}

}
