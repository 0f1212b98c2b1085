/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;

/**
 * A stream of watches to one server, and what it told. For one thread.
 */
final class WatchStream {

	/** A liveness bound for what comes within 100 ms. */
	static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final int FRAGMENT = 7;

	private final Inbox<WatchResponse> inbox = new Inbox<>();

	private final StreamObserver<WatchRequest> requests;

	private final Map<Long, OpenWatch> open = new TreeMap<>();

	private final Map<Long, List<WatchResponse>> told = new TreeMap<>();

	private Optional<WatchCreateRequest> creating = Optional.empty();

	private Optional<WatchResponse> control = Optional.empty();

	private Optional<WatchResponse> progress = Optional.empty();

	private long compactedRevision;

	WatchStream(Channel channel) {
		this.requests = WatchGrpc.newStub(channel).watch(this.inbox);
	}

	/**
	 * The watches it serves; a compacted one too until it is cancelled.
	 */
	Map<Long, OpenWatch> open() {
		return this.open;
	}

	/**
	 * Asks, and waits for the answer.
	 * @param request to create or to cancel
	 * @param compactedAt the compacted revision
	 * @return empty if none came
	 */
	Optional<WatchResponse> ask(WatchRequest request, long compactedAt) {
		this.compactedRevision = compactedAt;
		this.creating = request.hasCreateRequest() ? Optional.of(request.getCreateRequest()) : Optional.empty();
		this.control = Optional.empty();
		this.requests.onNext(request);
		await(() -> this.control.isPresent(), PATIENCE);
		return this.control;
	}

	/**
	 * Asks what is not answered.
	 */
	void send(WatchRequest request) {
		this.requests.onNext(request);
	}

	/**
	 * Asks for the progress until it is told, since a server tells none as long as it
	 * still catches up.
	 * @return empty if none came
	 */
	Optional<WatchResponse> askProgress(WatchRequest request, long revision) {
		this.progress = Optional.empty();
		long end = System.nanoTime() + PATIENCE.toNanos();
		do {
			this.requests.onNext(request);
		}
		while (!await(() -> this.progress.filter((told) -> told.getHeader().getRevision() >= revision).isPresent(),
				Duration.ofMillis(150)) && System.nanoTime() < end && this.inbox.end().isEmpty());
		return this.progress;
	}

	/**
	 * Takes what comes until something is true.
	 * @return false if it isn't true in time, or the stream ends before
	 */
	boolean await(BooleanSupplier condition, Duration timeout) {
		long end = System.nanoTime() + timeout.toNanos();
		while (!condition.getAsBoolean()) {
			Optional<WatchResponse> next = this.inbox.next(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
			if (next.isEmpty()) {
				return false;
			}
			accept(next.get());
		}
		return true;
	}

	/**
	 * Waits until each watch has told all there is to tell.
	 * @param history every event of the server
	 */
	void awaitAll(List<Event> history) {
		for (Map.Entry<Long, OpenWatch> entry : List.copyOf(this.open.entrySet())) {
			OpenWatch watch = entry.getValue();
			if (!await(() -> watch.hasToldAll(history), PATIENCE)) {
				watch.giveUp();
			}
		}
	}

	/**
	 * Takes what was told since the last time, by watch, events in a row as one response.
	 */
	List<WatchResponse> take() {
		List<WatchResponse> taken = new ArrayList<>();
		this.told.values().forEach(taken::addAll);
		this.told.clear();
		this.inbox.end()
			.ifPresent((status) -> taken
				.add(WatchResponse.newBuilder().setCancelReason("the stream ended: " + Answer.of(status)).build()));
		return taken;
	}

	/**
	 * Ends the stream: by a cancellation, since etcd doesn't answer a client that only
	 * ends its half.
	 */
	void close() {
		this.requests.onError(Status.CANCELLED.asException());
	}

	private void accept(WatchResponse response) {
		if (response.getCreated()) {
			this.control = Optional.of(response);
			if (!response.getCanceled()) {
				this.open.put(response.getWatchId(), new OpenWatch(this.creating.orElseThrow(),
						response.getHeader().getRevision(), this.compactedRevision));
			}
		}
		else if (response.getCanceled()) {
			cancelled(response);
		}
		else if (response.getEventsCount() == 0) {
			this.progress = Optional.of(response);
		}
		else {
			addEvents(response);
		}
	}

	private void cancelled(WatchResponse response) {
		if (response.getCompactRevision() != 0 && this.open.containsKey(response.getWatchId())) {
			this.open.get(response.getWatchId()).toldOfCompaction();
		}
		else {
			this.open.remove(response.getWatchId());
			this.control = Optional.of(response);
		}
		transcript(response.getWatchId()).add(response);
	}

	// Where a server cuts the events of a watch into responses depends on its speed.
	private void addEvents(WatchResponse response) {
		List<WatchResponse> transcript = transcript(response.getWatchId());
		WatchResponse.Builder builder = WatchResponse.newBuilder().setWatchId(response.getWatchId());
		if (!transcript.isEmpty() && !transcript.get(transcript.size() - 1).getCanceled()) {
			builder = transcript.remove(transcript.size() - 1).toBuilder();
		}
		Event last = response.getEvents(response.getEventsCount() - 1);
		OpenWatch watch = this.open.get(response.getWatchId());
		if (watch == null) {
			builder.setCancelReason("(events for a watch that is not open)");
		}
		else {
			watch.tells(last);
			if (response.getUnknownFields().hasField(FRAGMENT) && !watch.takesFragments()) {
				builder.setCancelReason("(fragments that were not asked for)");
			}
		}
		if (response.getHeader().getRevision() < last.getKv().getModRevision()) {
			builder.setCancelReason("(a header older than the event)");
		}
		transcript.add(builder.addAllEvents(response.getEventsList()).build());
	}

	private List<WatchResponse> transcript(long watchId) {
		return this.told.computeIfAbsent(watchId, (unknown) -> new ArrayList<>());
	}

}
