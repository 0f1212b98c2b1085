/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.health;

import io.etcd.jetcd.maintenance.StatusResponse;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Alarms as a status tells them, those too that jetcd has no name for.
 */
class AlarmTests {

	@Test
	void keeps_the_names_of_alarms_and_leaves_out_other_errors() {
		StatusResponse status = new StatusResponse(io.etcd.jetcd.api.StatusResponse.newBuilder()
			.addErrors("etcdserver: no leader")
			.addErrors("memberID:10276657743932975437 alarm:NOSPACE ")
			.addErrors("memberID:7 alarm:CORRUPT")
			.addErrors("memberID:7 alarm:9")
			.build());
		assertThat(Alarm.of(status)).containsExactly(
				new Alarm(Long.parseUnsignedLong("10276657743932975437"), "NOSPACE"), new Alarm(7, "CORRUPT"),
				new Alarm(7, "9"));
	}

}
