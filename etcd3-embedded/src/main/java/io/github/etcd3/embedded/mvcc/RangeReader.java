/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import io.etcd.jetcd.api.KeyValue;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the answer of a read: everything is counted, but listed only up to the limit.
 */
final class RangeReader {

	private final List<KeyValue> keyValues = new ArrayList<>();

	private final long limit;

	private long count;

	RangeReader(long limit, boolean countOnly) {
		this.limit = countOnly ? 0 : (limit <= 0) ? Long.MAX_VALUE : limit;
	}

	void read(@Nullable Version version) {
		if (version != null) {
			if (this.count < this.limit) {
				this.keyValues.add(version.kv());
			}
			this.count++;
		}
	}

	/**
	 * Reads the newest versions, and doesn't walk to the end to count if their number is
	 * known.
	 * @param histories the keys that are there
	 */
	void readLatest(Collection<KeyHistory> histories) {
		for (KeyHistory history : histories) {
			if (this.count >= this.limit) {
				break;
			}
			read(history.latest());
		}
		this.count = histories.size();
	}

	RangeResult result(long revision) {
		return new RangeResult(this.keyValues, this.count, revision);
	}

}
