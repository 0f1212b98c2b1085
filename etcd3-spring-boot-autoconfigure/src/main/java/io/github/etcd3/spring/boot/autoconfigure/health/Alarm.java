/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.etcd.jetcd.maintenance.AlarmMember;
import io.etcd.jetcd.maintenance.StatusResponse;

/**
 * An alarm that a member has raised.
 *
 * @param memberId the member
 * @param type etcd's name for it, such as {@code NOSPACE}
 */
public record Alarm(long memberId, String type) {

	/**
	 * How etcd prints an alarm among a status's errors. jetcd knows only {@code NOSPACE};
	 * this is how others keep their names.
	 */
	private static final Pattern PRINTED = Pattern.compile("memberID:([0-9]+)\\s+alarm:(\\S+)");

	static Alarm of(AlarmMember alarm) {
		return new Alarm(alarm.getMemberId(), alarm.getAlarmType().name());
	}

	/**
	 * The alarms that a member knows of, its own and the others'.
	 * @param status the member's status
	 * @return the alarms
	 */
	static List<Alarm> of(StatusResponse status) {
		return status.getErrorList()
			.stream()
			.map(PRINTED::matcher)
			.filter(Matcher::find)
			.map((alarm) -> new Alarm(Long.parseUnsignedLong(alarm.group(1)), alarm.group(2)))
			.toList();
	}

}
