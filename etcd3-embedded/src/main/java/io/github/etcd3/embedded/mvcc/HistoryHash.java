/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32C;

import com.google.protobuf.CodedOutputStream;
import io.etcd.jetcd.api.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * etcd's hash over the history ({@code mvcc/hash.go}): the CRC-32C of the name of the
 * bucket, and of revision and key-value of each version in their order, as they would lie
 * in the database. All of etcd's special cases are here, or the hash would differ.
 */
final class HistoryHash {

	private static final int REMEMBERED = 10;

	private static final byte[] BUCKET = "key".getBytes(StandardCharsets.US_ASCII);

	private static final int REVISION_BYTES = Long.BYTES + 1 + Long.BYTES;

	private final RevisionLog log;

	private final List<Compacted> remembered = new ArrayList<>();

	HistoryHash(RevisionLog log) {
		this.log = log;
	}

	/**
	 * The hash that was made when a revision was compacted: etcd answers it later, too,
	 * even when the revision itself is compacted. It remembers those of the ten highest
	 * revisions.
	 * @param revision the revision
	 * @return what was remembered, or {@code null}
	 */
	@Nullable Compacted remembered(long revision) {
		for (Compacted compacted : this.remembered) {
			if (compacted.revision() == revision) {
				return compacted;
			}
		}
		return null;
	}

	/**
	 * Makes the hash of a compaction, to be called before the history is forgotten.
	 * @param previous the compacted revision before
	 * @param revision the revision to compact
	 */
	void compacting(long previous, long revision) {
		boolean keeps = keeps(revision, true);
		this.remembered.add(new Compacted(revision, previous, hash(previous, revision, keeps)));
		this.remembered.sort(Comparator.comparingLong(Compacted::revision));
		if (this.remembered.size() > REMEMBERED) {
			this.remembered.remove(0);
		}
	}

	/**
	 * The hash of the history.
	 * @param compacted the compacted revision
	 * @param revision the last revision to look at
	 * @return the hash
	 */
	int hash(long compacted, long revision) {
		return hash(compacted, revision, keeps(revision, false));
	}

	private int hash(long compacted, long revision, boolean keeps) {
		Bytes bytes = new Bytes();
		int end = this.log.from(revision + 1);
		for (int i = 0; i < end; i++) {
			Version version = this.log.get(i);
			if (version.main() <= compacted && keeps && version.history().kept(revision) != version) {
				continue;
			}
			if (version.history().isLost(version) || (version.main() == compacted && version.isTombstone())) {
				continue;
			}
			bytes.add(version);
		}
		return bytes.hash();
	}

	/**
	 * Whether a compaction at a revision would keep anything: if not, etcd takes it for
	 * no compaction at all, and hashes what is left of the last one.
	 */
	private boolean keeps(long revision, boolean tombstones) {
		int end = this.log.from(revision + 1);
		for (int i = end - 1; i >= 0; i--) {
			Version version = this.log.get(i);
			if (version.history().kept(revision) == version && (tombstones || !version.isTombstone())) {
				return true;
			}
		}
		return false;
	}

	/**
	 * A hash made at a compaction.
	 *
	 * @param revision the compacted revision
	 * @param previous the compacted revision before
	 * @param hash the hash
	 */
	record Compacted(long revision, long previous, int hash) {
	}

	/**
	 * Turns versions into bytes, through one array.
	 */
	private static final class Bytes {

		private final CRC32C crc = new CRC32C();

		private byte[] array = new byte[1024];

		Bytes() {
			this.crc.update(BUCKET);
		}

		void add(Version version) {
			KeyValue kv = version.kv();
			if (version.isTombstone()) {
				kv = KeyValue.newBuilder().setKey(kv.getKey()).build();
			}
			int head = REVISION_BYTES + (version.isTombstone() ? 1 : 0);
			int size = head + kv.getSerializedSize();
			if (this.array.length < size) {
				this.array = new byte[size * 2];
			}
			ByteBuffer revision = ByteBuffer.wrap(this.array);
			revision.putLong(version.main()).put((byte) '_').putLong(version.sub());
			if (version.isTombstone()) {
				revision.put((byte) 't');
			}
			try {
				kv.writeTo(CodedOutputStream.newInstance(this.array, head, size - head));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.crc.update(this.array, 0, size);
		}

		int hash() {
			return (int) this.crc.getValue();
		}

	}

}
