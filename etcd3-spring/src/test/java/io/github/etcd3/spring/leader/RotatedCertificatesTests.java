/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.client.CertificateFiles;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.EtcdTls;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An operator who changes all certificates under an application that runs.
 */
@EnabledIfEtcd
@Timeout(180)
class RotatedCertificatesTests {

	@TempDir
	private Path folder;

	@Test
	void a_lock_and_a_leadership_outlive_it() throws Exception {
		io.github.etcd3.process.EtcdTls files = certificate("first");
		io.github.etcd3.process.EtcdTls next = certificate("second");
		EtcdTls tls = new EtcdTls(CertificateFiles.managers(files, true), List.of(), List.of());
		try (EtcdProcess etcd = EtcdProcess.builder().tls(files).start();
				Application application = Application.of(
						EtcdClientSettings.builder(etcd.endpoint().toString()).tls(tls).build(),
						new EtcdSessionSettings(Duration.ofMinutes(2), Duration.ofSeconds(1)));
				LeaderElectionService elections = new LeaderElectionService(application.calls(), application.session(),
						application.contention(), application.kv(), (event) -> {
						});
				EtcdLock lock = application.locks("locks/").acquire("a")) {
			EtcdLeaderElection election = elections.create(LeaderElectionSettings.of("master"));
			election.start();
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(election::isLeader);
			FencingToken term = election.token().orElseThrow();

			Files.copy(next.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
			Files.copy(next.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
			etcd.restart();
			// The server shows a certificate by now that this client does not trust yet.
			tls.rotate(CertificateFiles.managers(next, true));

			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> lock.kv().put("by-the-holder", "value").applied());
			assertThat(lock.isHeld()).isTrue();
			assertThat(election.token()).contains(term);
			assertThat(election.kv().put("by-the-leader", "value").applied()).isTrue();
		}
	}

	private io.github.etcd3.process.EtcdTls certificate(String name) throws Exception {
		return io.github.etcd3.process.EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), true);
	}

}
