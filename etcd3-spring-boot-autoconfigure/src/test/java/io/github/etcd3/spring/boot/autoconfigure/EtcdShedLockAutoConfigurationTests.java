/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.LockProvider;
import net.javacrumbs.shedlock.core.SimpleLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.shedlock.EtcdLockProvider;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When ShedLock keeps its locks in etcd, and where.
 */
class EtcdShedLockAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdShedLockAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1");

	@ParameterizedTest
	@ValueSource(strings = { "etcd.shedlock.prefix=jobs", "etcd.shedlock.prefix=jobs/" })
	void shedlock_keeps_its_locks_below_the_prefix(String property) {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.runner.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.kv.prefix=app", property)
				.run((context) -> {
					Optional<SimpleLock> lock = context.getBean(LockProvider.class)
						.lock(new LockConfiguration(Instant.now(), "nightly", Duration.ofMinutes(5), Duration.ZERO));
					assertThat(lock).isPresent();
					EtcdKvTemplate all = new EtcdKvTemplate(context.getBean(io.etcd.jetcd.Client.class));
					assertThat(all.keys()).containsExactly("jobs/nightly");
					lock.get().unlock();
					assertThat(all.keys()).isEmpty();
				});
		}
	}

	@Test
	void an_application_without_shedlock_is_left_alone() {
		this.runner.withClassLoader(new FilteredClassLoader("net.javacrumbs.shedlock"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EtcdShedLockAutoConfiguration.class));
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "etcd.shedlock.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.runner.withPropertyValues(property)
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(LockProvider.class));
	}

	@Test
	void the_applications_own_provider_takes_its_place() {
		this.runner.withBean("own", LockProvider.class, () -> (configuration) -> Optional.empty())
			.run((context) -> assertThat(context).hasSingleBean(LockProvider.class)
				.doesNotHaveBean(EtcdLockProvider.class));
	}

	@Test
	void a_prefix_that_can_not_work_is_told() {
		this.runner.withPropertyValues("etcd.shedlock.prefix=")
			.run((context) -> assertThat(context.getStartupFailure()).rootCause()
				.isInstanceOf(InvalidEtcdSettingException.class)
				.hasMessageContaining("etcd.shedlock.prefix"));
	}

}
