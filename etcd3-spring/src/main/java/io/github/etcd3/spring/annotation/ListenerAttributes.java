/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;

import io.github.etcd3.spring.EtcdCall;

/**
 * Reads the attributes of an {@link EtcdListener}, with their placeholders and
 * expressions resolved.
 */
final class ListenerAttributes {

	private static final int GREATEST_CONCURRENCY = 1000;

	private final EmbeddedValueResolver resolver;

	ListenerAttributes(ConfigurableListableBeanFactory beanFactory) {
		this.resolver = new EmbeddedValueResolver(beanFactory);
	}

	/**
	 * Reads a text.
	 * @return the text, {@code null} if not set
	 */
	@Nullable String text(ListenerSite site, String attribute, String written) {
		if (written.isEmpty()) {
			return null;
		}
		String text = resolve(site, attribute, written);
		if (text.isBlank()) {
			// What a forgotten property leaves must not mean everything.
			throw site.invalid(attribute, text,
					text.equals(written) ? "It is blank: say what is meant, or leave it out."
							: "It is blank: set what '" + EtcdCall.shown(written) + "' refers to.");
		}
		return text;
	}

	int concurrency(ListenerSite site, String written) {
		String text = resolve(site, "concurrency", written);
		try {
			int concurrency = Integer.parseInt(text.trim());
			if (concurrency >= 1 && concurrency <= GREATEST_CONCURRENCY) {
				return concurrency;
			}
		}
		catch (NumberFormatException ex) {
			// Says less than ours.
		}
		throw site.invalid("concurrency", text, "Write a number from 1 to " + GREATEST_CONCURRENCY + ".");
	}

	boolean autoStartup(ListenerSite site, String written) {
		String text = resolve(site, "autoStartup", written).trim();
		if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
			throw site.invalid("autoStartup", text, "Write true or false.");
		}
		return Boolean.parseBoolean(text);
	}

	private String resolve(ListenerSite site, String attribute, String written) {
		try {
			String text = this.resolver.resolveStringValue(written);
			return (text != null) ? text : "";
		}
		catch (IllegalArgumentException | BeansException ex) {
			throw site.invalid(attribute, written,
					"Its placeholders or expressions can't be resolved: set what they "
							+ "refer to, or give a default, as in ${name:default}. "
							+ EtcdCall.shown(String.valueOf(ex.getMessage())),
					ex);
		}
	}

}
