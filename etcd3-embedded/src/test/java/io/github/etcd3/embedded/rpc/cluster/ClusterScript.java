/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.google.protobuf.ByteString;
import com.google.protobuf.Int32Value;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.ClusterGrpc;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberPromoteRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;

/**
 * Asks a server of one member for everything of its cluster and its maintenance, and
 * writes down what it answers, with names in place of what differs from server to server.
 */
final class ClusterScript implements AutoCloseable {

	private static final long DEADLINE_SECONDS = 20;

	private final ManagedChannel channel;

	private final List<String> transcript = new ArrayList<>();

	private final Member self;

	private ClusterScript(URI endpoint) {
		this.channel = NettyChannelBuilder.forAddress(endpoint.getHost(), endpoint.getPort()).usePlaintext().build();
		this.self = cluster().memberList(MemberListRequest.getDefaultInstance()).getMembers(0);
	}

	static List<String> transcript(URI endpoint) {
		try (ClusterScript script = new ClusterScript(endpoint)) {
			script.members();
			script.maintenance();
			script.alarms();
			script.downgrades();
			script.health();
			return script.transcript;
		}
	}

	private void members() {
		record("list", () -> cluster().memberList(MemberListRequest.getDefaultInstance()));
		record("list linearizable",
				() -> cluster().memberList(MemberListRequest.newBuilder()
					.setUnknownFields(UnknownFieldSet.newBuilder()
						.addField(1, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
						.build())
					.build()));
		record("remove unknown", () -> remove(5));
		record("remove self", () -> remove(this.self.getID()));
		record("promote unknown", () -> promote(5));
		record("promote self", () -> promote(this.self.getID()));
		record("update unknown", () -> update(5, "http://127.0.0.1:1"));
		for (String url : List.of("", "foo", "http://127.0.0.1", "http://127.0.0.1:4/path", "ftp://127.0.0.1:4",
				"http://127.0.0.1:x", "http://:1:2")) {
			record("add " + url, () -> add(true, url));
		}
		record("add none", () -> add(true));
		record("add own", () -> add(true, this.self.getPeerURLs(0)));
		record("add learner", () -> add(true, "http://127.0.0.1:4", " http://127.0.0.1:3"));
		record("add again", () -> add(true, "http://127.0.0.1:4"));
		record("add second learner", () -> add(true, "unix://localhost:5"));
		long learner = cluster().memberList(MemberListRequest.getDefaultInstance())
			.getMembersList()
			.stream()
			.filter(Member::getIsLearner)
			.findAny()
			.orElseThrow()
			.getID();
		record("list learner", () -> cluster().memberList(MemberListRequest.getDefaultInstance()));
		record("promote learner", () -> promote(learner));
		record("move leader to learner", () -> moveLeader(learner));
		record("update to taken", () -> update(learner, this.self.getPeerURLs(0)));
		record("update learner", () -> update(learner, "http://127.0.0.1:9", "http://127.0.0.1:8"));
		record("remove learner", () -> remove(learner));
		record("remove removed", () -> remove(learner));
		record("promote removed", () -> promote(learner));
		record("update removed", () -> update(learner, "http://127.0.0.1:9"));
		record("update self", () -> update(this.self.getID(), this.self.getPeerURLs(0), "http://127.0.0.1:23"));
		record("update self back", () -> update(this.self.getID(), this.self.getPeerURLs(0)));
	}

	private void maintenance() {
		record("move leader to nobody", () -> moveLeader(9));
		record("move leader to self", () -> moveLeader(this.self.getID()));
		record("defragment", () -> service().defragment(DefragmentRequest.getDefaultInstance()));
		record("hash header", () -> service().hash(HashRequest.getDefaultInstance()).getHeader());
		record("hash kv", () -> service().hashKV(HashKVRequest.getDefaultInstance()));
		record("hash kv of the future", () -> service().hashKV(HashKVRequest.newBuilder().setRevision(100).build()));
		KVGrpc.newBlockingStub(this.channel)
			.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
			.put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("a")).build());
		record("hash kv of one key", () -> service().hashKV(HashKVRequest.getDefaultInstance()));
		record("status", this::status);
	}

	private void alarms() {
		record("alarms", () -> alarm(0, 0, 0));
		record("activate none", () -> alarm(1, 0, 3));
		record("deactivate none", () -> alarm(2, 0, 3));
		record("deactivate what is not raised", () -> alarm(2, 1, 3));
		record("activate", () -> alarm(1, 1, 3));
		record("activate again", () -> alarm(1, 1, 3));
		record("activate for nobody", () -> alarm(1, 1, 0));
		record("status with alarms", () -> status().toBuilder().clearRaftIndex().clearRaftAppliedIndex().build());
		record("deactivate for another", () -> alarm(2, 1, 4));
		record("get corrupt", () -> alarm(0, 2, 0));
		record("deactivate", () -> alarm(2, 1, 3));
		record("alarms left", () -> alarm(0, 1, 0));
		record("deactivate for nobody", () -> alarm(2, 1, 0));
		record("activate corrupt", () -> alarm(1, 2, this.self.getID()));
		record("put while corrupt",
				() -> KVGrpc.newBlockingStub(this.channel)
					.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS)
					.put(PutRequest.newBuilder().setKey(ByteString.copyFromUtf8("a")).build()));
		record("status while corrupt", () -> StringValue.of(String.valueOf(status().getErrorsList())));
		record("deactivate corrupt", () -> alarm(2, 2, this.self.getID()));
	}

	private void downgrades() {
		record("validate 3.4", () -> downgrade(0, "3.4"));
		record("validate 3.4.7", () -> downgrade(0, "3.4.7"));
		record("validate 3.4.7-rc.1", () -> downgrade(0, "3.4.7-rc.1"));
		record("validate 3.5.0", () -> downgrade(0, "3.5.0"));
		record("validate 2.4.0", () -> downgrade(0, "2.4.0"));
		record("validate x", () -> downgrade(0, "x"));
		record("validate nothing", () -> downgrade(0, ""));
		record("validate 3", () -> downgrade(0, "3"));
		record("cancel nothing", () -> downgrade(2, ""));
		record("unknown downgrade", () -> downgrade(8, ""));
	}

	private void health() {
		record("health", () -> check(""));
		record("health of a service", () -> check("etcdserverpb.KV"));
		Iterator<Int32Value> watch = ClientCalls.blockingServerStreamingCall(this.channel,
				health("Watch", MethodType.SERVER_STREAMING),
				CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS), StringValue.of("nobody"));
		record("watched health of nobody", watch::next);
		record("unknown method", () -> ClientCalls.blockingUnaryCall(this.channel, health("Nope", MethodType.UNARY),
				CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS), StringValue.of("")));
	}

	private void record(String step, Supplier<Message> request) {
		String answer;
		try {
			answer = request.get().toString();
		}
		catch (StatusRuntimeException ex) {
			answer = ex.getMessage();
		}
		answer = answer.replace(Long.toUnsignedString(this.self.getID()), "SELF")
			.replace("name: \"" + this.self.getName() + "\"", "name: NAME")
			.replace(String.valueOf(this.self.getPeerURLs(0)), "PEER_URL")
			.replace(String.valueOf(this.self.getClientURLs(0)), "CLIENT_URL")
			.replaceAll("cluster_id: \\d+", "cluster_id: ID")
			.replaceAll("ID: \\d{3,}", "ID: OTHER");
		this.transcript.add(step + ":\n" + ordered(answer));
	}

	/** Members come by their ids, which are by chance. */
	private static String ordered(String answer) {
		String[] parts = answer.strip().split("(?=\nmembers)");
		Arrays.sort(parts, 1, parts.length);
		return String.join("", parts);
	}

	private Message add(boolean learner, String... urls) {
		return cluster()
			.memberAdd(MemberAddRequest.newBuilder().setIsLearner(learner).addAllPeerURLs(List.of(urls)).build());
	}

	private Message remove(long id) {
		return cluster().memberRemove(MemberRemoveRequest.newBuilder().setID(id).build());
	}

	private Message promote(long id) {
		return cluster().memberPromote(MemberPromoteRequest.newBuilder().setID(id).build());
	}

	private Message update(long id, String... urls) {
		return cluster().memberUpdate(MemberUpdateRequest.newBuilder().setID(id).addAllPeerURLs(List.of(urls)).build());
	}

	private Message moveLeader(long id) {
		return service().moveLeader(MoveLeaderRequest.newBuilder().setTargetID(id).build());
	}

	private AlarmResponse alarm(int action, int type, long member) {
		return service()
			.alarm(AlarmRequest.newBuilder().setActionValue(action).setAlarmValue(type).setMemberID(member).build());
	}

	/**
	 * etcd keeps its alarms in a map, and tells them in any order.
	 */
	private StatusResponse status() {
		StatusResponse status = service().status(StatusRequest.getDefaultInstance());
		return status.toBuilder()
			.clearErrors()
			.addAllErrors(status.getErrorsList().stream().sorted().toList())
			.clearVersion()
			.clearRaftIndex()
			.clearRaftAppliedIndex()
			.clearDbSize()
			.clearDbSizeInUse()
			.build();
	}

	private Message downgrade(int action, String version) {
		return ClientCalls.blockingUnaryCall(this.channel, Downgrade.METHOD,
				CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS),
				com.google.rpc.Status.newBuilder().setCode(action).setMessage(version).build());
	}

	private Message check(String service) {
		return ClientCalls.blockingUnaryCall(this.channel, health("Check", MethodType.UNARY),
				CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS), StringValue.of(service));
	}

	private static MethodDescriptor<StringValue, Int32Value> health(String method, MethodType type) {
		return MethodDescriptor.<StringValue, Int32Value>newBuilder()
			.setType(type)
			.setFullMethodName("grpc.health.v1.Health/" + method)
			.setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
			.setResponseMarshaller(ProtoUtils.marshaller(Int32Value.getDefaultInstance()))
			.build();
	}

	private ClusterGrpc.ClusterBlockingStub cluster() {
		return ClusterGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	private MaintenanceGrpc.MaintenanceBlockingStub service() {
		return MaintenanceGrpc.newBlockingStub(this.channel).withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
