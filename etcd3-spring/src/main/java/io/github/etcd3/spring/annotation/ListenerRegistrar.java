/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Registers a container for each {@link EtcdListener} of a bean.
 */
final class ListenerRegistrar {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ListenerMethods methods;

	private final ListenerFactory factory;

	private final EtcdListenerRegistry registry;

	ListenerRegistrar(ConfigurableListableBeanFactory beanFactory, ListenerMethods methods) {
		this.beanFactory = beanFactory;
		this.methods = methods;
		this.factory = new ListenerFactory(beanFactory);
		this.registry = beanFactory.getBean(EtcdListenerConfiguration.REGISTRY, EtcdListenerRegistry.class);
	}

	void register(String beanName, Object bean) {
		Class<?> beanType = ClassUtils.getUserClass(AopProxyUtils.ultimateTargetClass(bean));
		requireSingleton(beanName, beanType);
		this.methods.of(beanType).forEach((method, listeners) -> {
			ListenerSite site = new ListenerSite(beanName, beanType, method);
			listeners.forEach((listener) -> register(site, listener, bean));
		});
	}

	private void register(ListenerSite site, EtcdListener listener, Object bean) {
		String id = this.factory.id(site, listener);
		this.registry.add(this.factory.create(site, listener, bean, (id != null) ? id : generate(site)), site);
	}

	private String generate(ListenerSite site) {
		String id = site.beanName() + "." + site.method().getName();
		String free = id;
		for (int number = 2; this.registry.has(free); number++) {
			free = id + "#" + number;
		}
		return free;
	}

	/** Which of several beans would be called can't be known. */
	void requireSingleton(String beanName, Class<?> beanType) {
		if (this.beanFactory.containsBeanDefinition(beanName) && !this.beanFactory.isSingleton(beanName)) {
			throw new ListenerSite(beanName, beanType, this.methods.of(beanType).firstKey()).invalidMethod(
					"the bean's scope is '" + this.beanFactory.getMergedBeanDefinition(beanName).getScope() + "'",
					"Put the method into a singleton bean.");
		}
	}

}
