/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.member;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The alarms of the cluster, each raised in the name of a member. Thread-safe.
 */
public final class Alarms {

	/**
	 * The number of the alarm "no space left" in etcd's protocol.
	 */
	public static final int NO_SPACE = 1;

	/**
	 * The number of the alarm "data corrupt" in etcd's protocol; jetcd's is too old to
	 * know it.
	 */
	public static final int CORRUPT = 2;

	private final List<Alarm> raised = new CopyOnWriteArrayList<>();

	private final long self;

	Alarms(long self) {
		this.self = self;
	}

	/**
	 * Whether writes that take space are refused.
	 * @return whether NOSPACE is raised
	 */
	public boolean noSpace() {
		return raised(NO_SPACE);
	}

	/**
	 * Raises NOSPACE for this member, or disarms it for every member.
	 * @param raised whether to raise it
	 * @return whether that changed something
	 */
	public boolean noSpace(boolean raised) {
		return raised ? raise(new Alarm(this.self, NO_SPACE)) : disarm(NO_SPACE);
	}

	/**
	 * Whether every write is refused.
	 * @return whether CORRUPT is raised
	 */
	public boolean corrupt() {
		return raised(CORRUPT);
	}

	/**
	 * The raised alarms, oldest first.
	 * @return the alarms, never changed
	 */
	public List<Alarm> all() {
		return List.copyOf(this.raised);
	}

	/**
	 * Raises an alarm.
	 * @param alarm the alarm
	 * @return whether it was not raised before
	 */
	public synchronized boolean raise(Alarm alarm) {
		return !this.raised.contains(alarm) && this.raised.add(alarm);
	}

	/**
	 * Disarms one alarm.
	 * @param alarm the alarm
	 * @return whether it was raised
	 */
	public synchronized boolean disarm(Alarm alarm) {
		return this.raised.remove(alarm);
	}

	/**
	 * Disarms every alarm.
	 */
	public void disarm() {
		this.raised.clear();
	}

	private boolean disarm(int type) {
		return this.raised.removeIf((alarm) -> alarm.type() == type);
	}

	private boolean raised(int type) {
		for (Alarm alarm : this.raised) {
			if (alarm.type() == type) {
				return true;
			}
		}
		return false;
	}

	/**
	 * One alarm.
	 *
	 * @param memberId the member in whose name it was raised; any number
	 * @param type {@link #NO_SPACE} or {@link #CORRUPT}
	 */
	public record Alarm(long memberId, int type) {
	}

}
