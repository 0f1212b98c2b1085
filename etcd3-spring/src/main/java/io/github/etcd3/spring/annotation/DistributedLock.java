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
 * Lets a method run under a lock of an {@code EtcdLockTemplate}: in one thread of all
 * applications at a time.
 *
 * <pre class="code">
 * &#064;DistributedLock("invoice-#{#id}")
 * public void pay(String id) { … }
 *
 * &#064;Scheduled(cron = "0 0 3 * * *")
 * &#064;DistributedLock(name = "nightly", whenLocked = WhenLocked.SKIP, atLeastFor = "1m")
 * public void clean() { … }
 * </pre>
 *
 * It stands on public, protected or package-private methods of beans, on those of their
 * interfaces, or on annotations of one's own, and works where Spring's proxies do: for
 * calls from outside of the bean. A method that no proxy can intercept fails at startup.
 * <p>
 * <strong>Order.</strong> The lock is taken before a transaction begins and released
 * after its commit, and it is taken by the thread that runs an {@code @Async} method.
 * <p>
 * <strong>Results.</strong> A {@code CompletionStage} that a method returns is part of
 * its work: the lock is held until it completes. Publishers, suspending functions and
 * other futures, whose end can't be waited for here, fail at startup.
 * <p>
 * <strong>Parameters</strong> of the type {@code EtcdLock} or {@code FencingToken} for
 * which a caller gives {@code null} are told the lock, or its token.
 * <p>
 * <strong>Errors.</strong> A method whose lock was lost while it ran fails with a
 * {@code LockLostException} when it has ended; a nested call for the same lock fails with
 * a {@code NestedLockException}, and one that etcd does not answer with an
 * {@code EtcdException}, without running the method.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface DistributedLock {

	/**
	 * The lock's name.
	 * @return a text with placeholders, and with expressions such as {@code #{#id}} over
	 * the arguments (by name, {@code #a0} or {@code #p0}) and beans ({@code @name});
	 * class and method, as in {@code Invoices.pay}, if empty
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The lock's name.
	 * @return as {@link #value()}
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * The lock template.
	 * @return the name or qualifier of a bean, placeholders allowed; the only or primary
	 * one if empty
	 */
	String template() default "";

	/**
	 * What becomes of a call while somebody else holds the lock.
	 * @return what to do
	 */
	WhenLocked whenLocked() default WhenLocked.WAIT;

	/**
	 * How long to wait for the lock, also before a call is skipped.
	 * @return a duration such as {@code 10s} or {@code PT10S}, placeholders allowed; if
	 * empty that of the template, and none where a call is skipped
	 */
	String waitFor() default "";

	/**
	 * How long the lock is held at most: for work that hangs. It is lost then, although
	 * the method runs on; it fails when it ends.
	 * @return a duration such as {@code 10m} or {@code PT10M}, placeholders allowed; no
	 * limit if empty. The lock of an application that died ends sooner, with its session
	 * ({@code etcd.session.ttl}).
	 */
	String atMostFor() default "";

	/**
	 * How long the lock is held at least, also when the method ends sooner or its
	 * application ends: for work that must not be done again at once by others, whose
	 * clocks are late. The call returns without waiting for it.
	 * @return a duration such as {@code 30s} or {@code PT30S}, placeholders allowed; no
	 * longer than the method runs if empty
	 */
	String atLeastFor() default "";

}
