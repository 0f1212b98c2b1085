/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.annotation.EtcdListenerRegistry;
import io.github.etcd3.spring.boot.test.example.ExampleApplication;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Listeners in the slice.
 */
@EtcdTest
@ContextConfiguration(classes = ExampleApplication.class)
@Import(EtcdTestListenerTests.TaskListener.class)
class EtcdTestListenerTests {

	@Test
	void a_listener_that_the_test_imports_hears(@Autowired EtcdKvTemplate kv, @Autowired TaskListener listener,
			@Autowired EtcdListenerRegistry registry) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> registry.container("tasks").revision() > 0);

		kv.put("tasks/1", new Task("sweep"));

		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.untilAsserted(() -> assertThat(listener.heard).containsExactly(new Task("sweep")));
	}

	static class TaskListener {

		private final List<Task> heard = new CopyOnWriteArrayList<>();

		@EtcdListener(id = "tasks", prefix = "tasks")
		void changed(Task task) {
			this.heard.add(task);
		}

	}

	record Task(String name) {

	}

}
