/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.util.ReflectionUtils;

import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.Ticker;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.watch.EtcdWatchBuilder;
import io.github.etcd3.spring.watch.WatchErrorHandler;

/**
 * Makes the container of an {@link EtcdListener}, or says why it can't work.
 */
final class ListenerFactory {

	private final ConfigurableListableBeanFactory beanFactory;

	private final ListenerAttributes attributes;

	ListenerFactory(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
		this.attributes = new ListenerAttributes(beanFactory);
	}

	/** The id that the annotation sets, {@code null} for none. */
	@Nullable String id(ListenerSite site, EtcdListener listener) {
		return this.attributes.text(site, "id", listener.id());
	}

	WatchingContainer create(ListenerSite site, EtcdListener listener, Object bean, String id) {
		ListenerSignature signature = ListenerSignature.of(site);
		Set<EtcdEventType> types = types(site, listener, signature.shape());
		EtcdWatchBuilder<?> builder = builder(site, listener, signature, types);
		ListenerMethod method = new ListenerMethod(site, bean, invocable(site, bean), signature,
				errorHandler(site, listener));
		return new WatchingContainer(id, this.attributes.autoStartup(site, listener.autoStartup()),
				this.attributes.concurrency(site, listener.concurrency()), types, method,
				(events, errors) -> builder.errorHandler(errors).startInBackground(events::accept), Ticker.SYSTEM);
	}

	private static Set<EtcdEventType> types(ListenerSite site, EtcdListener listener, ListenerShape shape) {
		if (listener.types().length == 0) {
			return shape.types();
		}
		Set<EtcdEventType> types = EnumSet.copyOf(List.of(listener.types()));
		if (!shape.types().containsAll(types)) {
			throw site.invalid("types", types, "The method can take " + shape.types()
					+ " only: leave the types out, or let it take a WatchEvent.");
		}
		return types;
	}

	private EtcdWatchBuilder<?> builder(ListenerSite site, EtcdListener listener, ListenerSignature signature,
			Set<EtcdEventType> types) {
		EtcdWatchBuilder<?> builder = watch(site, listener)
			.as(ParameterizedTypeReference.forType(signature.valueType(site, listener.payloadType())));
		if (!types.contains(EtcdEventType.DELETE)) {
			builder = builder.putsOnly();
		}
		else if (!types.contains(EtcdEventType.PUT)) {
			builder = builder.deletesOnly();
		}
		if (listener.previous()) {
			if (!signature.shape().hasPrevious()) {
				throw site.invalid("previous", true, "The method can't take what was before: leave it out, or let it "
						+ "take a WatchEvent, WatchEvent.Put or WatchEvent.Delete.");
			}
			builder = builder.withPrevious();
		}
		return builder;
	}

	private EtcdWatchBuilder<String> watch(ListenerSite site, EtcdListener listener) {
		String prefix = this.attributes.text(site, "prefix", listener.prefix());
		String key = this.attributes.text(site, "key", listener.key());
		if (prefix != null && key != null) {
			throw site.invalid("key", key, "Its prefix is set, too: leave one of the two out.");
		}
		String name = this.attributes.text(site, "template", listener.template());
		if (prefix == null && key == null && name == null) {
			throw site.invalidMethod("it does not say what is watched",
					"Set prefix or key, or only template to watch all keys of that template.");
		}
		EtcdKvOperations template = template(site, name);
		try {
			if (key != null) {
				return template.watchKey(key);
			}
			return (prefix != null) ? template.watch(prefix) : template.watch();
		}
		catch (EtcdInvalidArgumentException ex) {
			throw site.invalid((key != null) ? "key" : "prefix", (key != null) ? key : prefix,
					String.valueOf(ex.getMessage()), ex);
		}
	}

	private EtcdKvOperations template(ListenerSite site, @Nullable String name) {
		String bean = (name != null) ? qualified(site, "template", name, EtcdKvOperations.class)
				: defaultTemplate(site);
		// Beans that depend on others are destroyed before them: so are the watches.
		this.beanFactory.registerDependentBean(bean, EtcdListenerConfiguration.REGISTRY);
		return this.beanFactory.getBean(bean, EtcdKvOperations.class);
	}

	private String defaultTemplate(ListenerSite site) {
		try {
			return this.beanFactory.resolveNamedBean(EtcdKvOperations.class).getBeanName();
		}
		catch (NoSuchBeanDefinitionException ex) {
			throw site.invalid("template", "",
					"There is no default EtcdKvOperations bean: " + remedy(EtcdKvOperations.class), ex);
		}
	}

	private @Nullable WatchErrorHandler errorHandler(ListenerSite site, EtcdListener listener) {
		String name = this.attributes.text(site, "errorHandler", listener.errorHandler());
		if (name == null) {
			return this.beanFactory.getBeanProvider(WatchErrorHandler.class).getIfUnique();
		}
		return this.beanFactory.getBean(qualified(site, "errorHandler", name, WatchErrorHandler.class),
				WatchErrorHandler.class);
	}

	/** The bean of a name or else of a qualifier. */
	private String qualified(ListenerSite site, String attribute, String name, Class<?> type) {
		List<String> matches = names(type).stream()
			.filter((candidate) -> BeanFactoryAnnotationUtils.isQualifierMatch(name::equals, candidate,
					this.beanFactory))
			.toList();
		if (matches.contains(name)) {
			return name;
		}
		if (matches.size() != 1) {
			throw site.invalid(attribute, name, (matches.isEmpty() ? "No " : "More than one ") + type.getSimpleName()
					+ " bean has this name or qualifier: " + remedy(type));
		}
		return matches.get(0);
	}

	private String remedy(Class<?> type) {
		List<String> names = names(type);
		return names.isEmpty() ? "define one." : "name one of " + names + ".";
	}

	private List<String> names(Class<?> type) {
		return List.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, type));
	}

	private static Method invocable(ListenerSite site, Object bean) {
		Method method = site.method();
		if (AopUtils.isCglibProxy(bean) && Modifier.isFinal(method.getModifiers())) {
			throw site.invalidMethod("the method is final, so that the bean's proxy can't pass it on",
					"Remove 'final' from it.");
		}
		try {
			Method invocable = AopUtils.selectInvocableMethod(method, bean.getClass());
			ReflectionUtils.makeAccessible(invocable);
			return invocable;
		}
		catch (IllegalStateException ex) {
			throw site.invalidMethod("the bean's proxy does not have the method",
					AopUtils.isJdkDynamicProxy(bean)
							? "Declare it in an interface of the bean, or let the bean be proxied by its class "
									+ "(proxyTargetClass = true)."
							: "Make it at least package-private.");
		}
	}

}
