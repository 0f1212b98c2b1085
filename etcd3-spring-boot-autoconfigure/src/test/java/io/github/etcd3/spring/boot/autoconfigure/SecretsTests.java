/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import io.etcd.jetcd.Auth;
import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.context.properties.ConfigurationPropertiesReportEndpoint;
import org.springframework.boot.actuate.env.EnvironmentEndpoint;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Configuration;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdTls;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Everything that an application says of itself is searched for its secrets: what is
 * logged with all of ours and jetcd's switched on, thrown, published, measured and shown
 * by the actuator.
 */
@Timeout(180)
class SecretsTests {

	/** Part of each secret, and of nothing else. */
	private static final String SECRET = "S3cr3t";

	private static final String PASSWORD = SECRET + "-of-the-user";

	private static final String WRONG = SECRET + "-but-wrong";

	private static final String STORE = SECRET + "-of-the-store";

	private static final String VALUE = SECRET + "-of-a-key";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	@TempDir
	private Path folder;

	private EmbeddedEtcd etcd;

	private ApplicationContextRunner runner;

	@BeforeEach
	void start() throws IOException, GeneralSecurityException {
		EtcdTls tls = EtcdTls.selfSigned(this.folder, true);
		this.etcd = EmbeddedEtcd.builder().tls(tls.certificate(), tls.key()).clientAuthority(tls.authority()).start();
		Path store = store(tls);
		this.runner = new ApplicationContextRunner().withUserConfiguration(Application.class)
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("etcd.endpoints=127.0.0.1:" + this.etcd.port(), "etcd.ssl.bundle=mine",
					"etcd.request-timeout=3s", "etcd.kv.prefix=app",
					"etcd.leader-election.elections.master.key=app/master", "etcd.lock.prefix=app/locks",
					"spring.ssl.bundle.jks.mine.keystore.location=" + store,
					"spring.ssl.bundle.jks.mine.keystore.password=" + STORE,
					"spring.ssl.bundle.jks.mine.key.password=" + STORE,
					"spring.ssl.bundle.jks.mine.truststore.location=" + store,
					"spring.ssl.bundle.jks.mine.truststore.password=" + STORE, "spring.jmx.enabled=true",
					"management.endpoints.jmx.exposure.include=*");
		this.runner.run((context) -> protect(context.getBean(EtcdCalls.class)));
		this.runner = this.runner.withPropertyValues("etcd.username=shopkeeper", "etcd.password=" + PASSWORD);
	}

	@AfterEach
	void stop() {
		this.etcd.close();
	}

	@Test
	void are_said_nowhere_while_all_goes_well_nor_when_it_does_not() {
		try (Evidence evidence = evidence()) {
			this.runner.run((context) -> {
				use(context, evidence);
				look(context, evidence);
				this.etcd.close();
				EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
				evidence.addFailureOf(() -> kv.put("a", VALUE));
				evidence.addFailureOf(() -> kv.get("a"));
				look(context, evidence);
			});
			assertThat(evidence.all()).contains("DEBUG io.github.etcd3", "app/broken", "etcd.password")
				.doesNotContain(SECRET);
		}
	}

	@Test
	void are_said_nowhere_when_the_password_is_wrong() {
		try (Evidence evidence = evidence()) {
			this.runner.withPropertyValues("etcd.password=" + WRONG).run((context) -> {
				EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
				evidence.addFailureOf(() -> kv.put("a", VALUE));
				evidence.addFailureOf(() -> context.getBean(EtcdSession.class).lease());
				look(context, evidence);
			});
			this.runner.withPropertyValues("etcd.password=" + WRONG, "etcd.fail-fast=true")
				.run((context) -> analyze(context, evidence));
			assertThat(evidence.all()).contains("etcd.username and etcd.password", "invalid user ID or password")
				.doesNotContain(SECRET);
		}
	}

