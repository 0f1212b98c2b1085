/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.container.ContainerImageMetadata;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.spring.boot.autoconfigure.EtcdConnectionDetails;

/**
 * Puts the server of a test into its context. Contexts that are otherwise alike are one
 * in the cache.
 *
 * @param shared whether it is the server that contexts share
 */
record EmbeddedEtcdContextCustomizer(boolean shared) implements ContextCustomizer {

	private static final Logger logger = LoggerFactory.getLogger(EmbeddedEtcdContextCustomizer.class);

	/** Not a name that an application may have for a server of its own. */
	private static final String SERVER = "embeddedEtcdOfTheTest";

	private static final String DETAILS = "etcdConnectionDetails";

	/**
	 * What a test asks for.
	 * @param testClass the test
	 * @return its annotation, {@code null} if it asks for nothing
	 */
	static @Nullable AutoConfigureEmbeddedEtcd settings(Class<?> testClass) {
		AutoConfigureEmbeddedEtcd settings = TestContextAnnotationUtils.findMergedAnnotation(testClass,
				AutoConfigureEmbeddedEtcd.class);
		return (settings != null && settings.replace() != AutoConfigureEmbeddedEtcd.Replace.NONE) ? settings : null;
	}

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
		ConfigurableEnvironment environment = context.getEnvironment();
		EmbeddedEtcdPropertySource inherited = inherited(context);
		if (inherited != null) {
			inherited.replaceIn(environment);
		}
		EmbeddedEtcdPropertySource started = EmbeddedEtcdPropertySource.find(environment);
		EmbeddedEtcdPropertySource server = (started != null) ? started
				: EmbeddedEtcdPropertySource.addTo(environment, this.shared);
		if (server != null && context.getBeanFactory() instanceof DefaultListableBeanFactory beans) {
			// Destroyed last, and also if the context fails to start or is lazy.
			if (server != inherited) {
				beans.registerSingleton(SERVER, server.getSource());
				beans.registerDisposableBean(SERVER, server::close);
			}
			// It runs once the beans of the configuration are known.
			context.addBeanFactoryPostProcessor((factory) -> replace(beans, environment, server, server == inherited));
		}
	}

	/** A hierarchy of contexts is one application: it has one server, the outermost's. */
	private static @Nullable EmbeddedEtcdPropertySource inherited(ConfigurableApplicationContext context) {
		ApplicationContext parent = context.getParent();
		return (parent != null && parent.containsBean(SERVER)
				&& parent.getEnvironment() instanceof ConfigurableEnvironment environment)
						? EmbeddedEtcdPropertySource.find(environment) : null;
	}

	private static void replace(DefaultListableBeanFactory beans, ConfigurableEnvironment environment,
			EmbeddedEtcdPropertySource server, boolean inherited) {
		List<String> others = definitions(beans, EtcdConnectionDetails.class);
		if (EmbeddedEtcdPropertySource.testHasEndpoints(environment)
				|| others.stream().map(beans::getBeanDefinition).anyMatch(ContainerImageMetadata::isPresent)) {
			logger.info("The test brings its own etcd along: the one inside the JVM is not used");
			EmbeddedEtcdPropertySource.removeFrom(environment);
			if (!inherited) {
				beans.destroySingleton(SERVER);
			}
			return;
		}
		others.forEach(beans::removeBeanDefinition);
		for (String own : definitions(beans, EmbeddedEtcd.class)) {
			beans.removeBeanDefinition(own);
			// Who asks for it by its name gets the one that is used.
			beans.registerAlias(SERVER, own);
		}
		String endpoint = server.endpoint();
		// What the server itself said came before Spring Boot's logging was set up.
		logger.info("The test uses the etcd inside this JVM, at {}", endpoint);
		beans.registerBeanDefinition(DETAILS, new RootBeanDefinition(EtcdConnectionDetails.class,
				() -> (EtcdConnectionDetails) () -> List.of(endpoint)));
	}

	private static List<String> definitions(DefaultListableBeanFactory beans, Class<?> type) {
		return Stream.of(beans.getBeanNamesForType(type, true, false)).filter(beans::containsBeanDefinition).toList();
	}

	/**
	 * The server that a context has from here.
	 * @param environment the context's
	 * @return the server, {@code null} without one
	 */
	static @Nullable EmbeddedEtcd server(ConfigurableEnvironment environment) {
		EmbeddedEtcdPropertySource source = EmbeddedEtcdPropertySource.find(environment);
		return (source != null) ? source.getSource() : null;
	}

}
