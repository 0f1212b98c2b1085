/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.annotation.EtcdListener;
import io.github.etcd3.spring.watch.WatchEvent;

/**
 * Hears of every change of the keys under the prefix of {@code etcd.kv.prefix}, whoever
 * made it, and shows the latest ones.
 */
@RestController
final class Changes {

	private static final int SHOWN = 20;

	private final List<Change> changes = new CopyOnWriteArrayList<>();

	@GetMapping("/changes")
	List<Change> changes() {
		return this.changes;
	}

	@EtcdListener(template = "etcdKvTemplate")
	void changed(WatchEvent<String> event) {
		if (event instanceof WatchEvent.Put<String> put) {
			add(new Change(put.isCreated() ? "created" : "changed", put.key(), put.revision()));
		}
		else if (event instanceof WatchEvent.Delete<String> delete) {
			add(new Change("deleted", delete.key(), delete.revision()));
		}
	}

	/** Events of one listener come one after the other. */
	private void add(Change change) {
		this.changes.add(change);
		if (this.changes.size() > SHOWN) {
			this.changes.remove(0);
		}
	}

	/**
	 * What happened to a key.
	 *
	 * @param change created, changed or deleted
	 * @param key the key
	 * @param revision the revision of the change
	 */
	record Change(String change, String key, long revision) {

	}

}