	@Test
	void are_said_nowhere_when_the_configuration_is_bad() {
		try (Evidence evidence = evidence()) {
			this.runner.withPropertyValues("spring.ssl.bundle.jks.mine.keystore.password=" + WRONG)
				.run((context) -> analyze(context, evidence));
			this.runner.withPropertyValues("etcd.username=").run((context) -> analyze(context, evidence));
			this.runner.withPropertyValues("etcd.endpoints=ftp://a").run((context) -> analyze(context, evidence));
			this.runner.withPropertyValues("etcd.endpoints=http://shopkeeper:" + PASSWORD + "@127.0.0.1:2379")
				.run((context) -> analyze(context, evidence));
			this.runner.withPropertyValues("etcd.endpoints=dns:///" + PASSWORD + "@127.0.0.1:2379")
				.run((context) -> analyze(context, evidence));
			assertThat(evidence.all()).contains("etcd.username", "ftp://a", "http://******@127.0.0.1:2379")
				.doesNotContain(SECRET);
		}
	}

	@Test
	void health_has_neither_users_nor_keys() {
		this.runner.run((context) -> {
			context.getBean(EtcdKvTemplate.class).put("a", VALUE);
			HealthIndicator health = context.getBean("etcdHealthContributor", HealthIndicator.class);
			Awaitility.await().atMost(LIVENESS).until(() -> health.health().getStatus() == Status.UP);
			assertThat(details(health.health())).contains("members").doesNotContain("shopkeeper", "app", SECRET);
			this.etcd.close();
			assertThat(details(health.health())).contains("error").doesNotContain("shopkeeper", "app", SECRET);
		});
	}

	/** All that the application can do, and a failure of each kind. */
	private static void use(ApplicationContext context, Evidence evidence) throws InterruptedException {
		EtcdKvTemplate kv = context.getBean(EtcdKvTemplate.class);
		CountDownLatch heard = new CountDownLatch(4);
		try (EtcdWatch watch = kv.watch().as(Integer.class).start((event) -> heard.countDown());
				EtcdWatch failing = kv.watch().start((event) -> {
					evidence.add("event " + event);
					heard.countDown();
					throw new IllegalStateException("The listener failed");
				});
				PrefixView<Integer> view = kv.view(Integer.class)) {
			evidence.add(watch + " " + failing + " " + view);
			evidence.add(kv.put("a", VALUE) + " " + kv.getAndPut("a", VALUE).previous());
			evidence.add(kv.getEntry("a") + " " + kv.list(String.class) + " " + kv.compareAndSet("a", VALUE, VALUE));
			kv.put("broken", "\"" + VALUE + "\"");
			evidence.addFailureOf(() -> kv.get("broken", Integer.class));
			evidence.addFailureOf(() -> kv.increment("broken"));
			evidence.addFailureOf(() -> kv.put("big", VALUE.repeat(200_000)));
			evidence.addFailureOf(() -> kv.put("", VALUE));
			kv.putEphemeral("ephemeral", VALUE);
			evidence.add(kv + " " + view.getEntry("missing"));
			view.awaitRevision(kv.getEntry("ephemeral").orElseThrow().modRevision(), LIVENESS);
			evidence.addFailureOf(view::snapshot);
			evidence.addFailureOf(() -> view.get("broken"));
			assertThat(heard.await(LIVENESS.toSeconds(), TimeUnit.SECONDS)).isTrue();
		}
		try (EtcdLock lock = context.getBean(EtcdLockTemplate.class).acquire("job")) {
			lock.kv().put("a", VALUE);
			evidence.add(lock.toString());
		}
		join(context, kv, evidence);
		EtcdLeaderElection election = context.getBean(EtcdLeaderElection.class);
		election.start();
		Awaitility.await().atMost(LIVENESS).until(election::isLeader);
		evidence.add(election + " " + election.leadership());
		EtcdSession session = context.getBean(EtcdSession.class);
		evidence.add(session.lease() + " " + context.getBean(EtcdProperties.class));
		session.abandon(session.lease(), "the test says so");
		Awaitility.await().atMost(LIVENESS).until(() -> kv.get("ephemeral").isPresent());
	}

