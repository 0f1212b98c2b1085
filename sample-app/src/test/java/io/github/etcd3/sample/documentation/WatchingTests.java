/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

import io.github.etcd3.spring.annotation.EtcdListenerRegistry;
import io.github.etcd3.spring.boot.test.EtcdTest;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.kv.WriteResult;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The examples in {@code docs/watching.md}.
 */
@EtcdTest
@Import(TaskReactions.class)
class WatchingTests {

	@Autowired
	private EtcdKvTemplate kv;

	@Test
	void a_watch_tells_what_happens_from_now_on() {
		List<WatchEvent<String>> log = new CopyOnWriteArrayList<>();
		EtcdWatch watch = kv.watch("tasks", (event) -> log.add(event));
		try (watch) {
			this.kv.put("tasks/t-1", new Task("new"));
			this.kv.delete("tasks/t-1");
			await().until(() -> log.size() == 2);
			assertThat(log.get(0)).isInstanceOf(WatchEvent.Put.class);
			assertThat(log.get(1)).isInstanceOf(WatchEvent.Delete.class);
		}
	}

	@Test
	void a_watch_tells_what_happened_from_a_revision_on() {
		List<String> log = new CopyOnWriteArrayList<>();
		long revision = this.kv.put("tasks/t-1", new Task("new")).revision();
		this.kv.delete("tasks/t-1");
		EtcdWatch detailed = kv.watch("tasks").as(Task.class).withPrevious().fromRevision(revision).start((event) -> {
			if (event instanceof WatchEvent.Put<Task> put) {
				log.add(put.key() + " is " + put.value().state());
			}
			else if (event instanceof WatchEvent.Delete<Task> delete) {
				log.add(delete.key() + " is gone");
			}
			else {
				log.add("read on from revision " + event.revision());
			}
		});
		try (detailed) {
			await().untilAsserted(() -> assertThat(log).containsExactly("tasks/t-1 is new", "tasks/t-1 is gone"));
		}
	}

	@Test
	void a_method_listens(@Autowired TaskReactions reactions, @Autowired EtcdListenerRegistry registry) {
		await().until(() -> registry.container("failures").revision() > 0);
		this.kv.put("tasks/t-2", new Task("failed"));
		await().untilAsserted(() -> assertThat(reactions.failed()).containsExactly("tasks/t-2"));
	}

	@Test
	void a_view_shows_what_was_written() {
		this.kv.put("tasks/t-1", new Task("new"));
		PrefixView<Task> tasks = kv.view("tasks", Task.class);
		Optional<Task> task = tasks.get("tasks/t-1");
		try (tasks) {
			assertThat(task).contains(new Task("new"));
			WriteResult written = kv.put("tasks/t-1", new Task("done"));
			boolean seen = tasks.awaitRevision(written.revision(), Duration.ofSeconds(5));
			assertThat(seen).isTrue();
			assertThat(tasks.get("tasks/t-1")).contains(new Task("done"));
		}
	}

}
