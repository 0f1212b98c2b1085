/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.interceptor.DistributedLockPostProcessor;
import io.github.etcd3.spring.interceptor.InvalidAnnotatedMethodException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When methods run under a lock by an annotation.
 */
class EtcdDistributedLockAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdSessionAutoConfiguration.class,
				EtcdKvAutoConfiguration.class, EtcdLockAutoConfiguration.class,
				EtcdDistributedLockAutoConfiguration.class))
		// Nothing listens there.
		.withPropertyValues("etcd.endpoints=127.0.0.1:1")
		.withBean(Invoices.class);

	@Test
	void a_method_runs_under_its_lock() {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			this.runner.withPropertyValues("etcd.endpoints=" + etcd.endpoint(), "etcd.lock.prefix=mine/")
				.run((context) -> assertThat(
						context.getBean(Invoices.class).keysDuring("7", context.getBean(EtcdKvTemplate.class)))
					.singleElement()
					.asString()
					.startsWith("mine/invoice-7/"));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "etcd.enabled=false", "etcd.lock.annotations.enabled=false" })
	void it_can_be_switched_off(String property) {
		this.runner.withPropertyValues(property).run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(DistributedLockPostProcessor.class);
			assertThat(AopUtils.isAopProxy(context.getBean(Invoices.class))).isFalse();
		});
	}

	@Test
	void the_applications_own_post_processor_takes_its_place() {
		this.runner.withBean("own", DistributedLockPostProcessor.class)
			.run((context) -> assertThat(context).hasNotFailed()
				.hasSingleBean(DistributedLockPostProcessor.class)
				.hasBean("own"));
	}

	@Test
	void without_lock_templates_there_is_nothing_to_do() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EtcdDistributedLockAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(DistributedLockPostProcessor.class));
	}

	@Test
	void proxies_are_made_as_the_application_has_them_made() {
		this.runner.withBean(PaidThings.class)
			.run((context) -> assertThat(AopUtils.isCglibProxy(context.getBean(Payable.class))).isTrue());
		this.runner.withBean(PaidThings.class)
			.withPropertyValues("spring.aop.proxy-target-class=false")
			.run((context) -> assertThat(AopUtils.isJdkDynamicProxy(context.getBean(Payable.class))).isTrue());
	}

	@Test
	void a_method_that_no_proxy_can_intercept_fails_at_startup_with_an_analysis() {
		this.runner.withBean("broken", FinalMethod.class).run((context) -> {
			Throwable failure = context.getStartupFailure();
			assertThat(failure).rootCause().isInstanceOf(InvalidAnnotatedMethodException.class);
			FailureAnalysis analysis = new InvalidAnnotatedMethodFailureAnalyzer().analyze(failure);
			assertThat(analysis).isNotNull();
			assertThat(analysis.getDescription()).contains("A @DistributedLock can't work", "it is final",
					"FinalMethod.run()", "'broken'");
			assertThat(analysis.getAction()).contains("not final");
		});
	}

	static class Invoices {

		@DistributedLock("invoice-#{#id}")
		public List<String> keysDuring(String id, EtcdKvTemplate kv) {
			return kv.keys();
		}

	}

	interface Payable {

		@DistributedLock("things")
		void pay();

	}

	static class PaidThings implements Payable {

		@Override
		public void pay() {
		}

	}

	static class FinalMethod {

		@DistributedLock("a")
		public final void run() {
		}

	}

}
