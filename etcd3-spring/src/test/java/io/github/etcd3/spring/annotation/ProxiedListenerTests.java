/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.util.Map;
import java.util.concurrent.Executor;

import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.annotation.ListeningApplication.Heard;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Listeners whose beans are proxied: what is around their methods is around each call.
 */
@EmbeddedServer(dedicated = true)
class ProxiedListenerTests {

	private final TestEtcd etcd;

	private ListeningApplication application;

	ProxiedListenerTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@AfterEach
	void close() {
		if (this.application != null) {
			this.application.close();
		}
	}

	@Test
	void advice_is_around_the_calls_of_a_class_proxy() {
		assertHears(false, ClassListener.class, "around", "heard 1");
	}

	@Test
	void advice_is_around_the_calls_of_an_interface_proxy_also_where_the_interface_is_annotated() {
		assertHears(true, InterfaceListener.class, "around", "heard 1 of p/1");
	}

	@Test
	void advice_is_around_the_calls_also_where_beans_need_each_other() {
		assertHears(false, CircularListener.class, "around", "heard 1");
	}

	@Test
	void asynchronous_methods_run_where_they_should() {
		this.application = new ListeningApplication(this.etcd.endpoint(), Map.of(), AsyncBeans.class,
				AsyncListener.class);
		this.application.awaitBegun().kv().put("p/1", "1");
		this.application.awaitHeard(1);
		assertThat(this.application.heard()).containsExactly("heard on own-1");
	}

	@Test
	void scoped_proxies_pass_the_calls_on() {
		this.application = new ListeningApplication(this.etcd.endpoint(), Map.of(), ScopedBeans.class);
		assertThat(this.application.registry().ids()).containsExactly("scoped.changed");
		this.application.awaitBegun().kv().put("p/1", "1");
		this.application.awaitHeard(1);
		assertThat(this.application.heard()).containsExactly("heard 1");
	}

	@Test
	void methods_that_a_proxy_does_not_have_are_refused() {
		assertRefused(true, HiddenByInterface.class, "proxy does not have the method", "proxyTargetClass = true");
		assertRefused(false, PrivateListener.class, "proxy does not have the method", "package-private");
		assertRefused(false, FinalListener.class, "the method is final", "Remove 'final'");
	}

	private void assertHears(boolean interfaces, Class<?> listener, String... expected) {
		this.application = application(interfaces, listener);
		this.application.awaitBegun().kv().put("p/1", "1");
		this.application.awaitHeard(expected.length);
		assertThat(this.application.heard()).containsExactly(expected);
	}

	private void assertRefused(boolean interfaces, Class<?> listener, String problem, String remedy) {
		assertThatExceptionOfType(InvalidEtcdListenerException.class)
			.isThrownBy(() -> application(interfaces, listener).close())
			.withMessageContaining(listener.getName() + ".changed(String)")
			.withMessageContaining(problem)
			.withMessageContaining(remedy);
	}

	private ListeningApplication application(boolean interfaces, Class<?> listener) {
		return new ListeningApplication(this.etcd.endpoint(), Map.of("interfaces", interfaces), Advice.class, listener);
	}

	@Configuration(proxyBeanMethods = false)
	@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
	static class Advice {

		@Bean
		static BeanNameAutoProxyCreator proxies(Environment environment) {
			BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
			creator.setBeanNames("*Listener", "hiddenByInterface");
			creator.setInterceptorNames("around");
			creator.setProxyTargetClass(!environment.getRequiredProperty("interfaces", Boolean.class));
			return creator;
		}

		@Bean
		static MethodInterceptor around(ObjectProvider<Heard> heard) {
			return (call) -> {
				heard.getObject().add("around");
				return call.proceed();
			};
		}

	}

	static class ClassListener {

		private Heard heard;

		protected ClassListener() {
		}

		@Autowired
		ClassListener(Heard heard) {
			this.heard = heard;
		}

		@EtcdListener(prefix = "p")
		void changed(String value) {
			this.heard.add("heard " + value);
		}

	}

	interface Listening {

		@EtcdListener(prefix = "p")
		void changed(String value, @EtcdKey String key);

	}

	static class InterfaceListener implements Listening {

		private final Heard heard;

		InterfaceListener(Heard heard) {
			this.heard = heard;
		}

		@Override
		public void changed(String value, String key) {
			this.heard.add("heard " + value + " of " + key);
		}

	}

	/** Its proxy is made early, and not shown to those who look at beans later. */
	static class CircularListener {

		@Autowired
		private Heard heard;

		@Autowired
		private CircularListener self;

		@EtcdListener(prefix = "p")
		void changed(String value) {
			this.heard.add("heard " + value);
		}

	}

	static class HiddenByInterface implements Runnable {

		@EtcdListener(prefix = "p")
		public void changed(String value) {
			throw new AssertionError(value);
		}

		@Override
		public void run() {
			// Only so that there is an interface.
		}

	}

	static class PrivateListener {

		@EtcdListener(prefix = "p")
		private void changed(String value) {
			throw new AssertionError(value);
		}

	}

	static class FinalListener {

		@EtcdListener(prefix = "p")
		final void changed(String value) {
			throw new AssertionError(value);
		}

	}

	static class AsyncListener {

		private final Heard heard;

		AsyncListener(Heard heard) {
			this.heard = heard;
		}

		@Async
		@EtcdListener(prefix = "p")
		public void changed(EtcdEntry<String> entry) {
			this.heard.add("heard on " + Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync(proxyTargetClass = true)
	static class AsyncBeans {

		@Bean
		Executor taskExecutor() {
			ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
			executor.setThreadNamePrefix("own-");
			return executor;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ScopedBeans {

		@Bean
		static BeanFactoryPostProcessor scope() {
			return (factory) -> factory.registerScope("own", new SimpleThreadScope());
		}

		@Bean
		@Scope(scopeName = "own", proxyMode = ScopedProxyMode.TARGET_CLASS)
		ClassListener scoped(Heard heard) {
			return new ClassListener(heard);
		}

	}

}
