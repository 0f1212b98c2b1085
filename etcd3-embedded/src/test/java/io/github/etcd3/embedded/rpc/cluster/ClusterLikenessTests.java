/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.util.List;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;

import static org.assertj.core.api.Assertions.assertThat;

@EnabledIfRealEtcd
@Timeout(120)
class ClusterLikenessTests {

	@Test
	void answers_about_the_cluster_as_the_real_etcd() {
		try (RealEtcd real = RealEtcd.start(); EmbeddedEtcd embedded = EmbeddedEtcd.start()) {
			List<String> expected = ClusterScript.transcript(real.endpoint());
			List<String> actual = ClusterScript.transcript(embedded.endpoint());
			assertThat(actual).hasSameSizeAs(expected);
			SoftAssertions.assertSoftly((softly) -> {
				for (int i = 0; i < expected.size(); i++) {
					softly.assertThat(actual.get(i)).isEqualTo(expected.get(i));
				}
			});
		}
	}

}
