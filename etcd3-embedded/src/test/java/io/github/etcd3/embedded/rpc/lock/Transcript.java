/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Empty;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.ResponseHeader;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

import static org.awaitility.Awaitility.await;

/**
 * What a server answered, line by line, without what differs from server to server: the
 * ids of cluster, member and granted leases, and the time a lease has left.
 */
final class Transcript {

	private static final Duration PATIENCE = Duration.ofSeconds(10);

	private static final MethodDescriptor<Empty, LeaseRevokeResponse> LEASE_LEASES = MethodDescriptor
		.<Empty, LeaseRevokeResponse>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("etcdserverpb.Lease/LeaseLeases")
		.setRequestMarshaller(ProtoUtils.marshaller(Empty.getDefaultInstance()))
		.setResponseMarshaller(ProtoUtils.marshaller(LeaseRevokeResponse.getDefaultInstance()))
		.build();

	private final List<String> lines;

	private final Map<String, String> names;

	private final Channel channel;

	private final KVGrpc.KVBlockingStub kv;

	private final LeaseGrpc.LeaseBlockingStub lease;

	Transcript(Channel channel) {
		this(channel, new ArrayList<>(), new LinkedHashMap<>());
	}

	private Transcript(Channel channel, List<String> lines, Map<String, String> names) {
		this.lines = lines;
		this.names = names;
		this.channel = channel;
		this.kv = KVGrpc.newBlockingStub(channel);
		this.lease = LeaseGrpc.newBlockingStub(channel);
	}

	static ByteString bytes(String text) {
		return ByteString.copyFromUtf8(text);
	}

	/**
	 * Goes on with this transcript, through another channel.
	 */
	Transcript through(Channel other) {
		return new Transcript(other, this.lines, this.names);
	}

	Channel channel() {
		return this.channel;
	}

	List<String> lines() {
		return this.lines.stream().map(this::named).toList();
	}

	/**
	 * Gives what the server chose a name of our own.
	 */
	void name(long id, String name) {
		this.names.put(Long.toString(id), name);
		this.names.put(Long.toString(id, 16), name);
	}

	private String named(String line) {
		String named = line;
		for (Map.Entry<String, String> entry : this.names.entrySet()) {
			named = named.replace(entry.getKey(), entry.getValue());
		}
		return named;
	}

	void note(String line) {
		this.lines.add(line);
	}

	<T extends Message> T ask(String what, Supplier<T> call) {
		try {
			T answer = call.get();
			note(what + " -> " + text(answer));
			return answer;
		}
		catch (StatusRuntimeException ex) {
			note(what + " -> " + text(ex.getStatus()));
			return null;
		}
	}

	/**
	 * Waits for the end of a call that was made earlier.
	 */
	void end(String what, PendingCall<? extends Message> call) throws InterruptedException, TimeoutException {
		try {
			note(what + " -> " + text(call.answer()));
		}
		catch (StatusRuntimeException ex) {
			note(what + " -> " + text(ex.getStatus()));
		}
	}

	LeaseGrantResponse grant(long id, long ttl) {
		return ask("grant " + id + " for " + ttl,
				() -> this.lease.leaseGrant(LeaseGrantRequest.newBuilder().setID(id).setTTL(ttl).build()));
	}

	void revoke(long id) {
		ask("revoke " + id, () -> this.lease.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(id).build()));
	}

	void timeToLive(long id) {
		ask("time to live of " + id, () -> {
			LeaseTimeToLiveResponse answer = this.lease
				.leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(id).setKeys(true).build());
			List<ByteString> keys = answer.getKeysList()
				.stream()
				.sorted(ByteString.unsignedLexicographicalComparator())
				.toList();
			return answer.toBuilder().setTTL(Math.min(answer.getTTL(), 1)).clearKeys().addAllKeys(keys).build();
		});
	}

	void leases() {
		ask("leases", () -> ClientCalls.blockingUnaryCall(this.channel, LEASE_LEASES, CallOptions.DEFAULT,
				Empty.getDefaultInstance()));
	}

	/**
	 * Keeps leases alive on one stream, and ends it.
	 */
	void keepAlive(long... ids) throws InterruptedException {
		Inbox<LeaseKeepAliveResponse> inbox = new Inbox<>(this, "keep alive");
		StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(this.channel).leaseKeepAlive(inbox);
		for (long id : ids) {
			requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(id).build());
		}
		inbox.take(ids.length);
		requests.onCompleted();
		inbox.takeEnd();
	}

	void put(String key, String value, long id) {
		ask("put " + key + " on " + id, () -> this.kv
			.put(PutRequest.newBuilder().setKey(bytes(key)).setValue(bytes(value)).setLease(id).build()));
	}

	void delete(String key) {
		ask("delete " + key, () -> this.kv.deleteRange(DeleteRangeRequest.newBuilder().setKey(bytes(key)).build()));
	}

	void list(String prefix) {
		ask("list " + prefix, () -> this.kv.range(prefix(prefix)));
	}

	void awaitKeys(String prefix, int count) {
		await().atMost(PATIENCE).until(() -> this.kv.range(prefix(prefix)).getCount() == count);
	}

	private static RangeRequest prefix(String prefix) {
		return RangeRequest.newBuilder()
			.setKey(bytes(prefix))
			.setRangeEnd(bytes(prefix + Character.toString(0x7e)))
			.build();
	}

	String text(Message message) {
		FieldDescriptor field = message.getDescriptorForType().findFieldByName("header");
		Message.Builder builder = message.toBuilder();
		if (field != null) {
			ResponseHeader header = (ResponseHeader) message.getField(field);
			builder.setField(field,
					header.toBuilder()
						.setClusterId(Long.signum(Math.abs(header.getClusterId())))
						.setMemberId(Long.signum(Math.abs(header.getMemberId())))
						.setRaftTerm(Long.signum(header.getRaftTerm()))
						.build());
		}
		return TextFormat.printer().emittingSingleLine(true).printToString(builder.build());
	}

	/**
	 * Of a deadline the client itself tells, in words of its own.
	 */
	static String text(Status status) {
		return (status.getCode() == Status.Code.DEADLINE_EXCEEDED) ? status.getCode().toString()
				: status.getCode() + ": " + status.getDescription();
	}

}
