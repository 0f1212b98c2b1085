/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.junit;

import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EtcdConditionTests {

	private final AtomicBoolean warned = new AtomicBoolean();

	private final EtcdCondition withoutEtcd = new EtcdCondition(Optional::empty, this.warned);

	@Test
	void skips_where_there_is_no_etcd_and_says_so_once() {
		Logger logger = (Logger) LoggerFactory.getLogger(EtcdCondition.class);
		ListAppender<ILoggingEvent> appender = new ListAppender<>();
		appender.start();
		logger.addAppender(appender);
		// Else this build's log would tell of skipped tests.
		logger.setAdditive(false);
		try {
			assertThat(this.withoutEtcd.evaluateExecutionCondition(context("false")).isDisabled()).isTrue();
			assertThat(new EtcdCondition(Optional::empty, this.warned).evaluateExecutionCondition(context(null))
				.getReason())
				.hasValueSatisfying((reason) -> assertThat(reason).contains("apt-get install", "ETCD_BIN"));
		}
		finally {
			logger.setAdditive(true);
			logger.detachAppender(appender);
		}
		assertThat(appender.list).singleElement()
			.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("SKIPPED", "apt-get install"));
	}

	@Test
	void fails_where_there_is_no_etcd_but_it_is_required() {
		assertThatIllegalStateException().isThrownBy(() -> this.withoutEtcd.evaluateExecutionCondition(context("true")))
			.withMessageContaining("etcd.required=true")
			.withMessageContaining("apt-get install");
	}

	private static ExtensionContext context(String required) {
		return (ExtensionContext) Proxy.newProxyInstance(EtcdConditionTests.class.getClassLoader(),
				new Class<?>[] { ExtensionContext.class }, (proxy, method, arguments) -> {
					assertThat(method.getName()).isEqualTo("getConfigurationParameter");
					assertThat(arguments).containsExactly("etcd.required");
					return Optional.ofNullable(required);
				});
	}

}
