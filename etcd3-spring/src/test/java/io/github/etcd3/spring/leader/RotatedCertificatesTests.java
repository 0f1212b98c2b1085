/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EnabledIfEtcd;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.client.CertificateAuthority;
import io.github.etcd3.spring.client.CertificateFiles;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.client.EtcdTls;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.contention.Overlap;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.session.EtcdSessionSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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
				Application application = application(etcd, tls, Duration.ofMinutes(2));
				LeaderElectionService elections = elections(application);
				EtcdLock lock = application.locks("locks/").acquire("a")) {
			EtcdLeaderElection election = leading(elections);
			FencingToken term = election.token().orElseThrow();

			replace(files, next);
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

	@Test
	void a_new_certificate_of_the_same_authority_needs_nothing_here() throws Exception {
		CertificateAuthority authority = new CertificateAuthority(this.folder.resolve("authority"));
		io.github.etcd3.process.EtcdTls files = authority.issue("first");
		EtcdTls tls = new EtcdTls(authority.trusted(), List.of(), List.of());
		try (EtcdProcess etcd = EtcdProcess.builder().tls(files).start();
				Application application = application(etcd, tls, Duration.ofMinutes(2));
				LeaderElectionService elections = elections(application);
				EtcdLock lock = application.locks("locks/").acquire("a")) {
			EtcdLeaderElection election = leading(elections);
			FencingToken term = election.token().orElseThrow();
			assertThat(shownBy(etcd)).isEqualTo("CN=first");

			replace(files, authority.issue("second"));
			etcd.restart();
			assertThat(shownBy(etcd)).isEqualTo("CN=second");

			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> lock.kv().put("by-the-holder", "value").applied());
			assertThat(lock.isHeld()).isTrue();
			assertThat(election.token()).contains(term);
		}
	}

	@Test
	void who_does_not_trust_the_new_certificate_loses_all_and_takes_part_again_when_it_does() throws Exception {
		io.github.etcd3.process.EtcdTls files = certificate("first");
		io.github.etcd3.process.EtcdTls next = certificate("second");
		EtcdTls late = new EtcdTls(CertificateFiles.managers(files, true), List.of(), List.of());
		EtcdTls early = new EtcdTls(CertificateFiles.managers(files, true), List.of(), List.of());
		try (EtcdProcess etcd = EtcdProcess.builder().tls(files).start();
				Application one = application(etcd, late, Duration.ofSeconds(3));
				Application other = application(etcd, early, Duration.ofSeconds(3));
				LeaderElectionService elections = elections(one);
				LeaderElectionService others = elections(other)) {
			EtcdLock lock = one.locks("locks/").acquire("a");
			EtcdLeaderElection election = leading(elections);
			FencingToken term = election.token().orElseThrow();
			EtcdLeaderElection successor = others.create(LeaderElectionSettings.of("master"));
			successor.start();

			replace(files, next);
			try (Overlap leaders = Overlap.of(election::isLeader, successor::isLeader)) {
				etcd.restart();
				early.rotate(CertificateFiles.managers(next, true));

				Awaitility.await()
					.atMost(Duration.ofSeconds(60))
					.untilAsserted(() -> assertThatExceptionOfType(EtcdException.class)
						.isThrownBy(() -> one.kv().put("key", "lost"))
						.withMessageContaining(etcd.endpoint().getAuthority())
						.withMessageContaining("not trusted")
						.withMessageContaining("etcd.ssl.bundle"));
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(successor::isLeader);
				assertThat(successor.token().orElseThrow()).isGreaterThan(term);
				assertThat(lock.isHeld()).isFalse();
				EtcdLock taken = other.locks("locks/").acquire("a", Duration.ofSeconds(60));
				assertThat(taken.token()).isGreaterThan(lock.token());
				lock.close();
				taken.close();
				leaders.assertNone();

				late.rotate(CertificateFiles.managers(next, true));
				one.locks("locks/").acquire("a", Duration.ofSeconds(60)).close();
				successor.resign();
				successor.close();
				Awaitility.await().atMost(Duration.ofSeconds(60)).until(election::isLeader);
				leaders.assertNone();
			}
			assertThat(one.kv().get("key")).as("what was never sent").isEmpty();
		}
	}

	private static Application application(EtcdProcess etcd, EtcdTls tls, Duration ttl) {
		return Application.of(EtcdClientSettings.builder(etcd.endpoint().toString()).tls(tls).build(),
				new EtcdSessionSettings(ttl, Duration.ofSeconds(1)));
	}

	private static LeaderElectionService elections(Application application) {
		return new LeaderElectionService(application.calls(), application.session(), application.contention(),
				application.kv(), (event) -> {
				});
	}

	private static EtcdLeaderElection leading(LeaderElectionService elections) {
		EtcdLeaderElection election = elections.create(LeaderElectionSettings.of("master"));
		election.start();
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(election::isLeader);
		return election;
	}

	private static void replace(io.github.etcd3.process.EtcdTls files, io.github.etcd3.process.EtcdTls next)
			throws IOException {
		Files.copy(next.key(), files.key(), StandardCopyOption.REPLACE_EXISTING);
		Files.copy(next.certificate(), files.certificate(), StandardCopyOption.REPLACE_EXISTING);
	}

	/** Whose certificate a server shows to who trusts anyone. */
	private static String shownBy(EtcdProcess etcd) throws Exception {
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
		try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", etcd.clientPort())) {
			return socket.getSession().getPeerPrincipal().getName();
		}
	}

	private io.github.etcd3.process.EtcdTls certificate(String name) throws Exception {
		return io.github.etcd3.process.EtcdTls.selfSigned(Files.createDirectory(this.folder.resolve(name)), true);
	}

}
