/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class the etcd inside this JVM, as a parameter {@link TestEtcd} of its
 * constructor or of a test. A test writes under a prefix of its own, since others share
 * the server.
 * <p>
 * A subclass with an {@link io.github.etcd3.process.junit.EtcdServer} repeats its tests
 * on a real one, where there is one.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(EmbeddedServerExtension.class)
public @interface EmbeddedServer {

	/**
	 * Whether this class has a server for itself, as it must if it stops it or sets up
	 * users.
	 */
	boolean dedicated() default false;

}
