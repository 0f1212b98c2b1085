/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.watch;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.etcd.jetcd.options.WatchOption;
import io.etcd.jetcd.watch.WatchEvent;
import io.etcd.jetcd.watch.WatchResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdException;

/**
 * Keeps one stream open: puts another one in the place of one that broke, after a pause,
 * for as long as it takes.
 */
final class StreamKeeper {

	private static final Logger logger = LoggerFactory.getLogger(StreamKeeper.class);

	/** How long a stream may say nothing. */
	private static final Duration CHECK = Duration.ofSeconds(2);

	/** How often that doubles for one that has to look through a long history first. */
	private static final int MAX_PATIENCE = 4;

	private final WatchTarget target;

	private final Supplier<WatchOption> option;

	private final StreamListener listener;

	private final Backoff backoff = new Backoff(() -> ThreadLocalRandom.current().nextDouble());

	private final WatchStream.Owner owner = new Owner();

	private @Nullable WatchStream current;

	/** Counts what was begun, so that a late answer changes nothing. */
	private long attempt;

	private int silences;

	/** The latest revision of which a stream has told an event. */
	private long latest;

	private boolean closed;

	/**
	 * Opens nothing yet.
	 * @param target what to watch
	 * @param option tells how to open each stream; called under the lock that the
	 * listener is called under
	 * @param listener is told what the streams say
	 */
	StreamKeeper(WatchTarget target, Supplier<WatchOption> option, StreamListener listener) {
		this.target = target;
		this.option = option;
		this.listener = listener;
	}

	/** Opens a stream in the background, in the place of any other. */
	void open() {
		WatchStream last;
		long mine;
		synchronized (this) {
			last = detach();
			mine = this.attempt;
		}
		close(last);
		this.target.calls().executor().execute(() -> open(mine));
	}

	private void open(long mine) {
		WatchStream stream;
		WatchOption how;
		synchronized (this) {
			if (this.closed || this.attempt != mine) {
				return;
			}
			stream = new WatchStream(this.target.calls(), CHECK.multipliedBy(1L << this.silences), this.owner);
			this.current = stream;
			how = this.option.get();
		}
		stream.open(this.target.key(), how);
	}

	/** Closes the stream, if there is one. Nothing is told until {@link #open()}. */
	void suspend() {
		WatchStream last;
		synchronized (this) {
			last = detach();
		}
		close(last);
	}

	/** Ends it: no stream is opened any more. */
	void close() {
		synchronized (this) {
			this.closed = true;
		}
		suspend();
	}

	/** Under the lock. */
	private @Nullable WatchStream detach() {
		this.attempt++;
		WatchStream last = this.current;
		this.current = null;
		return last;
	}

	private static void close(@Nullable WatchStream stream) {
		if (stream != null) {
			stream.close();
		}
	}

	/** Opens another stream after a pause, as if this one had broken. */
	void renew(EtcdException failure) {
		WatchStream broken;
		synchronized (this) {
			broken = this.current;
			if (broken != null) {
				replace(failure);
			}
		}
		close(broken);
	}

	/** The pause before something that failed is tried again. */
	synchronized Duration pause(EtcdException failure) {
		return this.backoff.next(failure);
	}

	/** How many attempts in a row have failed. */
	synchronized int failures() {
		return this.backoff.failures();
	}

	/** Under the lock. */
	private void replace(EtcdException failure) {
		detach();
		long mine = this.attempt;
		Duration pause = this.backoff.next(failure);
		logger.debug("The watch on '{}' broke: {}", this.target.name(), failure.getMessage());
		if (this.listener.broken(failure, pause)) {
			delayed(pause).execute(() -> open(mine));
		}
	}

	Executor delayed(Duration pause) {
		return CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS,
				this.target.calls().executor());
	}

	/**
	 * Takes what the streams say.
	 */
	private final class Owner implements WatchStream.Owner {

		@Override
		public void created(WatchStream stream, WatchResponse response) {
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.current == stream) {
					StreamKeeper.this.listener.opened(response.getHeader());
				}
			}
		}

		@Override
		public void lasted(WatchStream stream) {
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.current == stream) {
					StreamKeeper.this.backoff.reset();
				}
			}
		}

		@Override
		public void received(WatchStream stream, WatchResponse response) {
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.current != stream) {
					return;
				}
				StreamKeeper.this.silences = 0;
				takeNews(response.getEvents());
				if (StreamKeeper.this.listener.received(response)) {
					return;
				}
				detach();
			}
			stream.close();
		}

		/** Progress, which a stream that repeats what is known does not prove. */
		private void takeNews(List<WatchEvent> events) {
			long told = events.isEmpty() ? 0 : events.get(events.size() - 1).getKeyValue().getModRevision();
			if (told > StreamKeeper.this.latest) {
				StreamKeeper.this.latest = told;
				StreamKeeper.this.backoff.reset();
			}
		}

		@Override
		public void silent(WatchStream stream) {
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.current != stream) {
					return;
				}
				StreamKeeper.this.silences = Math.min(MAX_PATIENCE, StreamKeeper.this.silences + 1);
				StreamKeeper.this.replace(StreamKeeper.this.target.silent());
			}
			stream.close();
		}

		@Override
		public void ended(WatchStream stream, Throwable cause) {
			boolean unexplained = WatchTarget.isUnexplained(cause);
			long mine;
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.current != stream) {
					return;
				}
				detach();
				mine = StreamKeeper.this.attempt;
			}
			// Later: this may be a thread of jetcd's, under a lock of its.
			StreamKeeper.this.target.calls().executor().execute(() -> {
				if (unexplained) {
					StreamKeeper.this.target.revision()
						.whenComplete((revision, failure) -> replace(mine, (failure != null) ? failure : cause));
				}
				else {
					replace(mine, cause);
				}
			});
			stream.close();
		}

		private void replace(long mine, Throwable cause) {
			EtcdException failure = StreamKeeper.this.target.translate(cause);
			synchronized (StreamKeeper.this) {
				if (StreamKeeper.this.attempt == mine) {
					StreamKeeper.this.replace(failure);
				}
			}
		}

	}

}
