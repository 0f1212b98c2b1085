/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.api.Permission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.embedded.Fault;
import io.github.etcd3.embedded.FullCommonPool;
import io.github.etcd3.process.EtcdTls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What {@link AuthSessionTests} can't show: time, restarts, clients and certificates.
 */
class AuthServiceTests {

	private static final String INVALID_TOKEN = "UNAUTHENTICATED: etcdserver: invalid auth token";

	private final EmbeddedEtcd etcd = EmbeddedEtcd.start();

	private final Visitor visitor = new Visitor(this.etcd.endpoint());

	private final Requests requests = new Requests(this.visitor);

	@AfterEach
	void stop() {
		this.visitor.close();
		this.etcd.close();
	}

	@Test
	void a_token_runs_out_five_minutes_after_its_last_use() {
		this.etcd.inject(new Fault.FreezeClock());
		enable();
		for (int use = 0; use < 3; use++) {
			this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(299)));
			assertThat(this.requests.get("a", "")).startsWith("OK");
		}
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(301)));
		assertThat(this.requests.get("a", "")).isEqualTo(INVALID_TOKEN);
	}

	@Test
	void a_restart_keeps_users_and_forgets_tokens() {
		enable();
		this.etcd.inject(new Fault.Restart());
		try (Visitor again = new Visitor(this.etcd.endpoint())) {
			Requests later = new Requests(again.withHeaders(Map.of("token", this.visitor.tokenOf("root"))));
			assertThat(later.users()).isEqualTo(INVALID_TOKEN);
			assertThat(again.logIn("root", "secret")).startsWith("OK");
			assertThat(later.as("root").users()).endsWith("users: \"root\"");
		}
	}

	@Test
	void clearing_turns_authentication_off_and_forgets_users_and_roles() {
		enable();
		this.requests.addRole("reader");
		this.etcd.clear();
		this.visitor.withHeaders(Map.of());
		assertThat(this.requests.users()).startsWith("OK").doesNotContain("users:");
		assertThat(this.requests.roles()).startsWith("OK").doesNotContain("roles:");
		assertThat(this.requests.enable()).isEqualTo("FAILED_PRECONDITION: etcdserver: root user does not exist");
	}

	@Test
	void each_change_counts_but_turning_on_does_not() {
		assertThat(this.requests.status()).endsWith(" 3: 1");
		enable();
		assertThat(this.requests.status()).endsWith(" 2: 1 3: 3");
		this.requests.disable();
		assertThat(this.requests.status()).endsWith(" 3: 4").doesNotContain("2: 1");
	}

	@Test
	void jetcd_logs_in_and_gets_what_its_user_may_also_after_its_token_ran_out() throws Exception {
		enable();
		this.requests.addUser("alice", "wonderland");
		this.requests.addRole("rabbits");
		this.requests.grant("rabbits", Permission.Type.READWRITE, "rabbit/", "rabbit0");
		this.requests.grantRole("alice", "rabbits");
		try (Client client = client("alice", "wonderland")) {
			KV kv = client.getKVClient();
			kv.put(bytes("rabbit/white"), bytes("late")).get(10, TimeUnit.SECONDS);
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> kv.get(bytes("cat")).get(10, TimeUnit.SECONDS))
				.withMessageContaining("etcdserver: permission denied");
			this.etcd.inject(new Fault.AdvanceClock(Duration.ofMinutes(6)));
			assertThat(kv.get(bytes("rabbit/white")).get(10, TimeUnit.SECONDS).getCount()).isOne();
		}
	}

	@Test
	void jetcd_with_a_wrong_password_is_told_so() {
		enable();
		try (Client client = client("root", "wrong")) {
			assertThatExceptionOfType(ExecutionException.class)
				.isThrownBy(() -> client.getKVClient().get(bytes("a")).get(10, TimeUnit.SECONDS))
				.withStackTraceContaining("authentication failed, invalid user ID or password");
		}
	}

	@Test
	void logs_in_also_while_the_whole_common_pool_waits_for_it() {
		enable();
		try (FullCommonPool full = new FullCommonPool()) {
			assertThat(this.visitor.logIn("root", "secret")).startsWith("OK");
		}
	}

	@Test
	void a_client_certificate_names_the_user(@TempDir Path folder) {
		EtcdTls tls = EtcdTls.selfSigned(folder, true);
		try (EmbeddedEtcd secured = EmbeddedEtcd.builder()
			.tls(tls.certificate(), tls.key())
			.clientAuthority(tls.authority())
			.start()) {
			assertThat(CertificateScript.answers(secured.endpoint(), tls)).isEqualTo(CertificateScript.EXPECTED);
		}
	}

	private void enable() {
		this.requests.addUser("root", "secret");
		this.requests.grantRole("root", "root");
		assertThat(this.requests.enable()).startsWith("OK");
		this.visitor.logIn("root", "secret");
		this.visitor.as("root");
	}

	private Client client(String user, String password) {
		return Client.builder().endpoints(this.etcd.endpoint()).user(bytes(user)).password(bytes(password)).build();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, UTF_8);
	}

}
