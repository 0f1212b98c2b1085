/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.etcd3.faults.cluster.Clusters;
import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.cluster.Link;
import io.github.etcd3.faults.cluster.LinkState;
import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@EnabledIfEtcd
class UnpluggedClientTests {

	private static final Step STEP = new Step(FaultKind.CLIENT_UNPLUGGED, Duration.ZERO, Duration.ofSeconds(1), "app-1",
			1234567);

	@TempDir
	Path folder;

	@Test
	void an_application_in_a_network_of_its_own_reaches_no_member_until_it_is_healed() throws IOException {
		try (FaultCluster cluster = FaultCluster.start(this.folder)) {
			assumeThat(cluster.namespaceOf("app-1")).as("Network namespaces").isPresent();
			assertThat(get(cluster)).isZero();

			Fault fault = new LinkFaults(cluster).clientUnplugged(STEP);
			assertThat(fault.target()).startsWith("app-1 in faults-" + ProcessHandle.current().pid());
			fault.begin();
			assertThat(get(cluster)).isPositive();
			assertThat(cluster.clientLinks("app-1")).extracting(Link::state).containsOnly(LinkState.OPEN);
			fault.end();
			assertThat(get(cluster)).isZero();

			fault.begin();
			cluster.heal(Duration.ofSeconds(30));
			assertThat(get(cluster)).isZero();
		}
	}

	@Test
	void without_namespaces_its_proxies_stall_and_the_target_says_so() throws IOException {
		try (FaultCluster cluster = Clusters.withoutNamespaces(this.folder)) {
			assertThat(cluster.launcherFor("app-1")).isEmpty();
			assertThat(cluster.endpointsFor("app-1")).extracting(URI::getHost).containsOnly("127.0.0.1");
			assertThat(get(cluster)).isZero();

			Fault fault = new LinkFaults(cluster).clientUnplugged(STEP);
			assertThat(fault.target()).isEqualTo("app-1 stalled by proxies: no network namespaces here");
			fault.begin();
			assertThat(cluster.clientLinks("app-1")).extracting(Link::state).containsOnly(LinkState.STALL);
			assertThat(get(cluster)).isPositive();
			fault.end();
			assertThat(get(cluster)).isZero();
		}
	}

	/** Asks as an application does, and gives the exit code. */
	private static int get(FaultCluster cluster) throws IOException {
		List<String> command = new ArrayList<>(cluster.launcherFor("app-1"));
		command.addAll(List.of(EtcdBinary.require().etcdctl().orElseThrow().toString(),
				"--endpoints="
						+ cluster.endpointsFor("app-1").stream().map(URI::toString).collect(Collectors.joining(",")),
				"--dial-timeout=2s", "--command-timeout=2s", "get", "any"));
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("ETCDCTL_API", "3");
		return builder.start().onExit().join().exitValue();
	}

}
