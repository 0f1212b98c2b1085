/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;

/**
 * Registers a bean for each entry of a map of properties: its name is the entry's with
 * the type's behind, its qualifier the entry's alone. None is a default candidate, so
 * that the bean without a qualifier stays the default one.
 */
abstract class NamedBeansRegistrar implements ImportBeanDefinitionRegistrar {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

	private final Environment environment;

	private final String property;

	private final Class<?> type;

	private final String factoryBean;

	private final @Nullable String reserved;

	/** An entry as a file may have it, in any case and with or without dashes. */
	private final Pattern written;

	/**
	 * Creates a registrar.
	 * @param environment where the properties are
	 * @param property the map, relative to {@code etcd}
	 * @param type the type of the beans
	 * @param factoryBean a bean whose method {@code create} makes each of them by its
	 * name
	 * @param reserved a name that must not be used, {@code null} for none
	 */
	NamedBeansRegistrar(Environment environment, String property, Class<?> type, String factoryBean,
			@Nullable String reserved) {
		this.environment = environment;
		this.property = property;
		this.type = type;
		this.factoryBean = factoryBean;
		this.reserved = reserved;
		this.written = Pattern.compile(
				"etcd\\." + property.replace(".", "\\.").replace("-", "-?")
						+ "(?:\\.?\\[(?<bracketed>[^]]*)]|\\.(?<plain>[^.\\[]*)).*",
				Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
	}

	@Override
	public void registerBeanDefinitions(AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
		rejectWhatSpringBootWouldRename();
		Set<String> names = Binder.get(this.environment)
			.bind("etcd." + this.property, Bindable.mapOf(String.class, Object.class))
			.map(Map::keySet)
			.orElse(Set.of());
		Map<ConfigurationPropertyName, String> seen = new LinkedHashMap<>();
		for (String name : names) {
			if (name.equals(this.reserved)) {
				throw invalid(name, "The bean without a name is the default one, and has its own properties.");
			}
			checkLetters(name);
			// Spring Boot binds both to the values of the first.
			String same = seen.putIfAbsent(ConfigurationPropertyName.adapt(name, '.'), name);
			if (same != null) {
				throw invalid(name, "It is the same name as '" + same + "', since case and dashes do not count.");
			}
			register(name, registry);
		}
	}

	/**
	 * Spring Boot drops what it doesn't know from a name, and with it whole names: 'Foo
	 * Bar' would be 'FooBar', and of 'ü' its own properties would be left as the names.
	 * So this reads what the user wrote.
	 */
	private void rejectWhatSpringBootWouldRename() {
		if (this.environment instanceof ConfigurableEnvironment configurable) {
			configurable.getPropertySources()
				.stream()
				.filter(EnumerablePropertySource.class::isInstance)
				.flatMap((source) -> Stream.of(((EnumerablePropertySource<?>) source).getPropertyNames()))
				.map(this.written::matcher)
				.filter(Matcher::matches)
				.map((entry) -> Objects.requireNonNullElse(entry.group("bracketed"), entry.group("plain")))
				.forEach(this::checkLetters);
		}
	}

	private void checkLetters(String name) {
		if (!NAME.matcher(name).matches()) {
			throw invalid(name,
					"A name has only letters from a to z in either case, digits, '-' and '_', and begins with a letter or digit.");
		}
	}

	private void register(String name, BeanDefinitionRegistry registry) {
		String beanName = name + this.type.getSimpleName();
		if (registry.containsBeanDefinition(beanName)) {
			throw invalid(name,
					"There is a bean '" + beanName + "' already: give the entry or that bean another name.");
		}
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(this.type);
		definition.setFactoryBeanName(this.factoryBean);
		definition.setFactoryMethodName("create");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
		definition.setDefaultCandidate(false);
		registry.registerBeanDefinition(beanName, definition);
	}

	private InvalidEtcdSettingException invalid(String name, String requirement) {
		return new InvalidEtcdSettingException(this.property, name, requirement);
	}

}
