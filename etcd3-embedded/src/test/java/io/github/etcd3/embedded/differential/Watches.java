/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.WatchCancelRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;

/**
 * The watches of one server. Nothing here sleeps until events might have come: one more
 * watch, on everything from the start, tells which events each of the others must tell.
 */
final class Watches {

	private static final ByteString ZERO = ByteString.copyFrom(new byte[1]);

	private final Side side;

	private final Map<Integer, WatchStream> streams = new TreeMap<>();

	private final WatchStream everything;

	private final List<Event> history = new ArrayList<>();

	private boolean someCatchUp;

	Watches(Side side) {
		this.side = side;
		this.everything = new WatchStream(side.channel(""));
		if (this.everything.ask(all(0), 0).isEmpty()) {
			throw new IllegalStateException("No watch can be created");
		}
	}

	private static WatchRequest all(long start) {
		return WatchRequest.newBuilder()
			.setCreateRequest(
					WatchCreateRequest.newBuilder().setKey(ZERO).setRangeEnd(ZERO).setStartRevision(start).build())
			.build();
	}

	Answer send(Step.Watch step) {
		WatchStream stream = this.streams.computeIfAbsent(step.stream(),
				(unknown) -> new WatchStream(this.side.channel(step.user())));
		WatchRequest request = step.request();
		if (request.hasCreateRequest()) {
			this.someCatchUp |= request.getCreateRequest().getStartRevision() > 0;
			return answer(stream.ask(request, this.side.compactedRevision()), stream);
		}
		// What was told before and what after is up to chance, else.
		awaitAll();
		if (request.hasCancelRequest()) {
			WatchCancelRequest cancel = request.getCancelRequest();
			if (stream.open().containsKey(cancel.getWatchId())) {
				return answer(stream.ask(request, this.side.compactedRevision()), stream);
			}
		}
		else if (request.hasProgressRequest() && tellsProgress(stream)) {
			return answer(stream.askProgress(request, this.side.revision()), stream);
		}
		stream.send(request);
		return Answer.of();
	}

	// A compacted watch keeps the whole stream from progress until its client cancels it.
	private boolean tellsProgress(WatchStream stream) {
		return !stream.open().isEmpty() && stream.open()
			.values()
			.stream()
			.allMatch((watch) -> watch.isAlive() && !watch.startsAfter(this.side.revision()));
	}

	private Answer answer(Optional<WatchResponse> response, WatchStream stream) {
		return response.map((told) -> Answer.of(this.side.seen(told)))
			.orElseGet(() -> new Answer("no answer", seen(stream.take())));
	}

	private List<Message> seen(List<WatchResponse> told) {
		return told.stream().map(this.side::seen).toList();
	}

	Answer close(int number) {
		WatchStream stream = this.streams.remove(number);
		if (stream == null) {
			return Answer.of();
		}
		awaitAll(stream);
		stream.close();
		return Answer.of(seen(stream.take()));
	}

	/**
	 * What all watches told since the last time.
	 */
	List<Message> takeAll() {
		awaitAll();
		return this.streams.values().stream().flatMap((stream) -> seen(stream.take()).stream()).toList();
	}

	/**
	 * Waits until every watch has told all that there is to tell.
	 */
	void awaitAll() {
		awaitHistory();
		if (this.someCatchUp) {
			awaitCatchingUp();
		}
		this.streams.values().forEach((stream) -> stream.awaitAll(this.history));
	}

	private void awaitAll(WatchStream stream) {
		awaitHistory();
		stream.awaitAll(this.history);
	}

	private void awaitHistory() {
		this.everything.await(() -> {
			this.everything.take().forEach((response) -> this.history.addAll(response.getEventsList()));
			return lastRevision() >= this.side.revision();
		}, WatchStream.PATIENCE);
	}

	private long lastRevision() {
		return this.history.isEmpty() ? 1 : this.history.get(this.history.size() - 1).getKv().getModRevision();
	}

	/**
	 * A watch that starts in the past and has nothing to tell doesn't show when it has
	 * come to the present. etcd brings all of them there at once, so one more that has
	 * something to tell shows it.
	 */
	private void awaitCatchingUp() {
		long revision = this.side.revision();
		if (revision <= Math.max(1, this.side.compactedRevision())) {
			return;
		}
		WatchStream probe = new WatchStream(this.side.channel(this.side.administrator()));
		probe.ask(all(revision), this.side.compactedRevision());
		probe.awaitAll(this.history);
		probe.close();
		this.someCatchUp = false;
	}

}
