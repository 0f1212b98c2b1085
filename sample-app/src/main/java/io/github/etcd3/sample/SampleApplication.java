/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * The sample. It starts while etcd is down too, and works once etcd is up.
 */
@SpringBootApplication(proxyBeanMethods = false)
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
public class SampleApplication {

	/**
	 * Starts the application.
	 * @param arguments such as {@code --etcd.endpoints=http://127.0.0.1:2379}
	 */
	public static void main(String[] arguments) {
		SpringApplication.run(SampleApplication.class, arguments);
	}

}
