/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.aop.support.annotation.AnnotationMatchingPointcut;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.annotation.DistributedLock;

/**
 * Has the methods with {@link DistributedLock} run under their locks: a bean that the
 * auto-configuration of Spring Boot defines; an application without it defines one in a
 * {@code static @Bean} method.
 */
public final class DistributedLockPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private final transient Map<Method, Found> found = new ConcurrentHashMap<>();

	private transient @Nullable ConfigurableListableBeanFactory beanFactory;

	private transient @Nullable DistributedLockInterceptor interceptor;

	private volatile boolean complete;

	/**
	 * Creates the post-processor.
	 */
	public DistributedLockPostProcessor() {
		// The lock is outside of a transaction, and inside of what makes a call
		// asynchronous, whose post-processor comes last.
		setBeforeExistingAdvisors(true);
		setOrder(LOWEST_PRECEDENCE - 1);
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
		this.interceptor = new DistributedLockInterceptor(beanFactory);
		this.advisor = new DefaultPointcutAdvisor(new AnnotationMatchingPointcut(null, DistributedLock.class, true),
				this.interceptor);
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		ConfigurableListableBeanFactory factory = this.beanFactory;
		DistributedLockInterceptor locks = this.interceptor;
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (factory == null || locks == null || !isEligible(type)) {
			return bean;
		}
		Map<Method, DistributedLock> annotated = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<DistributedLock>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, DistributedLock.class));
		annotated.forEach((method, lock) -> {
			LockedMethod locked = LockedMethod.of(factory, beanName, method, lock);
			locks.add(method, locked);
			Found here = new Found(beanName, method, locked.template());
			this.found.put(method, here);
			if (this.complete) {
				here.requireTemplate(locks);
			}
		});
		Object proxy = proxy(bean, beanName, annotated);
		annotated.keySet().forEach((method) -> requireIntercepted(proxy, beanName, method));
		return proxy;
	}

	private Object proxy(Object bean, String beanName, Map<Method, DistributedLock> annotated) {
		try {
			return super.postProcessAfterInitialization(bean, beanName);
		}
		catch (AopConfigException ex) {
			throw new InvalidDistributedLockException(beanName, annotated.keySet().iterator().next(),
					"no proxy can be made of its class",
					"Let the class be neither final nor a record, or call an EtcdLockTemplate instead.", ex);
		}
	}

	private static void requireIntercepted(Object proxy, String beanName, Method method) {
		int modifiers = method.getModifiers();
		String problem = null;
		if (Modifier.isPrivate(modifiers) || Modifier.isStatic(modifiers)) {
			problem = "it is " + (Modifier.isPrivate(modifiers) ? "private" : "static");
		}
		else if (AopUtils.isCglibProxy(proxy) && Modifier.isFinal(modifiers)) {
			problem = "it is final";
		}
		else if (AopUtils.isJdkDynamicProxy(proxy) && !isVisible(method, proxy.getClass())) {
			problem = "no interface of the bean has it, and the bean's proxy has nothing else";
		}
		if (problem != null) {
			throw new InvalidDistributedLockException(beanName, method, problem + ", so that no call of it is seen",
					"Let it be public and not final, and put it into an interface where proxies are made of those.",
					null);
		}
	}

	private static boolean isVisible(Method method, Class<?> proxy) {
		try {
			AopUtils.selectInvocableMethod(method, proxy);
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.complete = true;
		DistributedLockInterceptor locks = this.interceptor;
		if (locks != null) {
			this.found.values().forEach((each) -> each.requireTemplate(locks));
		}
	}

	/**
	 * A method that was found.
	 *
	 * @param beanName its bean
	 * @param method the method
	 * @param template what its annotation says of the template
	 */
	private record Found(String beanName, Method method, String template) {

		void requireTemplate(DistributedLockInterceptor locks) {
			try {
				locks.template(this.template);
			}
			catch (BeansException ex) {
				throw new InvalidDistributedLockException(this.beanName, this.method,
						this.template.isEmpty() ? "there is no single EtcdLockTemplate bean"
								: "there is no EtcdLockTemplate bean '" + EtcdCall.shown(this.template) + "'",
						"Define one, such as by etcd.lock.templates.<name>, or name one that there is.", ex);
			}
		}

	}

}
