/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Set;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Behind {@link EtcdServer}. JUnit closes a cluster with the store that holds it: the
 * class's or, for a shared one, the root's.
 */
final class EtcdServerExtension implements BeforeAllCallback, ParameterResolver {

	private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
		.create(EtcdServerExtension.class);

	private static final Duration SHARED_TIMEOUT = Duration.ofSeconds(10);

	private static final Set<Class<?>> TYPES = Set.of(EtcdProcess.class, EtcdProcessCluster.class);

	@Override
	public void beforeAll(ExtensionContext context) throws IllegalAccessException {
		assign(context);
		for (Field field : ReflectionSupport.findFields(context.getRequiredTestClass(), EtcdServerExtension::isOurs,
				HierarchyTraversalMode.TOP_DOWN)) {
			field.trySetAccessible();
			field.set(null, value(field.getType(), context));
		}
	}

	private static boolean isOurs(Field field) {
		return TYPES.contains(field.getType()) && Modifier.isStatic(field.getModifiers())
				&& !Modifier.isFinal(field.getModifiers());
	}

	/** Gives the same again if asked again. */
	private static void assign(ExtensionContext context) {
		AnnotationSupport.findAnnotation(context.getRequiredTestClass(), EtcdServer.class)
			.ifPresent((server) -> context.getStore(NAMESPACE)
				.put(Assigned.class, new Assigned(cluster(server, context))));
	}

	private static EtcdProcessCluster cluster(EtcdServer server, ExtensionContext context) {
		if (server.dedicated()) {
			return context.getStore(NAMESPACE)
				.computeIfAbsent(context.getUniqueId(), (id) -> EtcdProcessCluster.start(server.members(),
						(member) -> member.arguments(server.arguments())), EtcdProcessCluster.class);
		}
		if (server.arguments().length > 0) {
			throw new ExtensionConfigurationException("@EtcdServer of " + context.getRequiredTestClass()
					+ ": a shared server takes no arguments, add dedicated = true");
		}
		EtcdProcessCluster shared = context.getRoot()
			.getStore(NAMESPACE)
			.computeIfAbsent(server.members(), EtcdProcessCluster::start, EtcdProcessCluster.class);
		// Tells at once if an earlier class broke it, which should have had its own.
		shared.awaitHealthy(SHARED_TIMEOUT);
		return shared;
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return TYPES.contains(parameter.getParameter().getType());
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return value(parameter.getParameter().getType(), context);
	}

	private static Object value(Class<?> type, ExtensionContext context) {
		ExtensionContext.Store store = context.getStore(NAMESPACE);
		if (store.get(Assigned.class) == null) {
			// The constructor of an instance for all tests comes before beforeAll.
			assign(context);
		}
		Assigned assigned = store.get(Assigned.class, Assigned.class);
		if (assigned == null) {
			throw new ExtensionConfigurationException("No @EtcdServer on " + context.getRequiredTestClass());
		}
		EtcdProcessCluster cluster = assigned.cluster();
		if (type == EtcdProcessCluster.class) {
			return cluster;
		}
		if (cluster.members().size() != 1) {
			throw new ExtensionConfigurationException(context.getRequiredTestClass() + " has a cluster of "
					+ cluster.members().size() + " members: ask for EtcdProcessCluster, not for EtcdProcess");
		}
		return cluster.member(0);
	}

	/**
	 * Which cluster a class uses; not closed with the class, as the cluster itself would
	 * be.
	 */
	private record Assigned(EtcdProcessCluster cluster) {

	}

}
