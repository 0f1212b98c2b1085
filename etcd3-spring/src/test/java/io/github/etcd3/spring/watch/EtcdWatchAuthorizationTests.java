/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.auth.Permission;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Watches of a user who may not read, and of one whose token ends.
 */
@EmbeddedServer(dedicated = true)
@TestInstance(Lifecycle.PER_CLASS)
class EtcdWatchAuthorizationTests {

	private static final Duration SOON = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	EtcdWatchAuthorizationTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeAll
	void protect() {
		this.etcd.protect("user");
	}

	@Test
	void does_not_start_where_reading_is_forbidden() {
		try (Client client = connect("user")) {
			assertThatExceptionOfType(EtcdPermissionDeniedException.class)
				.isThrownBy(() -> template(client, "closed").watch().start(new RecordingWatchListener()))
				.withMessageContaining("closed/");
			assertThatExceptionOfType(EtcdPermissionDeniedException.class)
				.isThrownBy(() -> template(client, "closed").watch().putsOnly().start(new RecordingWatchListener()));
		}
	}

	@Test
	void says_once_that_it_is_forbidden_and_begins_when_it_is_granted() {
		RecordingWatchListener listener = new RecordingWatchListener();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		try (Client client = connect("user");
				Client root = connect("root");
				EtcdWatch watch = template(client, "granted").watch()
					.errorHandler((event, failure) -> failures.add(failure))
					.startInBackground(listener)) {
			await().atMost(SOON).until(() -> !failures.isEmpty());
			grant(root, "granted/", "granted0");
			await().atMost(SOON).until(() -> watch.revision() > 0);
			template(root, "granted").put("a", "1");

			assertThat(listener.told(1)).containsExactly("put a=1");
			assertThat(failures).singleElement().isInstanceOf(EtcdPermissionDeniedException.class);
		}
	}

	@Test
	void goes_on_when_its_token_has_ended() {
		RecordingWatchListener listener = new RecordingWatchListener();
		List<Throwable> failures = new CopyOnWriteArrayList<>();
		try (Client root = connect("root");
				EtcdWatch watch = template(root, "token").watch()
					.errorHandler((event, failure) -> failures.add(failure))
					.start(listener)) {
			template(root, "token").put("a", "1");
			// Simple tokens live in the server's memory.
			this.etcd.goAway();
			this.etcd.comeBack();
			await().atMost(SOON)
				.ignoreExceptionsInstanceOf(EtcdException.class)
				.until(() -> template(root, "token").putIfAbsent("b", "2").revision() > 0);

			assertThat(listener.told(2)).containsExactly("put a=1", "put b=2");
			assertThat(failures).isEmpty();
		}
	}

	private static void grant(Client root, String from, String end) {
		EtcdCalls calls = EtcdCalls.of(root);
		Auth auth = root.getAuthClient();
		calls.await(EtcdCall.write("role add", "reader"), auth.roleAdd(bytes("reader")));
		calls.await(EtcdCall.write("role grant-permission", "reader"),
				auth.roleGrantPermission(bytes("reader"), bytes(from), bytes(end), Permission.Type.READ));
		calls.await(EtcdCall.write("user grant-role", "user"), auth.userGrantRole(bytes("user"), bytes("reader")));
	}

	private Client connect(String user) {
		EtcdClientSettings settings = EtcdClientSettings.builder(this.etcd.endpoint().toString())
			.credentials(user, "secret")
			.build();
		return new EtcdClientFactory(settings, List.of()).create();
	}

	private static EtcdKvTemplate template(Client client, String prefix) {
		return EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix(prefix).build();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