	private static void join(ApplicationContext context, EtcdKvTemplate kv, Evidence evidence) {
		try (EtcdMembershipGroup<String> group = new EtcdMembershipGroup<>("tasks", kv.withPrefix("members"),
				context.getBean(EtcdSession.class), String.class)) {
			CountDownLatch heard = new CountDownLatch(1);
			group.view().addListener((event) -> {
				evidence.add("event " + event);
				heard.countDown();
				throw new IllegalStateException("The listener failed");
			});
			evidence.add(group.register("one", VALUE) + " " + group.view().member("one"));
			Awaitility.await().atMost(LIVENESS).until(() -> heard.getCount() == 0);
		}
	}

	/** What the actuator shows, and more than it shows by default. */
	private static void look(ApplicationContext context, Evidence evidence) {
		evidence.add(details(context.getBean("etcdHealthContributor", HealthIndicator.class).health()));
		context.getBean(MeterRegistry.class).getMeters().forEach((meter) -> evidence.add(meter.getId().toString()));
		JsonMapper json = JsonMapper.shared();
		evidence.add(json.writeValueAsString(
				context.getBean(ConfigurationPropertiesReportEndpoint.class).configurationProperties()));
		evidence.add(json.writeValueAsString(context.getBean(EnvironmentEndpoint.class).environment(null)));
		evidence.add(EtcdClientSettings.builder("a").credentials("shopkeeper", PASSWORD).build().toString());
	}

	private static String details(Health health) {
		return health.getStatus() + " " + health.getDetails();
	}

	private static void analyze(AssertableApplicationContext context, Evidence evidence) {
		Throwable failure = context.getStartupFailure();
		assertThat(failure).isNotNull();
		evidence.addFailureOf(() -> {
			throw new IllegalStateException(failure);
		});
		FailureAnalysis refused = new EtcdStartupFailureAnalyzer().analyze(failure);
		FailureAnalysis invalid = new InvalidEtcdSettingFailureAnalyzer(null).analyze(failure);
		for (FailureAnalysis analysis : new FailureAnalysis[] { refused, invalid }) {
			if (analysis != null) {
				evidence.add(analysis.getDescription() + "\n" + analysis.getAction());
			}
		}
	}

	private static Evidence evidence() {
		return new Evidence(Map.of("io.github.etcd3", Level.TRACE, "io.etcd", Level.TRACE,
				"org.springframework.boot.ssl", Level.TRACE));
	}

	private static void protect(EtcdCalls calls) {
		Client client = calls.client();
		Auth auth = client.getAuthClient();
		ByteSequence root = bytes("root");
		calls.await(EtcdCall.write("user add", "root"), auth.userAdd(root, bytes(PASSWORD)));
		calls.await(EtcdCall.write("user grant-role", "root"), auth.userGrantRole(root, root));
		calls.await(EtcdCall.write("user add", "shopkeeper"), auth.userAdd(bytes("shopkeeper"), bytes(PASSWORD)));
		calls.await(EtcdCall.write("user grant-role", "shopkeeper"), auth.userGrantRole(bytes("shopkeeper"), root));
		calls.await(EtcdCall.write("auth enable", null), auth.authEnable());
	}

	private Path store(EtcdTls tls) throws IOException, GeneralSecurityException {
		Certificate certificate;
		try (InputStream content = Files.newInputStream(tls.certificate())) {
			certificate = CertificateFactory.getInstance("X.509").generateCertificate(content);
		}
		String pem = Files.readString(tls.key()).replaceAll("-----[A-Z ]+-----|\\s", "");
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setCertificateEntry("authority", certificate);
		store.setKeyEntry("own",
				KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(pem))),
				STORE.toCharArray(), new Certificate[] { certificate });
		Path file = this.folder.resolve("store.p12");
		try (OutputStream content = Files.newOutputStream(file)) {
			store.store(content, STORE.toCharArray());
		}
		return file;
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

	}

}
