/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.AuthDisableRequest;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.StatusRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import org.awaitility.core.ConditionTimeoutException;

import static org.awaitility.Awaitility.await;

/**
 * One of the two servers, as its client sees it. For one thread.
 */
final class Side implements AutoCloseable {

	/** A liveness bound: in vain, it is an answer like any other. */
	static final int SECONDS = 15;

	private static final String ADMINISTRATOR = "(administrator)";

	private static final Metadata.Key<String> TOKEN = Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER);

	private final Server server;

	private final long ownId;

	private final Likeness likeness;

	private final Map<String, String> tokens = new HashMap<>();

	private final Watches watches;

	private final Contenders contenders = new Contenders(this);

	private boolean authEnabled;

	private long revision = 1;

	private long compactedRevision;

	Side(Server server) {
		this.server = server;
		this.ownId = MaintenanceGrpc.newBlockingStub(server.channel())
			.withDeadlineAfter(SECONDS, TimeUnit.SECONDS)
			.status(StatusRequest.getDefaultInstance())
			.getHeader()
			.getMemberId();
		this.likeness = new Likeness(this.ownId);
		this.watches = new Watches(this);
	}

	long revision() {
		return this.revision;
	}

	long compactedRevision() {
		return this.compactedRevision;
	}

	/**
	 * Whether the server is gone, for a reason of its own.
	 */
	boolean hasCrashed(Answer answer) {
		if (!answer.toString().contains("UNAVAILABLE")) {
			return !this.server.isAlive();
		}
		// The connection breaks before the process has ended.
		try {
			await().atMost(2, TimeUnit.SECONDS).until(() -> !this.server.isAlive());
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

	/**
	 * Does a step, and what follows from it for those who wait for a lock.
	 */
	Answer run(Step step) {
		Answer answer = step.runOn(this);
		return this.contenders.isEmpty() ? answer : this.contenders.addTurns(answer);
	}

	Contenders contenders() {
		return this.contenders;
	}

	Watches watches() {
		return this.watches;
	}

	/**
	 * Who may do what the comparison itself needs.
	 */
	String administrator() {
		if (!this.authEnabled) {
			return "";
		}
		// Each time anew: the token is gone after authentication was off.
		AuthenticateRequest credentials = AuthenticateRequest.newBuilder()
			.setName("root")
			.setPassword(AuthRequestsByChance.ROOT_PASSWORD)
			.build();
		try {
			Message response = send(AuthGrpc.getAuthenticateMethod(), credentials, "");
			this.tokens.put(ADMINISTRATOR, ((AuthenticateResponse) response).getToken());
		}
		catch (StatusRuntimeException ex) {
			// Only in a script that was made shorter: its root has another password.
			this.tokens.put(ADMINISTRATOR, "");
		}
		return ADMINISTRATOR;
	}

	/**
	 * Where to send what a user asks.
	 */
	Channel channel(String user) {
		if (user.isEmpty()) {
			return this.server.channel();
		}
		Metadata headers = new Metadata();
		headers.put(TOKEN, this.tokens.getOrDefault(user, "no.token"));
		return ClientInterceptors.intercept(this.server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
	}

	/**
	 * A response as the other server should have answered it.
	 */
	Message seen(Message response) {
		this.revision = Math.max(this.revision, Likeness.header(response).getRevision());
		return this.likeness.of(response);
	}

	Answer call(Step.Call call) {
		if (call.request() instanceof CompactionRequest) {
			if (!this.contenders.isEmpty()) {
				// It may hit the watch of a waiter before that has begun, or not.
				return Answer.skipped();
			}
			// Whether a watch that lags is told of a compaction is up to chance.
			this.watches.awaitAll();
		}
		try {
			Message response = send(call.method(), Elections.complete(call.request(), this.contenders), call.user());
			if (call.request() instanceof CompactionRequest compaction) {
				this.compactedRevision = compaction.getRevision();
			}
			if (call.request() instanceof AuthEnableRequest || call.request() instanceof AuthDisableRequest) {
				this.authEnabled = call.request() instanceof AuthEnableRequest;
			}
			if (call.request() instanceof AuthenticateRequest credentials) {
				this.tokens.put(credentials.getName(), ((AuthenticateResponse) response).getToken());
			}
			if (call.request() instanceof LeaseGrantRequest grant && grant.getID() == 0) {
				// Each server chooses an id of its own.
				response = ((LeaseGrantResponse) response).toBuilder().clearID().build();
			}
			return Answer.of(seen(response));
		}
		catch (StatusRuntimeException ex) {
			return Answer.of(ex.getStatus());
		}
	}

	@SuppressWarnings("unchecked")
	private Message send(MethodDescriptor<?, ?> method, Message request, String user) {
		return ClientCalls.blockingUnaryCall(channel(user), (MethodDescriptor<Message, Message>) method,
				CallOptions.DEFAULT.withDeadlineAfter(SECONDS, TimeUnit.SECONDS),
				Symbols.identify(request, this.ownId));
	}

	Answer keepAlive(Step.KeepAlive step) {
		Inbox<LeaseKeepAliveResponse> inbox = new Inbox<>();
		StreamObserver<LeaseKeepAliveRequest> requests = LeaseGrpc.newStub(channel(step.user())).leaseKeepAlive(inbox);
		List<Message> responses = new ArrayList<>();
		for (LeaseKeepAliveRequest lease : step.leases()) {
			requests.onNext(lease);
			inbox.next(Duration.ofSeconds(SECONDS)).ifPresent((response) -> responses.add(seen(response)));
			if (inbox.end().isPresent()) {
				return new Answer(Answer.of(inbox.end().get()).status(), responses);
			}
		}
		requests.onCompleted();
		return Answer.of(responses);
	}

	Answer settle() {
		List<Message> told = new ArrayList<>(this.watches.takeAll());
		Answer hash = call(
				new Step.Call(MaintenanceGrpc.getHashKVMethod(), HashKVRequest.getDefaultInstance(), administrator()));
		told.addAll(hash.messages());
		return new Answer(hash.status(), told);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
