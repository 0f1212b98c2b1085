/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import io.etcd.jetcd.api.CampaignRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.lock.LockRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;

/**
 * Those who want a lock or an election of one server, some of whom wait. Who has to wait,
 * and until when, is read off the keys of the queue: each is the waiter's turn once no
 * older key is left.
 */
final class Contenders {

	private final Side side;

	private final Map<Integer, Waiting> waiting = new TreeMap<>();

	Contenders(Side side) {
		this.side = side;
	}

	boolean isEmpty() {
		return this.waiting.isEmpty();
	}

	/**
	 * Asks, and waits until the answer or the place in the queue is there.
	 */
	Answer contend(Step.Contend step) {
		ByteString prefix = prefix(step.request());
		ByteString key = prefix.concat(ByteString.copyFromUtf8(hex(lease(step.request()))));
		Optional<KeyValue> before = find(key);
		if (this.waiting.containsKey(step.slot()) || before.filter((own) -> hasOlder(prefix, own)).isPresent()) {
			// Nothing would show that the second of two with one key waits.
			return Answer.skipped();
		}
		Future<Message> response = send(step.method(), step.request());
		while (!response.isDone() && (before.isPresent() || find(key).isEmpty())) {
			Thread.onSpinWait();
		}
		Optional<KeyValue> own = find(key);
		if (response.isDone() || own.isEmpty() || !hasOlder(prefix, own.get())) {
			return await(response);
		}
		boolean deletesAnyKey = step.request() instanceof LockRequest;
		this.waiting.put(step.slot(), new Waiting(response, prefix, own.get(), deletesAnyKey));
		return new Answer("waits", List.of());
	}

	/**
	 * Gives up waiting, and waits until the key is gone.
	 */
	Answer giveUp(int slot) {
		Waiting contender = this.waiting.get(slot);
		if (contender == null) {
			return Answer.skipped();
		}
		Optional<KeyValue> now = find(contender.own().getKey());
		boolean same = now.filter((kv) -> kv.getCreateRevision() == contender.own().getCreateRevision()).isPresent();
		if (contender.deletesAnyKey() ? now.isEmpty() : !same) {
			// Nothing would show when the server has tidied up.
			return Answer.skipped();
		}
		this.waiting.remove(slot);
		contender.response().cancel(true);
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Side.SECONDS);
		while (find(contender.own().getKey()).isPresent()) {
			if (System.nanoTime() > end) {
				return new Answer("the key stays", List.of());
			}
		}
		return Answer.of();
	}

	/**
	 * Adds the answers of those whose turn it is now.
	 */
	Answer addTurns(Answer answer) {
		Answer all = answer;
		for (Map.Entry<Integer, Waiting> entry : List.copyOf(this.waiting.entrySet())) {
			Waiting contender = entry.getValue();
			if (!hasOlder(contender.prefix(), contender.own())) {
				this.waiting.remove(entry.getKey());
				all = all.and("slot " + entry.getKey(), await(contender.response()));
			}
		}
		return all;
	}

	private Answer await(Future<Message> response) {
		try {
			return Answer.of(this.side.seen(response.get(Side.SECONDS, TimeUnit.SECONDS)));
		}
		catch (ExecutionException ex) {
			return Answer.of(Status.fromThrowable(ex.getCause()));
		}
		catch (TimeoutException ex) {
			return new Answer("no answer", List.of());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("Interrupted while waiting for a lock", ex);
		}
	}

	private boolean hasOlder(ByteString prefix, KeyValue own) {
		ByteString end = prefix.substring(0, prefix.size() - 1).concat(ByteString.copyFromUtf8("0"));
		RangeRequest older = RangeRequest.newBuilder()
			.setKey(prefix)
			.setRangeEnd(end)
			.setMaxCreateRevision(own.getCreateRevision() - 1)
			.setLimit(1)
			.build();
		return range(older).getKvsCount() > 0;
	}

	/**
	 * A key as it is now.
	 */
	Optional<KeyValue> find(ByteString key) {
		return range(RangeRequest.newBuilder().setKey(key).build()).getKvsList().stream().findFirst();
	}

	private RangeResponse range(RangeRequest request) {
		RangeResponse response = KVGrpc.newBlockingStub(this.side.channel(""))
			.withDeadlineAfter(Side.SECONDS, TimeUnit.SECONDS)
			.range(request);
		this.side.seen(response);
		return response;
	}

	@SuppressWarnings("unchecked")
	private <Q extends Message> Future<Message> send(MethodDescriptor<?, ?> method, Message request) {
		Channel channel = this.side.channel("");
		return ClientCalls.futureUnaryCall(channel.newCall((MethodDescriptor<Q, Message>) method, CallOptions.DEFAULT),
				(Q) request);
	}

	private static ByteString prefix(Message request) {
		ByteString name = (request instanceof LockRequest lock) ? lock.getName()
				: ((CampaignRequest) request).getName();
		return name.concat(ByteString.copyFromUtf8("/"));
	}

	private static long lease(Message request) {
		return (request instanceof LockRequest lock) ? lock.getLease() : ((CampaignRequest) request).getLease();
	}

	/**
	 * As Go writes it: with a sign.
	 */
	static String hex(long lease) {
		return (lease < 0) ? "-" + Long.toHexString(-lease) : Long.toHexString(lease);
	}

	private record Waiting(Future<Message> response, ByteString prefix, KeyValue own, boolean deletesAnyKey) {

	}

}
