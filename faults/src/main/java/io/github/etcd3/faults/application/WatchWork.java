/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixSnapshot;
import io.github.etcd3.spring.watch.PrefixView;
import io.github.etcd3.spring.watch.WatchEvent;

import org.springframework.stereotype.Component;

/**
 * Watches the registers of all applications, and keeps a view of them.
 */
@Component
final class WatchWork implements Work, AutoCloseable {

	private static final long EVERY = 1_000;

	private final Recorder recorder;

	private final Pace pace;

	private final PrefixView<String> view;

	private final EtcdWatch watch;

	private final Object beginning = new Object();

	private boolean begun;

	WatchWork(EtcdKvTemplate kv, Recorder recorder, Pace pace) {
		this.recorder = recorder;
		this.pace = pace;
		this.view = kv.view("kv", String.class);
		synchronized (this.beginning) {
			this.watch = kv.watch("kv").errorHandler((event, failure) -> failed(failure)).startInBackground(this::told);
		}
	}

	@Override
	public Workload workload() {
		return Workload.WATCH;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			begun();
			if (this.view.isCurrent()) {
				look();
			}
			this.pace.pause(EVERY);
		};
	}

	/** Nothing is told before this is recorded. */
	private void begun() {
		synchronized (this.beginning) {
			long revision = this.watch.revision();
			if (!this.begun && revision > 0) {
				this.begun = true;
				this.recorder.note(Workload.WATCH, "started", Map.of("revision", Long.toString(revision + 1)));
			}
		}
	}

	private void told(WatchEvent<String> event) {
		begun();
		String revision = Long.toString(event.revision());
		if (event instanceof WatchEvent.Put<String> put) {
			this.recorder.note(Workload.WATCH, "put",
					Map.of("key", "lab/" + put.key(), "revision", revision, "value", put.value()));
		}
		else if (event instanceof WatchEvent.Delete<String> delete) {
			this.recorder.note(Workload.WATCH, "delete", Map.of("key", "lab/" + delete.key(), "revision", revision));
		}
		else {
			this.recorder.note(Workload.WATCH, "resynced", Map.of("revision", revision));
		}
	}

	private void failed(Throwable failure) {
		this.recorder.note(Workload.WATCH, "error", Map.of("text", failure.toString()));
		if (!(failure instanceof EtcdException)) {
			Workers.unexpected(this.recorder, Workload.WATCH, failure);
		}
	}

	private void look() {
		PrefixSnapshot<String> snapshot = this.view.snapshot();
		this.recorder.note(Workload.WATCH, "view", Map.of("revision", Long.toString(snapshot.revision()), "size",
				Integer.toString(snapshot.entries().size()), "digest", digest(snapshot)));
	}

	/** Of a line {@code key=value} for each key, in the order of the keys. */
	private static String digest(PrefixSnapshot<String> snapshot) {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			snapshot.entries()
				.forEach((entry) -> digest
					.update(("lab/" + entry.key() + '=' + entry.value() + '\n').getBytes(StandardCharsets.UTF_8)));
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

	@Override
	public void close() {
		this.watch.close();
		this.view.close();
	}

}
