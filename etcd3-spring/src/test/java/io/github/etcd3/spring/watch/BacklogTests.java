/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

import io.etcd.jetcd.watch.WatchEvent;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What waits for the listener of a watch.
 */
class BacklogTests {

	private static final EtcdException BROKEN = new EtcdException("broken", EtcdCall.read("watch", "a/"), null);

	private final Queue<Runnable> threads = new ArrayDeque<>();

	private final List<String> told = new ArrayList<>();

	private long now;

	private RuntimeException thrown;

	private final Backlog backlog = new Backlog("a/", new RangeListener() {

		@Override
		public void changed(List<WatchEvent> events, long revision) {
			BacklogTests.this.told.add(events.size() + " up to " + revision);
			if (BacklogTests.this.thrown != null) {
				throw BacklogTests.this.thrown;
			}
		}

		@Override
		public void reset(RangeState state) {
			BacklogTests.this.told.add("reset to " + state.revision());
		}

		@Override
		public void failed(EtcdException failure) {
			BacklogTests.this.told.add("failed");
		}

	}, 10, new SerialExecutor(this.threads::add), () -> this.now, new Backlog.Owner() {

		@Override
		public void room() {
			BacklogTests.this.told.add("room");
		}

		@Override
		public void missed() {
			BacklogTests.this.told.add("missed");
		}

	});

	@Test
	void is_full_until_half_of_it_is_free_again() {
		assertThat(changed(6, 1)).isTrue();
		assertThat(changed(6, 2)).isFalse();
		assertThat(this.backlog.pending()).isEqualTo(12);

		this.threads.remove().run();

		assertThat(this.told).containsExactly("6 up to 1", "6 up to 2", "room");
		assertThat(this.backlog.pending()).isZero();
		assertThat(changed(1, 3)).isTrue();
	}

	@Test
	void has_room_in_the_midst_of_a_message_whose_events_are_told_one_by_one() {
		changed(12, 1);
		this.backlog.done(6);
		assertThat(this.told).isEmpty();
		this.backlog.done(1);

		assertThat(this.told).containsExactly("room");
		assertThat(this.backlog.pending()).isEqualTo(5);
	}

	@Test
	void tells_how_long_the_oldest_waits() {
		assertThat(this.backlog.lag()).isZero();
		changed(1, 1);
		this.now = Duration.ofSeconds(2).toNanos();
		changed(1, 2);
		assertThat(this.backlog.lag()).isEqualTo(Duration.ofSeconds(2));
		assertThat(this.backlog.isEmpty()).isFalse();

		this.threads.remove().run();

		assertThat(this.backlog.lag()).isZero();
		assertThat(this.backlog.isEmpty()).isTrue();
	}

	@Test
	void tells_a_failure_again_only_after_a_success() {
		this.backlog.failed(BROKEN);
		this.backlog.failed(BROKEN);
		this.backlog.reset(new RangeState(7, List.of()));
		this.backlog.succeeded();
		this.backlog.failed(BROKEN);

		this.threads.remove().run();

		assertThat(this.told).containsExactly("failed", "reset to 7", "failed");
	}

	@Test
	void says_so_where_the_listener_throws() {
		this.thrown = new IllegalStateException("test");
		changed(1, 1);
		changed(1, 2);

		this.threads.remove().run();

		assertThat(this.told).containsExactly("1 up to 1", "missed", "1 up to 2", "missed");
		assertThat(this.backlog.pending()).isZero();
	}

	@Test
	void tells_nothing_once_it_is_closed() {
		changed(1, 1);
		this.backlog.close();

		this.threads.remove().run();

		assertThat(this.told).isEmpty();
	}

	private boolean changed(int events, long revision) {
		return this.backlog.changed(Collections.nCopies(events, null), revision);
	}

}
