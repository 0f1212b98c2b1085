/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.stereotype.Component;

import io.github.etcd3.spring.annotation.EtcdKey;
import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.watch.WatchEvent;

@Component
class TaskReactions {

	private final Set<String> failed = ConcurrentHashMap.newKeySet();

	/** Each new or changed task. */
	@EtcdListener(id = "failures", prefix = "tasks", concurrency = "4")
	void written(Task task, @EtcdKey String key) {
		if (task.state().equals("failed")) {
			this.failed.add(key);
		}
	}

	/** Each task that was deleted. */
	@EtcdListener(prefix = "tasks")
	void deleted(WatchEvent.Delete<Task> event) {
		this.failed.remove(event.key());
	}

	Set<String> failed() {
		return this.failed;
	}

}
