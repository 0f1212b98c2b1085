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

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of what an application does with etcd, and of nothing else: the client, the
 * templates, locks and elections are there, by the application's own properties, and none
 * of its components but those that the test includes or imports. It runs on an etcd
 * inside the JVM, whose keys are deleted before each test method; an
 * {@link AutoConfigureEmbeddedEtcd @AutoConfigureEmbeddedEtcd} on the test says
 * otherwise.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@BootstrapWith(EtcdTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(EtcdTypeExcludeFilter.class)
@AutoConfigureEmbeddedEtcd
@ImportAutoConfiguration
public @interface EtcdTest {

	/**
	 * Properties to add to the environment.
	 * @return in the form {@code key=value}
	 */
	String[] properties() default {};

	/**
	 * Whether to leave out the components that {@link SpringBootApplication} finds.
	 * @return {@code false} to have them all
	 */
	boolean useDefaultFilters() default true;

	/**
	 * Which components to have though they would be left out.
	 * @return filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * Which components to leave out though they would be had.
	 * @return filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations to leave out.
	 * @return their classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
