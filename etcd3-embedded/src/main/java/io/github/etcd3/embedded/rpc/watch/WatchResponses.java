/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import java.util.ArrayList;
import java.util.List;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Status;

import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.mvcc.Change;

/**
 * The responses of a watch stream, as etcd builds them.
 */
final class WatchResponses {

	/**
	 * The id of what concerns no single watch: one that was refused, or all of a stream.
	 */
	static final long NO_WATCH = -1;

	/**
	 * From what size on a response comes in parts: a request's limit of 1.5 MiB and 512
	 * KiB for gRPC.
	 */
	static final int FRAGMENT_BYTES = 2 * 1024 * 1024;

	private static final UnknownFieldSet FRAGMENT = UnknownFieldSet.newBuilder()
		.addField(7, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
		.build();

	private WatchResponses() {
	}

	static WatchResponse created(ResponseHeader header, long id) {
		return WatchResponse.newBuilder().setHeader(header).setWatchId(id).setCreated(true).build();
	}

	static WatchResponse refused(ResponseHeader header, String reason) {
		return WatchResponse.newBuilder()
			.setHeader(header)
			.setWatchId(NO_WATCH)
			.setCreated(true)
			.setCanceled(true)
			.setCancelReason(reason)
			.build();
	}

	static WatchResponse canceled(ResponseHeader header, long id) {
		return WatchResponse.newBuilder().setHeader(header).setWatchId(id).setCanceled(true).build();
	}

	static WatchResponse compacted(ResponseHeader headerWithoutRevision, long id, long compactRevision) {
		return canceled(headerWithoutRevision, id).toBuilder().setCompactRevision(compactRevision).build();
	}

	static WatchResponse progress(ResponseHeader header, long id) {
		return WatchResponse.newBuilder().setHeader(header).setWatchId(id).build();
	}

	/**
	 * Changes as a watch wants them: with the previous key-values or without, in one
	 * response or in parts.
	 * @param header with the revision to tell
	 * @param id the id of the watch
	 * @param options of the watch
	 * @param changes at least one
	 * @return at least one response
	 */
	static List<WatchResponse> events(ResponseHeader header, long id, WatchOptions options, List<Change> changes) {
		WatchResponse.Builder response = WatchResponse.newBuilder().setHeader(header).setWatchId(id);
		for (Change change : changes) {
			response.addEvents(event(change, options.previous()));
		}
		WatchResponse whole = response.build();
		return options.fragment() ? fragments(whole, FRAGMENT_BYTES) : List.of(whole);
	}

	private static Event event(Change change, boolean withPrevious) {
		Event.Builder event = Event.newBuilder()
			.setType(change.deleted() ? Event.EventType.DELETE : Event.EventType.PUT)
			.setKv(change.kv());
		KeyValue previous = change.previous();
		if (withPrevious && previous != null) {
			event.setPrevKv(previous);
		}
		return event.build();
	}

	/**
	 * Splits a response whose size reaches a limit; a single event is never split.
	 * @param whole the response
	 * @param limit in bytes; a part stays below it unless it is a single event
	 * @return the parts, all but the last marked as fragments
	 */
	static List<WatchResponse> fragments(WatchResponse whole, int limit) {
		if (whole.getSerializedSize() < limit || whole.getEventsCount() < 2) {
			return List.of(whole);
		}
		List<WatchResponse> parts = new ArrayList<>();
		WatchResponse empty = whole.toBuilder().clearEvents().setUnknownFields(FRAGMENT).build();
		WatchResponse.Builder part = empty.toBuilder();
		int size = empty.getSerializedSize();
		for (Event event : whole.getEventsList()) {
			int more = CodedOutputStream.computeMessageSize(WatchResponse.EVENTS_FIELD_NUMBER, event);
			if (part.getEventsCount() > 0 && size + more >= limit) {
				parts.add(part.build());
				part = empty.toBuilder();
				size = empty.getSerializedSize();
			}
			part.addEvents(event);
			size += more;
		}
		parts.add(part.setUnknownFields(UnknownFieldSet.getDefaultInstance()).build());
		return parts;
	}

	/**
	 * Why etcd refuses a watch to a caller, as Go prints the error.
	 * @param refusal the error of the store of users
	 * @return for instance
	 * {@code rpc error: code = PermissionDenied desc = etcdserver: permission denied}
	 */
	static String reason(Status refusal) {
		return switch (refusal.getCode()) {
			case UNAUTHENTICATED -> reason("Unauthenticated", refusal);
			case INVALID_ARGUMENT -> reason("InvalidArgument", refusal);
			default -> reason("PermissionDenied", EtcdError.PERMISSION_DENIED.status());
		};
	}

	private static String reason(String code, Status status) {
		return "rpc error: code = " + code + " desc = " + status.getDescription();
	}

}
