/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdInterruptedException;
import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.contention.EtcdContention;
import io.github.etcd3.spring.contention.Holding;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.PrefixWatch;
import io.github.etcd3.spring.watch.PrefixWatchListener;

/**
 * The queue in etcd: a key a candidate below the election's key, as etcd's own
 * {@code concurrency} package for Go has it; the oldest leads.
 */
final class EtcdBallot implements Ballot {

	private static final Logger logger = LoggerFactory.getLogger(EtcdBallot.class);

	/** As good as for ever; a candidate that comes to its end queues again. */
	private static final Duration FOR_EVER = Duration.ofDays(365);

	private final EtcdCalls calls;

	private final EtcdSession session;

	private final EtcdContention contention;

	private final LeaderElectionSettings settings;

	private final String prefix;

	EtcdBallot(EtcdCalls calls, EtcdSession session, EtcdContention contention, LeaderElectionSettings settings) {
		this.calls = calls;
		this.session = session;
		this.contention = contention;
		this.settings = settings;
		this.prefix = settings.key() + "/";
	}

	@Override
	public Mandate win() throws InterruptedException {
		requireSession();
		Optional<Holding> holding;
		do {
			holding = acquire();
		}
		while (holding.isEmpty());
		return new HeldMandate(holding.get());
	}

	private Optional<Holding> acquire() throws InterruptedException {
		try {
			return this.contention.acquire(this.settings.key(), this.settings.candidateId(), FOR_EVER);
		}
		catch (InterruptedException ex) {
			// Its key goes in the background, while whoever withdrew it waits for that.
			if (!this.contention.awaitSettled(this.settings.key(), this.calls.requestTimeout().multipliedBy(2))) {
				logger.warn(
						"The key of candidate '{}' below '{}' may still be in etcd: it goes as soon as etcd "
								+ "answers, or with the session's lease",
						EtcdCall.shown(this.settings.candidateId()), EtcdCall.shown(this.settings.key()));
			}
			throw ex;
		}
	}

	/**
	 * The queue bears with an etcd that is away, and says nothing. Where there is none to
	 * begin with, the election is to hear of it.
	 */
	private void requireSession() throws InterruptedException {
		try {
			this.session.lease();
		}
		catch (EtcdInterruptedException ex) {
			Thread.interrupted();
			throw new InterruptedException(ex.getMessage());
		}
	}

	@Override
	public Optional<Front> front() {
		GetOption oldest = GetOption.builder()
			.isPrefix(true)
			.withSortField(GetOption.SortTarget.CREATE)
			.withSortOrder(GetOption.SortOrder.ASCEND)
			.withLimit(1)
			.build();
		List<KeyValue> found = this.calls
			.await(EtcdCall.read("get", this.prefix), this.calls.client().getKVClient().get(bytes(this.prefix), oldest))
			.getKvs();
		return found.stream().findFirst().map(this::front);
	}

	private Front front(KeyValue entry) {
		String key = entry.getKey().toString(StandardCharsets.UTF_8);
		return new Front(key, entry.getValue().toString(StandardCharsets.UTF_8),
				new FencingToken(entry.getCreateRevision()), isOwn(key));
	}

	/** A valid lease is at hand, so that this does not wait for etcd. */
	private boolean isOwn(String key) {
		return this.session.isValid() && key.equals(this.prefix + this.session.lease().hexId());
	}

	@Override
	public Watching watch(Changes changes) {
		PrefixWatch watch = new PrefixWatch(this.calls, this.prefix, new PrefixWatchListener() {

			@Override
			public void event(String key, boolean deleted, long modRevision) {
				changes.changed(key, deleted);
			}

			@Override
			public void resynced() {
				changes.resynced();
			}

		});
		return watch::close;
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	private record HeldMandate(Holding holding) implements Mandate {

		@Override
		public String key() {
			return this.holding.key();
		}

		@Override
		public FencingToken token() {
			return this.holding.token();
		}

		@Override
		public boolean isHeld() {
			return this.holding.isHeld();
		}

		@Override
		public boolean isSessionValid() {
			return this.holding.lease().isValid();
		}

		@Override
		public void onLost(Runnable listener) {
			this.holding.onLost(listener);
		}

		@Override
		public void release() {
			this.holding.release();
		}

	}

}
