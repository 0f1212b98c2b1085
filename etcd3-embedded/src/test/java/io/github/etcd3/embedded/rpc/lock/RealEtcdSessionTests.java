/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.io.IOException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIfRealEtcd
class RealEtcdSessionTests {

	@ParameterizedTest
	@EnumSource
	void answers_as_it_was_recorded(Script script) throws InterruptedException, TimeoutException, IOException {
		try (RealEtcd etcd = RealEtcd.start("--bcrypt-cost=4")) {
			assertThat(script.play(etcd.endpoint())).containsExactlyElementsOf(script.recorded());
		}
	}

}
