/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * The etcd inside the JVM, where it is needed before there are beans: it becomes the one
 * that the application has.
 */
public final class BootstrapEtcd {

	private static final String NAME = "io.github.etcd3.spring.boot.autoconfigure.bootstrapEtcd";

	private final EmbeddedEtcd etcd;

	private BootstrapEtcd(EmbeddedEtcd etcd) {
		this.etcd = etcd;
	}

	/**
	 * Starts it, and hands it over to the application.
	 * @param properties say on which port
	 * @param bootstrap the time before there are beans
	 * @return how to connect
	 */
	public static EtcdConnectionDetails start(EtcdProperties properties, ConfigurableBootstrapContext bootstrap) {
		EmbeddedEtcd etcd = EtcdEmbeddedAutoConfiguration.start(properties.embedded().port());
		bootstrap.addCloseListener((event) -> {
			DefaultListableBeanFactory beans = (DefaultListableBeanFactory) event.getApplicationContext()
				.getBeanFactory();
			beans.registerSingleton(NAME, new BootstrapEtcd(etcd));
			beans.registerDisposableBean(NAME, etcd::close);
		});
		return new EmbeddedEtcdConnectionDetails(etcd);
	}

	EmbeddedEtcd etcd() {
		return this.etcd;
	}

}
