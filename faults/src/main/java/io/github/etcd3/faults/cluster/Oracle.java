/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.github.etcd3.process.EtcdProcessCluster;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Is told all changes of all keys by {@code etcdctl watch} from the first revision on,
 * and passes them on. It insists on each revision.
 */
public final class Oracle implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Oracle.class);

	private static final int LONGEST_VALUE = 4096;

	private static final long PAUSE_MILLIS = 200;

	private final EtcdProcessCluster cluster;

	private final Listener listener;

	private final Object monitor = new Object();

	// Revision 1 is that of an empty store.
	private long revision = 1;

	private int beginnings;

	private @Nullable Process watch;

	private @Nullable String broken;

	private boolean closed;

	private Oracle(EtcdProcessCluster cluster, Listener listener) {
		this.cluster = cluster;
		this.listener = listener;
	}

	/**
	 * Begins to watch.
	 * @param cluster asked directly
	 * @param listener told each change, by one thread
	 * @return the oracle
	 */
	public static Oracle start(EtcdProcessCluster cluster, Listener listener) {
		Oracle oracle = new Oracle(cluster, listener);
		Thread thread = new Thread(oracle::watch, "faults-oracle");
		thread.setDaemon(true);
		thread.start();
		return oracle;
	}

	// etcdctl gives up where its member has no leader: another goes on behind what was
	// told, and a gap or a repetition would be noticed.
	private void watch() {
		try {
			Process process = begin();
			while (process != null) {
				read(process);
				process.destroyForcibly();
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
				process = begin();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			breakOff("interrupted");
		}
		catch (RuntimeException ex) {
			// Whatever it is: without a word the run would go on and prove nothing.
			breakOff(ex.toString());
		}
	}

	private @Nullable Process begin() {
		synchronized (this.monitor) {
			if (this.closed) {
				return null;
			}
			this.beginnings++;
			this.watch = this.cluster.startEtcdctl("watch", "", "--prefix", "--rev=" + (this.revision + 1), "-w",
					"json", "--keepalive-time=10s", "--keepalive-timeout=2s");
			return this.watch;
		}
	}

	private void read(Process process) {
		try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
			String line = lines.readLine();
			while (line != null && answer(JsonMapper.shared().readTree(line))) {
				line = lines.readLine();
			}
		}
		catch (IOException | JacksonException ex) {
			// Half a line, if it was killed.
			logger.debug("etcdctl has ended", ex);
		}
	}

	private boolean answer(JsonNode answer) {
		if (answer.path("CompactRevision").longValue(0) != 0) {
			throw new IllegalStateException("What was not told yet is compacted: " + answer);
		}
		long told = revision();
		for (JsonNode event : answer.path("Events")) {
			JsonNode entry = event.path("kv");
			long modified = entry.path("mod_revision").longValue(0);
			// Several changes of one transaction have one revision.
			if (modified != told && modified != told + 1) {
				throw new IllegalStateException("Revision " + modified + " comes behind " + told);
			}
			told = modified;
			this.listener.changed(change(event.path("type").intValue(0) == 1, entry));
		}
		synchronized (this.monitor) {
			this.revision = told;
			this.monitor.notifyAll();
		}
		return !answer.path("Canceled").asBoolean(false);
	}

	private static Change change(boolean deleted, JsonNode entry) {
		return new Change(deleted, text(entry.path("key")), entry.path("mod_revision").longValue(0),
				entry.path("create_revision").longValue(0), entry.path("version").longValue(0),
				entry.path("lease").longValue(0), text(entry.path("value")));
	}

	private static String text(JsonNode base64) {
		byte[] bytes = Base64.getDecoder().decode(base64.asString(""));
		return (bytes.length <= LONGEST_VALUE) ? new String(bytes, StandardCharsets.UTF_8)
				: "(" + bytes.length + " bytes)";
	}

	private void breakOff(String reason) {
		synchronized (this.monitor) {
			if (this.closed) {
				return;
			}
			this.broken = reason;
			this.monitor.notifyAll();
		}
		this.listener.broken(reason);
	}

	/**
	 * The last revision whose changes the listener was told.
	 * @return 1 before the first change
	 */
	public long revision() {
		synchronized (this.monitor) {
			return this.revision;
		}
	}

	/**
	 * Why it tells nothing any more.
	 * @return the reason, or nothing if all is well
	 */
	public Optional<String> broken() {
		synchronized (this.monitor) {
			return Optional.ofNullable(this.broken);
		}
	}

	/**
	 * Waits until the changes of a revision were told.
	 * @param awaited the revision
	 * @param timeout how long at most
	 * @return whether they were
	 * @throws InterruptedException if the thread is interrupted
	 */
	public boolean await(long awaited, Duration timeout) throws InterruptedException {
		long start = System.nanoTime();
		synchronized (this.monitor) {
			while (this.revision < awaited && this.broken == null) {
				long left = timeout.toNanos() - (System.nanoTime() - start);
				if (left <= 0) {
					return false;
				}
				TimeUnit.NANOSECONDS.timedWait(this.monitor, left);
			}
			return this.revision >= awaited;
		}
	}

	/**
	 * How often it began to watch, where the one before had stopped.
	 * @return 1 if nothing ever stopped
	 */
	int beginnings() {
		synchronized (this.monitor) {
			return this.beginnings;
		}
	}

	@Override
	public void close() {
		synchronized (this.monitor) {
			this.closed = true;
			if (this.watch != null) {
				this.watch.destroyForcibly();
			}
		}
	}

	/**
	 * Is told by an oracle, on its thread.
	 */
	public interface Listener {

		/**
		 * A key was written or deleted.
		 * @param change the next change
		 */
		void changed(Change change);

		/**
		 * Nothing more will be told: the run proves nothing.
		 * @param reason why
		 */
		void broken(String reason);

	}

	/**
	 * One change of one key.
	 *
	 * @param deleted whether it was deleted; only key and revision count then
	 * @param key the key
	 * @param revision the revision of the change
	 * @param created the revision at which the key was created
	 * @param version how many times it was written since
	 * @param lease its lease, or 0
	 * @param value its value; of a long one only the length
	 */
	public record Change(boolean deleted, String key, long revision, long created, long version, long lease,
			String value) {

	}

}
