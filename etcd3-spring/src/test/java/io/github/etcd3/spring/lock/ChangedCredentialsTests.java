/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.auth.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.LeadershipListener;
import io.github.etcd3.spring.leader.RevocationReason;
import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.contention.Overlap;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.session.EtcdSessionSettings;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * An operator who changes the password or the rights of an application that runs.
 */
@EmbeddedServer(dedicated = true)
@TestInstance(Lifecycle.PER_CLASS)
class ChangedCredentialsTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	/** What etcd takes for all keys. */
	private static final ByteSequence ALL_KEYS = ByteSequence.from(new byte[1]);

	private final TestEtcd etcd;

	private Application application;

	ChangedCredentialsTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeAll
	void protect() {
		this.etcd.protect("user", "other");
		try (Client root = connect("root")) {
			Auth auth = root.getAuthClient();
			EtcdCalls calls = EtcdCalls.of(root);
			calls.await(EtcdCall.write("role add", "all"), auth.roleAdd(bytes("all")));
			grantAll(calls);
			for (String user : List.of("user", "other")) {
				calls.await(EtcdCall.write("user grant-role", user), auth.userGrantRole(bytes(user), bytes("all")));
			}
		}
	}

	@BeforeEach
	void start() {
		this.application = Application.of(settings("user"),
				new EtcdSessionSettings(Duration.ofSeconds(3), Duration.ofSeconds(1)));
	}

	@AfterEach
	void stop() {
		// Also behind a test that failed before it did so.
		changePassword("secret");
		this.application.close();
	}

	@Test
	void a_wrong_password_is_told_and_the_right_one_mends_it_without_a_restart() {
		EtcdKvTemplate kv = this.application.kv();
		kv.put("shared/a", "1");
		EtcdLock lock = this.application.locks("locks/").acquire("password");
		try (PrefixView<String> view = kv.withPrefix("shared").view(String.class)) {
			changePassword("changed");
			// Simple tokens live in the server's memory.
			this.etcd.goAway();
			this.etcd.comeBack();

			await().atMost(SOON)
				.untilAsserted(() -> assertThatExceptionOfType(EtcdAuthenticationException.class)
					.isThrownBy(() -> kv.put("shared/a", "lost"))
					.withMessageContaining("invalid user ID or password")
					.withMessageNotContaining("secret"));
			await().atMost(SOON).until(() -> !lock.isHeld());
			assertThat(lock.isLost()).isTrue();

			changePassword("secret");
			await().atMost(SOON)
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> kv.put("shared/b", "2").applied());
			long revision = kv.put("shared/c", "3").revision();
			assertThat(view.awaitRevision(revision, SOON)).isTrue();
			assertThat(view.get("a")).contains("1");
			assertThat(view.get("c")).contains("3");
			assertThat(kv.get("shared/a")).as("what was refused").contains("1");
			this.application.locks("locks/").acquire("password", SOON).close();
		}
		finally {
			lock.close();
		}
	}

	@Test
	void a_leader_whose_password_is_changed_leads_no_longer_and_again_with_the_right_one() {
		List<String> terms = new CopyOnWriteArrayList<>();
		try (LeaderElectionService elections = elections(this.application)) {
			EtcdLeaderElection election = elections.create(LeaderElectionSettings.of("changed-password"));
			election.addListener(new LeadershipListener() {

				@Override
				public void granted(Leadership leadership) {
					terms.add("granted " + leadership.token());
				}

				@Override
				public void revoked(Leadership leadership, RevocationReason reason) {
					terms.add("revoked " + leadership.token());
				}

			});
			election.start();
			await().atMost(SOON).until(election::isLeader);
			FencingToken first = election.token().orElseThrow();

			changePassword("changed");
			this.etcd.goAway();
			this.etcd.comeBack();
			await().atMost(SOON).until(() -> !election.isLeader());

			changePassword("secret");
			await().atMost(SOON).until(election::isLeader);
			FencingToken second = election.token().orElseThrow();
			assertThat(second).isGreaterThan(first);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(terms).containsExactly("granted " + first, "revoked " + first,
						"granted " + second));
		}
	}

	@Test
	void another_application_takes_over_meanwhile_and_no_watch_misses_anything() throws Exception {
		EtcdSessionSettings sessions = new EtcdSessionSettings(Duration.ofSeconds(3), Duration.ofSeconds(1));
		List<String> told = new CopyOnWriteArrayList<>();
		List<String> toldOther = new CopyOnWriteArrayList<>();
		try (Application other = Application.of(settings("other"), sessions);
				LeaderElectionService elections = elections(this.application);
				LeaderElectionService others = elections(other);
				EtcdWatch watch = this.application.kv().withPrefix("told").watch().start((event) -> hear(event, told));
				EtcdWatch watchOther = other.kv().withPrefix("told").watch().start((event) -> hear(event, toldOther))) {
			EtcdLeaderElection election = elections.create(LeaderElectionSettings.of("two"));
			election.start();
			await().atMost(SOON).until(election::isLeader);
			EtcdLeaderElection successor = others.create(LeaderElectionSettings.of("two"));
			successor.start();
			List<String> written = new ArrayList<>();
			try (Overlap leaders = Overlap.of(election::isLeader, successor::isLeader)) {
				write(other, written);
				changePassword("changed");
				this.etcd.goAway();
				this.etcd.comeBack();
				write(other, written);
				await().atMost(SOON).until(successor::isLeader);
				await().atMost(SOON).untilAsserted(() -> assertThat(toldOther).containsExactlyElementsOf(written));
				assertThat(election.isLeader()).isFalse();
				write(other, written);

				changePassword("secret");
				write(other, written);
				await().atMost(SOON).untilAsserted(() -> assertThat(told).containsExactlyElementsOf(written));
				await().atMost(SOON).untilAsserted(() -> assertThat(toldOther).containsExactlyElementsOf(written));
				successor.close();
				await().atMost(SOON).until(election::isLeader);
				leaders.assertNone();
			}
		}
	}

	private static void hear(WatchEvent<String> event, List<String> told) {
		if (event instanceof WatchEvent.Put<String> put) {
			told.add(put.value());
		}
	}

	/** Ten values, each as soon as etcd takes it, at one key whose order all can tell. */
	private static void write(Application application, List<String> written) {
		EtcdKvTemplate kv = application.kv().withPrefix("told");
		for (int count = 0; count < 10; count++) {
			String value = "value-" + written.size();
			await().atMost(SOON).ignoreExceptionsInstanceOf(EtcdException.class).until(() -> {
				// What was written although its answer was lost is not written again.
				if (!kv.get("key").equals(Optional.of(value))) {
					kv.put("key", value);
				}
				return true;
			});
			written.add(value);
		}
	}

	@Test
	void rights_that_are_taken_and_given_back_need_no_restart() {
		EtcdKvTemplate kv = this.application.kv();
		kv.put("shared/a", "1");
		EtcdLockTemplate locks = this.application.locks("locks/");
		EtcdLock lock = locks.acquire("rights");
		Client operator = connect("root");
		try {
			EtcdCalls.of(operator)
				.await(EtcdCall.write("role revoke-permission", "all"),
						operator.getAuthClient().roleRevokePermission(bytes("all"), ALL_KEYS, ALL_KEYS));

			await().atMost(SOON)
				.untilAsserted(() -> assertThatExceptionOfType(EtcdPermissionDeniedException.class)
					.isThrownBy(() -> kv.put("shared/a", "lost"))
					.withMessageContaining("shared/a"));
			assertThatExceptionOfType(EtcdException.class).isThrownBy(() -> locks.tryAcquire("other"));
		}
		finally {
			grantAll(EtcdCalls.of(operator));
			operator.close();
		}
		await().atMost(SOON)
			.ignoreExceptionsInstanceOf(EtcdException.class)
			.until(() -> kv.put("shared/b", "2").applied());
		assertThat(kv.get("shared/a")).contains("1");
		lock.close();
		locks.acquire("rights", SOON).close();
		await().atMost(SOON).until(() -> this.application.keys("locks/").isEmpty());
	}

	private static LeaderElectionService elections(Application application) {
		return new LeaderElectionService(application.calls(), application.session(), application.contention(),
				application.kv(), (event) -> {
				});
	}

	private static void grantAll(EtcdCalls root) {
		root.await(EtcdCall.write("role grant-permission", "all"),
				root.client()
					.getAuthClient()
					.roleGrantPermission(bytes("all"), ALL_KEYS, ALL_KEYS, Permission.Type.READWRITE));
	}

	/** By a new login: jetcd's calls to the auth service never refresh a token. */
	private void changePassword(String password) {
		try (Client root = connect("root")) {
			EtcdCalls.of(root)
				.await(EtcdCall.write("user passwd", "user"),
						root.getAuthClient().userChangePassword(bytes("user"), bytes(password)));
		}
	}

	private EtcdClientSettings settings(String user) {
		return EtcdClientSettings.builder(this.etcd.endpoint().toString()).credentials(user, "secret").build();
	}

	private Client connect(String user) {
		return new EtcdClientFactory(settings(user), List.of()).create();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
