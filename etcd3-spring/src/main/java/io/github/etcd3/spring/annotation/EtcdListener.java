/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Calls a bean's method when keys of etcd change, without gaps and in order, as an
 * {@link io.github.etcd3.spring.watch.EtcdWatch} does: from the start of the application
 * on, or from when etcd is there. The application's start neither waits for etcd nor
 * fails without it.
 * <p>
 * <pre class="code">
 * &#064;EtcdListener(prefix = "tasks")
 * void changed(WatchEvent&lt;Task&gt; event) {
 * 	…
 * }
 * </pre>
 *
 * What the method takes says what it is told:
 * <ul>
 * <li>{@link WatchEvent WatchEvent&lt;V&gt;}: everything; {@link WatchEvent.Put},
 * {@link WatchEvent.Delete} or {@link WatchEvent.Resynced}: only that</li>
 * <li>{@link EtcdEntry EtcdEntry&lt;V&gt;}: puts</li>
 * <li>any other type: the values of puts, decoded to this type; with a second parameter
 * {@link EtcdKey @EtcdKey} {@code String} their keys, too</li>
 * <li>nothing: that something has changed</li>
 * </ul>
 * It returns nothing. It may block, which holds back only what comes after: up to a
 * bounded number of events waits here, the others in etcd. What it throws goes to the
 * {@link #errorHandler()}, and the next event comes all the same.
 * <p>
 * The annotation may stand on a method several times, and on annotations of one's own.
 * Placeholders <code>${…}</code> and expressions <code>#{…}</code> are resolved in each
 * text. What can't work fails at startup with an {@link InvalidEtcdListenerException}.
 * Each annotation makes an {@link EtcdListenerContainer}, to be found in the
 * {@link EtcdListenerRegistry}; without Spring Boot, {@link EnableEtcdListeners} looks
 * for the methods. Listeners belong to singleton beans, which are made at startup for
 * their sake though they be lazy.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Repeatable(EtcdListeners.class)
public @interface EtcdListener {

	/**
	 * The name under which the {@link EtcdListenerRegistry} has the container.
	 * @return a name that no other listener has; if not set, the bean's and the method's
	 * name, such as {@code tasks.changed}, and a number behind them from the second one
	 * on ({@code tasks.changed#2})
	 */
	String id() default "";

	/**
	 * The prefix of the keys to watch. It is bounded: {@code nodes} stands for
	 * {@code nodes/}.
	 * @return what to add to the template's prefix, never blank. Neither this nor
	 * {@link #key()} means all keys of the template, which {@link #template()} has to
	 * name then.
	 */
	String prefix() default "";

	/**
	 * The one key to watch, instead of a {@link #prefix()}.
	 * @return the key, relative to the template
	 */
	String key() default "";

	/**
	 * The {@link EtcdKvOperations} to watch through: keys are relative to it, and its
	 * codec decodes the values.
	 * @return the name or a qualifier of the bean; the default one if not set
	 */
	String template() default "";

	/**
	 * The events to tell.
	 * @return kinds of events that the method can take; all of those if not set
	 */
	EtcdEventType[] types() default {};

	/**
	 * What to decode the values to.
	 * @return a type that the method can take; if not set, the one that its parameter
	 * says, or text where that says none ({@code WatchEvent<?>})
	 */
	Class<?> payloadType() default void.class;

	/**
	 * Whether to ask for the keys as they were before.
	 * @return {@code true} to have it in {@link WatchEvent.Put} and
	 * {@link WatchEvent.Delete}
	 */
	boolean previous() default false;

	/**
	 * How many calls may be under way at once. The events of one key are told one at a
	 * time and in order all the same; {@link WatchEvent.Resynced} is told when all before
	 * it were, and before all behind it.
	 * @return a number from 1 to 1000. Together 32 times as many events wait for their
	 * calls, beside those in the watch's own buffer.
	 */
	String concurrency() default "1";

	/**
	 * Whether it starts with the application.
	 * @return {@code false} to start it by the {@link EtcdListenerRegistry}; what happens
	 * before is not told then
	 */
	String autoStartup() default "true";

	/**
	 * The {@link WatchErrorHandler} that is told what the method throws, checked
	 * exceptions too, and what goes wrong with the watch. Several listeners may call it
	 * at the same time, as may the calls of one whose {@link #concurrency()} is above 1.
	 * @return the name or a qualifier of the bean; if not set, the only or primary one,
	 * and a warning in the log where there is none
	 */
	String errorHandler() default "";

}
