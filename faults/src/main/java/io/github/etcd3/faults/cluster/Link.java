/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The connections of one who dials to one who listens, all in the same state, which may
 * change at any time and from any thread.
 */
public final class Link {

	private final Object monitor = new Object();

	private final Set<Connection> connections = new HashSet<>();

	private LinkState state = LinkState.OPEN;

	Link() {
	}

	/**
	 * Changes the state, also for the connections that exist.
	 * @param state from now on
	 */
	public void set(LinkState state) {
		List<Connection> reset;
		synchronized (this.monitor) {
			this.state = state;
			reset = state.cut() ? List.copyOf(this.connections) : List.of();
			this.monitor.notifyAll();
		}
		reset.forEach(Connection::reset);
	}

	/**
	 * How it is now.
	 * @return the state
	 */
	public LinkState state() {
		synchronized (this.monitor) {
			return this.state;
		}
	}

	/**
	 * How many connections go through it now.
	 * @return a number from 0
	 */
	public int connections() {
		synchronized (this.monitor) {
			return this.connections.size();
		}
	}

	/**
	 * Takes a connection in.
	 * @return {@code false} if it must be reset instead
	 */
	boolean add(Connection connection) {
		synchronized (this.monitor) {
			return !this.state.cut() && this.connections.add(connection);
		}
	}

	void remove(Connection connection) {
		synchronized (this.monitor) {
			this.connections.remove(connection);
			this.monitor.notifyAll();
		}
	}

	/**
	 * Waits until something may be passed on.
	 * @param connection whose it is
	 * @param forth in which direction
	 * @return {@code false} if the connection is gone
	 * @throws InterruptedException if the thread is interrupted
	 */
	boolean awaitPassage(Connection connection, boolean forth) throws InterruptedException {
		synchronized (this.monitor) {
			long delay = this.state.delay().toNanos();
			long start = System.nanoTime();
			while (this.connections.contains(connection)) {
				long left = Math.min(delay, this.state.delay().toNanos()) - (System.nanoTime() - start);
				if (this.state.holds(forth)) {
					this.monitor.wait();
				}
				else if (left > 0) {
					this.monitor.wait(left / 1_000_000, (int) (left % 1_000_000));
				}
				else {
					return true;
				}
			}
			return false;
		}
	}

}
