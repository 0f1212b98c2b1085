/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.etcd3.embedded.EmbeddedEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Leases, locks and elections as they were recorded from etcd 3.5.30.
 * {@link RealEtcdSessionTests} holds the records with the real etcd again, where there is
 * one.
 */
class SessionTests {

	@ParameterizedTest
	@EnumSource
	void answers_as_the_real_etcd_did(Script script) throws InterruptedException, TimeoutException, IOException {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			assertThat(script.play(etcd.endpoint())).containsExactlyElementsOf(script.recorded());
		}
	}

}
