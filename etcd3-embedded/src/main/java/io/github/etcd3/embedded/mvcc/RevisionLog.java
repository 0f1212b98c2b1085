/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.ArrayList;
import java.util.List;

/**
 * Every version that the history holds, in the order of the revisions.
 */
final class RevisionLog {

	private List<Version> versions = new ArrayList<>();

	int size() {
		return this.versions.size();
	}

	Version get(int index) {
		return this.versions.get(index);
	}

	void add(Version version) {
		this.versions.add(version);
	}

	/**
	 * Where a revision begins.
	 * @param revision the main revision
	 * @return the index of the first version of it or after it; the size if there is none
	 */
	int from(long revision) {
		int low = 0;
		int high = this.versions.size();
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (this.versions.get(middle).main() < revision) {
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
	 * @return a view of them, in their order
	 */
	List<Version> since(long revision) {
		return this.versions.subList(from(revision), this.versions.size());
	}

	/**
	 * Forgets versions.
	 * @param end only versions before this index
	 * @param survivors those of them that stay, in their order
	 */
	void replaceHead(int end, List<Version> survivors) {
		List<Version> rest = this.versions.subList(end, this.versions.size());
		List<Version> kept = new ArrayList<>(survivors.size() + rest.size());
		kept.addAll(survivors);
		kept.addAll(rest);
		this.versions = kept;
	}

}
