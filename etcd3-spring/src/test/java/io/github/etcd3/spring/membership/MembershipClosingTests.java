/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvOperations;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is registered while the group is closed.
 */
@EmbeddedServer
class MembershipClosingTests {

	private static final Task NEW = new Task("new", 0);

	private final TestEtcd etcd;

	MembershipClosingTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void nothing_stays_of_what_is_registered_meanwhile() {
		try (MemberApplication one = new MemberApplication(this.etcd, "closing/" + UUID.randomUUID(),
				Duration.ofMinutes(10))) {
			AtomicReference<Runnable> meanwhile = new AtomicReference<>();
			EtcdKvOperations kv = before("transaction", one.kv, meanwhile);
			EtcdMembershipGroup<Task> group = new EtcdMembershipGroup<>("tasks", kv, one.session, Task.class);
			group.register("first", NEW);
			meanwhile.set(() -> IntStream.range(0, 32)
				.forEach((number) -> new Attempt(() -> group.registerInBackground("late-" + number, NEW)).run()));
			group.close();
			assertThat(meanwhile.get()).isNull();
			assertThat(one.keys()).isEmpty();
		}
	}

	/** Runs something once, just before the next call of a method. */
	private static EtcdKvOperations before(String name, EtcdKvOperations kv, AtomicReference<Runnable> first) {
		return (EtcdKvOperations) Proxy.newProxyInstance(EtcdKvOperations.class.getClassLoader(),
				new Class<?>[] { EtcdKvOperations.class }, (proxy, method, arguments) -> {
					Runnable task = method.getName().equals(name) ? first.getAndSet(null) : null;
					if (task != null) {
						task.run();
					}
					try {
						return method.invoke(kv, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getCause();
					}
				});
	}

	/** May be refused. */
	private record Attempt(Runnable task) implements Runnable {

		@Override
		public void run() {
			try {
				this.task.run();
			}
			catch (IllegalStateException ex) {
				assertThat(ex).hasMessageContaining("closed");
			}
		}

	}

}
