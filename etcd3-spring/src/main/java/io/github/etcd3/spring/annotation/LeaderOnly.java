/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Lets a method, or all public methods of a class, run only while this application leads
 * an election.
 *
 * <pre class="code">
 * &#064;Scheduled(fixedDelay = 10_000)
 * &#064;LeaderOnly("master")
 * public void assignTasks() { … }
 * </pre>
 *
 * On a class or interface it means the public methods that are declared there or below;
 * an annotation of a method counts before that of its class. It works where Spring's
 * proxies do: for calls from outside of the bean. A method that no proxy can intercept
 * fails at startup.
 * <p>
 * <strong>The end of a term.</strong> Who resigns or stops waits for the methods that
 * run, up to {@code etcd.leader-election.elections.<name>.work-timeout}, before the next
 * candidate may lead; {@link #interrupt()} makes them end soon. A term that is lost ends
 * without waiting: what must not happen twice is written through {@code Leadership.kv()}.
 * A {@code CompletionStage} that a method returns is part of its work until it completes;
 * publishers, suspending functions and other futures, whose end can't be waited for here,
 * fail at startup.
 * <p>
 * <strong>Order.</strong> It is asked before a {@link DistributedLock} is waited for and
 * a transaction begins, on the thread that runs an {@code @Async} method.
 * <p>
 * <strong>Parameters</strong> of the type {@code Leadership} or {@code FencingToken} for
 * which a caller gives {@code null} are told the term, or its token.
 */
@Target({ ElementType.METHOD, ElementType.TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface LeaderOnly {

	/**
	 * The election.
	 * @return its name, as in {@code etcd.leader-election.elections.<name>}, placeholders
	 * allowed; the only one if empty
	 */
	@AliasFor("election")
	String value() default "";

	/**
	 * The election.
	 * @return as {@link #value()}
	 */
	@AliasFor("value")
	String election() default "";

	/**
	 * What becomes of a call while this application does not lead.
	 * @return what to do
	 */
	WhenNotLeader whenNotLeader() default WhenNotLeader.SKIP;

	/**
	 * Whether the thread of a running method is interrupted when the term ends, for
	 * whatever reason. It is interrupted once.
	 * @return {@code true} to interrupt it
	 */
	boolean interrupt() default false;

}
