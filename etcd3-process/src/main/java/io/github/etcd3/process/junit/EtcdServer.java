/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.EtcdProcessCluster;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a running etcd: as a parameter of a constructor, a test or a
 * lifecycle method, and in each static field that is not final, of type
 * {@link EtcdProcess} (one member only) or {@link EtcdProcessCluster}. Static fields are
 * set before all else, early enough for Spring's {@code @DynamicPropertySource}. A test
 * writes under a prefix of its own, since others share the server.
 * <p>
 * Where there is no etcd, the class is skipped or fails as {@link EnabledIfEtcd} says.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith({ EtcdCondition.class, EtcdServerExtension.class })
public @interface EtcdServer {

	/**
	 * How many members the cluster has.
	 * @return one or three
	 */
	int members() default 1;

	/**
	 * Whether this class has a server for itself, as it must if it stops it, fills it or
	 * sets up users. Else all classes of the JVM share one server of each size.
	 * @return {@code true} for a server from before the first to after the last test of
	 * the class
	 */
	boolean dedicated() default false;

	/**
	 * Arguments for each member's command line, with {@link #dedicated()} only.
	 * @return in the form {@code --name=value}
	 */
	String[] arguments() default {};

}
