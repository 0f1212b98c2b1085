/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.WriteResult;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The blocks of {@code docs/migrating-from-etcd-v2.md} do what it says, on a real etcd
 * or, where there is none, on the embedded one.
 */
class MigrationIT {

	private static AutoCloseable server;

	private static ConfigurableApplicationContext context;

	private static EtcdKvTemplate kv;

	@BeforeAll
	static void start() {
		URI endpoint;
		if (EtcdBinary.find().isPresent()) {
			EtcdProcess etcd = EtcdProcess.start();
			server = etcd;
			endpoint = etcd.endpoint();
		}
		else {
			EmbeddedEtcd etcd = EmbeddedEtcd.start();
			server = etcd;
			endpoint = etcd.endpoint();
		}
		context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.run("--spring.config.name=none", "--etcd.kv.prefix=migration", "--etcd.endpoints=" + endpoint);
		kv = context.getBean(EtcdKvTemplate.class);
	}

	@AfterEach
	void removeKeys() {
		kv.deleteAll();
	}

	@AfterAll
	static void stop() throws Exception {
		context.close();
		server.close();
	}

	@Test
	void a_write_answers_what_it_is_asked_for() {
		WriteResult result = kv.put("nodes/a", "up");
		long revision = result.revision();

		Optional<EtcdEntry<String>> before = kv.getAndPut("nodes/a", "down").previous();

		assertThat(revision).isPositive();
		assertThat(before).map(EtcdEntry::value).contains("up");
	}

	@Test
	void a_directory_is_a_prefix() {
		kv.put("nodes/a", "up");
		kv.put("nodes-old/a", "down");

		EtcdKvTemplate nodes = kv.withPrefix("nodes");
		List<EtcdEntry<String>> all = nodes.list();
		long count = nodes.count();
		long deleted = nodes.deleteAll();

		assertThat(all).extracting(EtcdEntry::key).containsExactly("a");
		assertThat(count).isOne();
		assertThat(deleted).isOne();
		assertThat(kv.get("nodes-old/a")).contains("down");
	}

	@Test
	void a_missing_key_is_an_empty_optional() {
		String state = kv.get("nodes/b").orElse("unknown");

		assertThat(state).isEqualTo("unknown");
	}

	@Test
	void comparisons_are_results() {
		boolean created = kv.putIfAbsent("master", "a").applied();
		boolean replaced = kv.compareAndSet("master", "a", "b").applied();

		EtcdEntry<String> read = kv.getEntry("master").orElseThrow();
		boolean unchanged = kv.putIfRevision("master", "c", read.modRevision()).applied();

		assertThat(created).isTrue();
		assertThat(replaced).isTrue();
		assertThat(unchanged).isTrue();
		assertThat(kv.get("master")).contains("c");
		assertThat(kv.putIfAbsent("master", "d").applied()).isFalse();
		assertThat(kv.compareAndSet("master", "a", "d").applied()).isFalse();
		assertThat(kv.putIfRevision("master", "d", read.modRevision()).applied()).isFalse();
	}

	@Test
	void a_ttl_is_a_lease() {
		kv.put("cache/x", "1", Duration.ofSeconds(60));
		kv.putEphemeral("nodes/a", "up");

		assertThat(kv.getEntry("cache/x").orElseThrow().leaseId()).isNotZero();
		long lease = kv.getEntry("nodes/a").orElseThrow().leaseId();
		assertThat(lease).isNotZero();
		kv.put("nodes/a", "down");
		assertThat(kv.getEntry("nodes/a").orElseThrow().leaseId()).isEqualTo(lease);
	}

	@Test
	void a_delete_answers_the_old_value_when_asked() {
		kv.put("nodes/a", "up");

		Optional<EtcdEntry<String>> last = kv.getAndDelete("nodes/a").previous();
		boolean existed = kv.delete("nodes/a").applied();

		assertThat(last).map(EtcdEntry::value).contains("up");
		assertThat(existed).isFalse();
	}

	@Test
	void indexes_are_revisions() {
		kv.put("nodes/a", "up");
		kv.put("nodes/a", "down");

		EtcdEntry<String> entry = kv.getEntry("nodes/a").orElseThrow();
		long modified = entry.modRevision();
		long created = entry.createRevision();
		long writes = entry.version();

		assertThat(modified).isGreaterThan(created);
		assertThat(writes).isEqualTo(2);
	}

	@Test
	void a_counter_gives_an_order() {
		long number = kv.increment("queue-number").value();
		kv.put("queue/%020d".formatted(number), "job");

		assertThat(kv.get("queue/00000000000000000001")).contains("job");
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
