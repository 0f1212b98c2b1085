/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;

/**
 * Puts guards around the methods that have an annotation, and fails the start where one
 * would not be asked.
 *
 * @param <A> the annotation
 */
abstract class GuardingPostProcessor<A extends Annotation> extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton {

	private final transient Class<A> annotation;

	private final transient GuardInterceptor guards = new GuardInterceptor();

	private transient @Nullable ConfigurableListableBeanFactory beans;

	private volatile boolean complete;

	/**
	 * Creates a post-processor.
	 * @param order when: the later is asked first. All of them are outside of a
	 * transaction, and inside of what makes a call asynchronous, which comes last.
	 */
	GuardingPostProcessor(Class<A> annotation, Pointcut pointcut, int order) {
		this.annotation = annotation;
		this.advisor = new DefaultPointcutAdvisor(pointcut, this.guards);
		setBeforeExistingAdvisors(true);
		setOrder(order);
	}

	/** The annotation that is in force for a method. */
	abstract @Nullable A find(Method method);

	/**
	 * What guards a method.
	 * @throws InvalidAnnotatedMethodException if the annotation can't work
	 */
	abstract MethodGuard guard(AnnotatedMethod method, A annotation);

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beans = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		ConfigurableListableBeanFactory factory = this.beans;
		Class<?> type = AopProxyUtils.ultimateTargetClass(bean);
		if (factory == null || !isEligible(type)) {
			return bean;
		}
		Map<Method, A> annotated = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<A>) this::find);
		if (annotated.isEmpty()) {
			return bean;
		}
		annotated.forEach((method, found) -> {
			MethodGuard guard = guard(new AnnotatedMethod(factory, beanName, method, this.annotation), found);
			this.guards.add(method, guard);
			if (this.complete) {
				guard.requireBeans();
			}
		});
		Object proxy = proxy(bean, beanName, annotated);
		annotated.keySet()
			.forEach((method) -> requireIntercepted(proxy,
					new AnnotatedMethod(factory, beanName, method, this.annotation)));
		return proxy;
	}

	private Object proxy(Object bean, String beanName, Map<Method, A> annotated) {
		try {
			return super.postProcessAfterInitialization(bean, beanName);
		}
		catch (AopConfigException ex) {
			throw new InvalidAnnotatedMethodException(this.annotation, beanName, annotated.keySet().iterator().next(),
					"no proxy can be made of its class",
					"Let the class be neither final nor a record, or use the template or the election instead.", ex);
		}
	}

	private static void requireIntercepted(Object proxy, AnnotatedMethod annotated) {
		Method method = annotated.method();
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
			throw annotated.invalid(problem + ", so that no call of it is seen",
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
		this.guards.guards().forEach(MethodGuard::requireBeans);
	}

}
