/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.availability.ApplicationAvailabilityAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.annotation.Configurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.util.ClassUtils;

import io.github.etcd3.spring.boot.autoconfigure.config.EtcdConfigRefreshAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each condition of each auto-configuration has the test that shows it, as
 * {@code conditions.txt} lists them.
 */
class ConditionsTests {

	private static final String PACKAGE = ConditionsTests.class.getPackageName() + ".";

	static List<Class<?>> autoConfigurations() throws ClassNotFoundException {
		List<Class<?>> ours = new ArrayList<>();
		for (String name : ImportCandidates.load(AutoConfiguration.class, ConditionsTests.class.getClassLoader())) {
			if (name.startsWith(PACKAGE)) {
				ours.add(Class.forName(name));
			}
		}
		return ours;
	}

	@Test
	void each_condition_is_listed_with_its_test() throws IOException, ClassNotFoundException {
		TreeSet<String> conditions = new TreeSet<>();
		for (Class<?> configuration : autoConfigurations()) {
			collect(configuration, conditions);
		}
		assertThat(conditions).hasSizeGreaterThan(80);
		assertThat(String.join("\n", listed().keySet())).isEqualTo(String.join("\n", conditions));
	}

	@Test
	void each_test_that_is_listed_exists() throws IOException {
		assertThat(listed().values()).flatMap((tests) -> List.of(tests.split(", ")))
			.allSatisfy((test) -> assertThat(tests(test.substring(0, test.indexOf('#'))))
				.contains(test.substring(test.indexOf('#') + 1)));
	}

