/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.Arrays;
import java.util.List;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

/**
 * The versions of one key, oldest first. A tombstone ends a life of the key; a put after
 * it begins the next.
 */
final class KeyHistory {

	private static final Version[] NONE = {};

	private final ByteString key;

	private Version[] versions = NONE;

	private int size;

	/**
	 * The tombstone behind which a compaction of etcd's own loses the revision's puts.
	 */
	private @Nullable Version lastKept;

	KeyHistory(ByteString key) {
		this.key = key;
	}

	ByteString key() {
		return this.key;
	}

	boolean isEmpty() {
		return this.size == 0;
	}

	int size() {
		return this.size;
	}

	Version get(int index) {
		return this.versions[index];
	}

	/**
	 * The newest version of a key that has one.
	 * @return the version
	 */
	Version latest() {
		return this.versions[this.size - 1];
	}

	void add(Version version) {
		if (this.size == this.versions.length) {
			this.versions = Arrays.copyOf(this.versions,
					(this.size < 2) ? this.size + 1 : this.size + (this.size >> 1));
		}
		this.versions[this.size++] = version;
	}

	/**
	 * The version that holds at a revision.
	 * @param revision the main revision
	 * @return the newest version up to it, maybe a tombstone, or {@code null} if there is
	 * none
	 */
	@Nullable Version floor(long revision) {
		int index = firstAfter(revision) - 1;
		return (index < 0) ? null : this.versions[index];
	}

	/**
	 * The key-value that a reader sees at a revision.
	 * @param revision the main revision
	 * @return the put that holds there, or {@code null} if the key is not there
	 */
	@Nullable Version live(long revision) {
		Version version = floor(revision);
		return (version == null || version.isTombstone()) ? null : version;
	}

	/**
	 * The version that a compaction keeps. If the key was deleted and put again in that
	 * very revision, etcd thinks of the tombstone and not of the put.
	 * @param revision the compacted revision
	 * @return a put, the tombstone of that very revision, or {@code null} if none is kept
	 */
	@Nullable Version kept(long revision) {
		int index = firstAfter(revision) - 1;
		Version kept = (index < 0) ? null : this.versions[index];
		for (; index >= 0 && this.versions[index].main() == revision; index--) {
			kept = this.versions[index].isTombstone() ? this.versions[index] : kept;
		}
		return (kept != null && kept.isTombstone() && kept.main() < revision) ? null : kept;
	}

	/**
	 * Whether etcd's own compaction has lost a version: a put, in the compacted revision,
	 * of a key that this very revision had deleted. etcd dies when it reads the key; here
	 * the version stays, but the hash and watches of the past are without it.
	 * @param version a version of this key
	 * @return whether it is in the index of etcd, but not in its database
	 */
	boolean isLost(Version version) {
		return this.lastKept != null && version.main() == this.lastKept.main() && version.sub() > this.lastKept.sub();
	}

	/**
	 * Whether a version is still here.
	 * @param version a version of this key
	 * @return {@code false} once a compaction took it
	 */
	boolean has(Version version) {
		int index = firstAfter(version.main()) - 1;
		while (index >= 0 && this.versions[index].main() == version.main()) {
			if (this.versions[index--] == version) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Where the versions after a revision begin.
	 * @param revision the main revision
	 * @return the index of the first version after it; the size if there is none
	 */
	int firstAfter(long revision) {
		int low = 0;
		int high = this.size;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (this.versions[middle].main() <= revision) {
				low = middle + 1;
			}
			else {
				high = middle;
			}
		}
		return low;
	}

	/**
	 * The versions from a revision on.
	 * @param revision the main revision
	 * @return a view of them, oldest first
	 */
	List<Version> since(long revision) {
		return Arrays.asList(this.versions).subList(firstAfter(revision - 1), this.size);
	}

	/**
	 * Forgets the versions that no reader from a revision on sees. The tombstone of that
	 * very revision stays, as etcd keeps it from 3.5.16 on: a watch from there must hear
	 * of it.
	 * @param revision the compacted revision
	 */
	void compact(long revision) {
		int first = firstAfter(revision) - 1;
		if (first < 0) {
			return;
		}
		Version kept = kept(revision);
		if (kept == null) {
			first++;
		}
		else {
			while (this.versions[first] != kept) {
				this.lastKept = kept;
				first--;
			}
		}
		if (first > 0) {
			this.versions = Arrays.copyOfRange(this.versions, first, this.size);
			this.size -= first;
		}
	}

}
