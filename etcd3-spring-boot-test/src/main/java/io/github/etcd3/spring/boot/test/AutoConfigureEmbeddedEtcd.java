/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.etcd3.embedded.EmbeddedEtcd;

/**
 * Gives a test's application context an etcd inside the JVM, in place of the one that the
 * application is configured to use, with its user and its TLS. The test can inject the
 * {@link EmbeddedEtcd} and have it fail; each fault is healed after the test method. A
 * server that the application itself has as a bean is replaced too, and contexts of a
 * hierarchy have one server together.
 * <p>
 * The address is known as {@code etcd.endpoints} before configuration files are read,
 * whatever these say.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface AutoConfigureEmbeddedEtcd {

	/**
	 * Which etcd is replaced.
	 * @return by default, each one that the test itself doesn't bring along
	 */
	Replace replace() default Replace.NON_TEST;

	/**
	 * Whether all contexts of this JVM that say so share one server, which lives as long
	 * as the JVM. Their applications meet there, and elect one leader together, if they
	 * run at the same time: in tests that run in parallel, or where
	 * {@code spring.test.context.cache.pause=never} keeps contexts running that are only
	 * cached.
	 * @return {@code false} for a server that the context has for itself, and which is
	 * closed with it
	 */
	boolean shared() default false;

	/**
	 * Whether all keys are deleted before each test method, but those on a lease: locks,
	 * leadership and ephemeral keys of running applications. Tests that run in parallel
	 * must not share a server that is cleared.
	 * @return {@code false} to keep what the application wrote while it started, and what
	 * earlier tests left behind
	 */
	boolean clear() default true;

	/**
	 * Which etcd is replaced.
	 */
	enum Replace {

		/**
		 * Any but one that the test brings along: by a container with
		 * {@code @ServiceConnection}, by {@code @DynamicPropertySource} or by a property
		 * of its own, as in {@code @SpringBootTest} and {@code @TestPropertySource}.
		 */
		NON_TEST,

		/**
		 * None: the test uses the application's own etcd.
		 */
		NONE

	}

}
