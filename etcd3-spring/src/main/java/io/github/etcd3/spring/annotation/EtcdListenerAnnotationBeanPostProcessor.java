/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the beans with {@link EtcdListener} methods, and has them registered: once all
 * singletons are there, in the order of their definitions; a bean that is made later,
 * then. Not ordered, so that it sees a bean after those that proxy it.
 */
final class EtcdListenerAnnotationBeanPostProcessor
		implements BeanPostProcessor, BeanFactoryAware, SmartInitializingSingleton {

	private static final Logger logger = LoggerFactory.getLogger(EtcdListenerAnnotationBeanPostProcessor.class);

	private final ListenerMethods methods = new ListenerMethods();

	/** By their names, until all singletons are there. */
	private final Map<String, Object> seen = new LinkedHashMap<>();

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	private @Nullable ListenerRegistrar registrar;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof AopInfrastructureBean || ScopedProxyUtils.isScopedTarget(beanName)
				|| this.methods.of(AopProxyUtils.ultimateTargetClass(bean)).isEmpty()) {
			return bean;
		}
		ListenerRegistrar current;
		synchronized (this.seen) {
			current = this.registrar;
			if (current == null) {
				this.seen.put(beanName, bean);
			}
		}
		if (current != null) {
			current.register(beanName, bean);
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		if (factory == null) {
			throw new IllegalStateException("No bean factory was set");
		}
		ListenerRegistrar all = new ListenerRegistrar(factory, this.methods);
		Map<String, Object> beans = new LinkedHashMap<>();
		// By their names, since a bean may have got a proxy that was not seen; lazy ones
		// are made now: who else would, that they hear something?
		Arrays.stream(factory.getBeanDefinitionNames())
			.filter((name) -> !ScopedProxyUtils.isScopedTarget(name))
			.filter((name) -> hasListeners(factory, all, name))
			.forEach((name) -> beans.put(name, factory.getBean(name)));
		synchronized (this.seen) {
			this.seen.forEach(beans::putIfAbsent);
			this.seen.clear();
			this.registrar = all;
		}
		beans.forEach(all::register);
	}

	private boolean hasListeners(ConfigurableListableBeanFactory factory, ListenerRegistrar all, String beanName) {
		synchronized (this.seen) {
			if (this.seen.containsKey(beanName)) {
				return factory.isSingleton(beanName);
			}
		}
		try {
			if (factory.getMergedBeanDefinition(beanName).isAbstract()) {
				return false;
			}
			String target = ScopedProxyUtils.getTargetBeanName(beanName);
			Class<?> type = factory.getType(factory.containsBeanDefinition(target) ? target : beanName, false);
			if (type == null || this.methods.of(type).isEmpty()) {
				return false;
			}
			all.requireSingleton(beanName, type);
			return true;
		}
		catch (BeansException | IllegalStateException ex) {
			// Whoever uses the bean is told more.
			logger.debug("Can't look for @EtcdListener methods in the bean '{}'", beanName, ex);
			return false;
		}
	}

}
