/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.List;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchCreateRequest.FilterType;

import io.github.etcd3.embedded.mvcc.Change;
import io.github.etcd3.embedded.mvcc.KeyRange;

/**
 * What a client asks for when it creates a watch.
 *
 * @param id the id it chose, or 0
 * @param range the keys; never with an empty key
 * @param startRevision the first revision to tell, or 0 for what comes next
 * @param progress whether to report the revision when nothing happens for long
 * @param previous whether to tell the key-value before each change
 * @param fragment whether large responses may come in parts
 * @param puts whether to tell of puts
 * @param deletes whether to tell of deletes
 */
record WatchOptions(long id, KeyRange range, long startRevision, boolean progress, boolean previous, boolean fragment,
		boolean puts, boolean deletes) {

	private static final int WATCH_ID_FIELD = 7;

	private static final int FRAGMENT_FIELD = 8;

	private static final ByteString SMALLEST_KEY = ByteString.copyFrom(new byte[1]);

	static WatchOptions of(WatchCreateRequest request) {
		// jetcd's protocol is older than these two fields
		UnknownFieldSet newer = request.getUnknownFields();
		ByteString key = request.getKey().isEmpty() ? SMALLEST_KEY : request.getKey();
		List<FilterType> filters = request.getFiltersList();
		return new WatchOptions(last(newer, WATCH_ID_FIELD), new KeyRange(key, request.getRangeEnd()),
				request.getStartRevision(), request.getProgressNotify(), request.getPrevKv(),
				last(newer, FRAGMENT_FIELD) != 0, !filters.contains(FilterType.NOPUT),
				!filters.contains(FilterType.NODELETE));
	}

	private static long last(UnknownFieldSet fields, int number) {
		List<Long> values = fields.getField(number).getVarintList();
		return values.isEmpty() ? 0 : values.get(values.size() - 1);
	}

	/**
	 * Whether no key can be in the range.
	 * @return whether the end is not after the key
	 */
	boolean isEmpty() {
		return !this.range.isSingle() && !this.range.isUnbounded()
				&& KeyRange.ORDER.compare(this.range.key(), this.range.end()) >= 0;
	}

	/**
	 * The keys to ask the user's permission for. Of a range without an upper bound etcd
	 * 3.5 checks the first key alone, and so do we.
	 * @return the keys
	 */
	KeyRange permissionRange() {
		return this.range.isUnbounded() ? KeyRange.of(this.range.key()) : this.range;
	}

	boolean wants(Change change) {
		return change.deleted() ? this.deletes : this.puts;
	}

}
