/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test.example;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application that is configured for production.
 */
@SpringBootApplication(proxyBeanMethods = false)
public class ExampleApplication {

}