	/** Nothing of ours fails, or is half there, where others' beans are not. */
	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void alone_it_has_no_bean_but_that_of_the_client_and_the_embedded_server(Class<?> configuration) {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(configuration))
			.withPropertyValues("etcd.readiness.enabled=true", "management.info.etcd.enabled=true",
					"management.endpoints.web.exposure.include=etcd", "etcd.embedded.enabled=true",
					"etcd.membership.groups.a.id=me", "etcd.leader-election.elections.a.key=a")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(context.containsBean(configuration.getName()))
					.isEqualTo(configuration == EtcdAutoConfiguration.class
							|| configuration == EtcdEmbeddedAutoConfiguration.class);
			});
	}

	@ParameterizedTest
	@MethodSource("autoConfigurations")
	void none_is_there_when_disabled(Class<?> configuration) throws ClassNotFoundException {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(autoConfigurations().toArray(Class<?>[]::new)))
			.withPropertyValues("etcd.enabled=false", "etcd.readiness.enabled=true",
					"management.info.etcd.enabled=true", "management.endpoints.web.exposure.include=etcd")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(configuration));
	}

	@Test
	void configuration_from_etcd_can_be_switched_off() {
		ApplicationContextRunner runner = new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(EtcdAutoConfiguration.class, EtcdConfigRefreshAutoConfiguration.class))
			.withPropertyValues("etcd.endpoints=127.0.0.1:1");
		runner.run((context) -> assertThat(context).hasSingleBean(EtcdConfigRefreshAutoConfiguration.class));
		runner.withPropertyValues("etcd.config.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EtcdConfigRefreshAutoConfiguration.class));
	}

	@ParameterizedTest
	@MethodSource("neededClasses")
	void without_a_class_that_it_needs_it_is_not_there_and_nothing_fails(Class<?> configuration, Class<?> needed)
			throws ClassNotFoundException {
		assertThat(evaluate(getClass().getClassLoader(), Map.of()).containsBeanDefinition(configuration.getName()))
			.isTrue();
		assertThat(evaluate(new FilteredClassLoader(needed), Map.of()).containsBeanDefinition(configuration.getName()))
			.isFalse();
	}

	static Stream<Arguments> neededClasses() throws ClassNotFoundException {
		return needed(ConditionalOnClass.class, autoConfigurations().stream()
			.flatMap((type) -> Stream.concat(Stream.of(type), Arrays.stream(type.getDeclaredClasses()))));
	}

	@ParameterizedTest
	@MethodSource("neededBeans")
	void without_a_bean_that_it_needs_it_is_not_there(Class<?> configuration, Class<?> needed) {
		Map<String, Class<?>> others = new HashMap<>();
		for (Class<?> bean : configuration.getAnnotation(ConditionalOnBean.class).value()) {
			others.put("own" + bean.getSimpleName(), bean);
		}
		ClassLoader all = getClass().getClassLoader();
		assertThat(evaluate(all, others, configuration).containsBeanDefinition(configuration.getName())).isTrue();
		others.remove("own" + needed.getSimpleName());
		assertThat(evaluate(all, others, configuration).containsBeanDefinition(configuration.getName())).isFalse();
	}

	static Stream<Arguments> neededBeans() throws ClassNotFoundException {
		return needed(ConditionalOnBean.class, autoConfigurations().stream());
	}

	private static Stream<Arguments> needed(Class<? extends Annotation> condition, Stream<Class<?>> configurations) {
		return configurations.flatMap((configuration) -> MergedAnnotations.from(configuration)
			.stream(condition)
			.flatMap((annotation) -> Arrays.stream(annotation.getClassArray("value")))
			.map((needed) -> Arguments.of(configuration, needed)));
	}

	@ParameterizedTest
	@CsvSource({ "etcdCalls, io.github.etcd3.spring.client.EtcdCalls",
			"etcdSession, io.github.etcd3.spring.session.EtcdSession",
			"etcdContention, io.github.etcd3.spring.contention.EtcdContention",
			"etcdLockTemplate, io.github.etcd3.spring.lock.EtcdLockTemplate",
			"etcdLeaderElectionService, io.github.etcd3.spring.leader.LeaderElectionService",
			"etcdDiscoveryClient, io.github.etcd3.spring.cloud.EtcdDiscoveryClient",
			"etcdLeaderEvents, io.github.etcd3.spring.integration.EtcdLeaderEvents",
			"etcdSessionMetrics, io.github.etcd3.spring.metrics.EtcdSessionMetrics",
			"etcdLeadershipMetrics, io.github.etcd3.spring.metrics.EtcdLeadershipMetrics",
			"etcdRefreshBootstrapContext, org.springframework.boot.bootstrap.DefaultBootstrapContext" })
	void the_applications_own_takes_the_place_of_ours(String ours, Class<?> type) throws ClassNotFoundException {
		ClassLoader all = getClass().getClassLoader();
		assertThat(evaluate(all, Map.of()).containsBeanDefinition(ours)).isTrue();
		assertThat(evaluate(all, Map.of("own", type)).containsBeanDefinition(ours)).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "etcdMemberMetrics, etcdMemberMetrics", "etcdObservationMeterFilter, etcdObservationMeterFilter",
			"etcdHealthContributor, etcdHealthContributor", "etcdHealthContributor, etcdHealthIndicator" })
	void the_applications_own_of_its_name_takes_the_place_of_ours(String ours, String name)
			throws ClassNotFoundException {
		GenericApplicationContext context = evaluate(getClass().getClassLoader(), Map.of(name, Object.class));
		assertThat(context.containsBeanDefinition(ours)).isEqualTo(ours.equals(name));
		assertThat(context.getBeanDefinition(name).getFactoryMethodName()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "etcdServiceRegistrations, EtcdDiscoveryAutoConfiguration",
			"etcdLockRegistry, EtcdSessionAutoConfiguration", "etcdLeaderEvents, EtcdLeaderElectionAutoConfiguration",
			"etcdSessionMetrics, EtcdSessionAutoConfiguration",
			"etcdLeadershipMetrics, EtcdLeaderElectionAutoConfiguration" })
	void a_bean_that_needs_those_of_another_is_not_there_without(String bean, String other)
			throws ClassNotFoundException {
		ClassLoader all = getClass().getClassLoader();
		assertThat(evaluate(all, Map.of()).containsBeanDefinition(bean)).isTrue();
		assertThat(evaluate(all, Map.of(),
				autoConfigurations().stream()
					.filter((type) -> !type.getSimpleName().equals(other))
					.toArray(Class<?>[]::new))
			.containsBeanDefinition(bean)).isFalse();
	}

	private static GenericApplicationContext evaluate(ClassLoader loader, Map<String, Class<?>> own)
			throws ClassNotFoundException {
		List<Class<?>> all = new ArrayList<>(autoConfigurations());
		all.addAll(List.of(ObservationAutoConfiguration.class, ApplicationAvailabilityAutoConfiguration.class));
		// A class path without meters, or without Boot's module for them, has none of
		// these.
		if (ClassUtils.isPresent(MeterRegistry.class.getName(), loader)
				&& ClassUtils.isPresent(MetricsAutoConfiguration.class.getName(), loader)) {
			all.addAll(List.of(MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					SimpleMetricsExportAutoConfiguration.class));
		}
		return evaluate(loader, own, all.toArray(Class<?>[]::new));
	}

	/** Which beans there would be; none is made. */
	private static GenericApplicationContext evaluate(ClassLoader loader, Map<String, Class<?>> own,
			Class<?>... configurations) {
		GenericApplicationContext context = new GenericApplicationContext();
		context.setClassLoader(loader);
		context.getBeanFactory().setBeanClassLoader(loader);
		TestPropertyValues
			.of("etcd.readiness.enabled=true", "management.info.etcd.enabled=true",
					"management.endpoints.web.exposure.include=etcd")
			.applyTo(context);
		own.forEach((name, type) -> context.registerBeanDefinition(name, new RootBeanDefinition(type)));
		AnnotatedBeanDefinitionReader reader = new AnnotatedBeanDefinitionReader(context);
		for (Class<?> configuration : Configurations.getClasses(AutoConfigurations.of(configurations))) {
			reader.registerBean(configuration, configuration.getName());
		}
		ConfigurationClassPostProcessor processor = new ConfigurationClassPostProcessor();
		processor.setEnvironment(context.getEnvironment());
		processor.setResourceLoader(context);
		processor.setBeanClassLoader(loader);
		processor.postProcessBeanDefinitionRegistry(context.getDefaultListableBeanFactory());
		return context;
	}

	private static void collect(Class<?> configuration, TreeSet<String> conditions) {
		String name = configuration.getName().substring(PACKAGE.length()).replace('$', '.');
		conditions(configuration).forEach((condition) -> conditions.add(name + " " + condition));
		for (Method method : configuration.getDeclaredMethods()) {
			if (method.isAnnotationPresent(Bean.class)) {
				conditions(method)
					.map((condition) -> condition.endsWith("()")
							? condition.replace("()", "(" + method.getReturnType().getSimpleName() + ")") : condition)
					.forEach((condition) -> conditions.add(name + "." + method.getName() + " " + condition));
			}
		}
		Import imported = configuration.getAnnotation(Import.class);
		Stream
			.concat(Arrays.stream(configuration.getDeclaredClasses()),
					Arrays.stream((imported != null) ? imported.value() : new Class<?>[0]))
			.filter((nested) -> nested.isAnnotationPresent(Configuration.class))
			.forEach((nested) -> collect(nested, conditions));
	}

	/** Each value of its own, since each needs a test. */
	private static Stream<String> conditions(AnnotatedElement element) {
		return MergedAnnotations.from(element)
			.stream()
			.filter((annotation) -> annotation.getDistance() == 0)
			.filter((annotation) -> annotation.getType().equals(Conditional.class)
					|| MergedAnnotations.from(annotation.getType()).isPresent(Conditional.class))
			.flatMap((annotation) -> values(annotation)
				.map((value) -> "@" + annotation.getType().getSimpleName() + "(" + value + ")"));
	}

	private static Stream<String> values(MergedAnnotation<?> annotation) {
		List<String> values = new ArrayList<>();
		for (String attribute : List.of("value", "name", "type")) {
			Object value = annotation.getValue(attribute).orElse(null);
			if (value instanceof Object[] several) {
				Arrays.stream(several).map(ConditionsTests::text).forEach(values::add);
			}
			else if (value != null && !value.toString().isEmpty()) {
				values.add(text(value));
			}
		}
		return values.isEmpty() ? Stream.of("") : values.stream().distinct();
	}

	private static String text(Object value) {
		return (value instanceof Class<?> type) ? type.getSimpleName() : value.toString();
	}

	/** The tests by their condition. */
	private static Map<String, String> listed() throws IOException {
		Map<String, String> listed = new TreeMap<>();
		try (InputStream file = ConditionsTests.class.getResourceAsStream("conditions.txt")) {
			new String(file.readAllBytes(), StandardCharsets.UTF_8).lines()
				.filter((line) -> !line.isBlank() && !line.startsWith("#"))
				.map((line) -> line.split(" : "))
				.forEach((row) -> assertThat(listed.put(row[0].strip(), row[1].strip())).isNull());
		}
		return listed;
	}

	private static List<String> tests(String name) {
		try {
			return Arrays.stream(Class.forName(PACKAGE + name).getDeclaredMethods())
				.filter((method) -> method.isAnnotationPresent(Test.class)
						|| method.isAnnotationPresent(ParameterizedTest.class))
				.map(Method::getName)
				.toList();
		}
		catch (ClassNotFoundException ex) {
			return List.of();
		}
	}

}
