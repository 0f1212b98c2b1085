/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.util.List;

import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.DefragmentRequest;
import io.etcd.jetcd.api.DefragmentResponse;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.HashKVResponse;
import io.etcd.jetcd.api.HashRequest;
import io.etcd.jetcd.api.HashResponse;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MoveLeaderRequest;
import io.etcd.jetcd.api.MoveLeaderResponse;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.BindableService;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.failure.EtcdError;
import io.github.etcd3.embedded.member.Alarms;
import io.github.etcd3.embedded.member.Alarms.Alarm;
import io.github.etcd3.embedded.member.ClusterMembers;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.mvcc.KvHash;

import static io.github.etcd3.embedded.rpc.Answers.answer;

/**
 * etcd's Maintenance service. There is no file: defragmenting does nothing.
 */
public final class MaintenanceService implements BindableService, MaintenanceGrpc.AsyncService {

	private final Member member;

	private final Downgrade downgrade;

	/**
	 * The service over a member.
	 * @param member the member
	 */
	public MaintenanceService(Member member) {
		this.member = member;
		this.downgrade = new Downgrade(member);
	}

	@Override
	public ServerServiceDefinition bindService() {
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(MaintenanceGrpc.SERVICE_NAME);
		for (ServerMethodDefinition<?, ?> method : MaintenanceGrpc.bindService(this).getMethods()) {
			definition.addMethod(method);
		}
		return definition.addMethod(Downgrade.METHOD, ServerCalls.asyncUnaryCall(this::downgrade)).build();
	}

	@Override
	public void alarm(AlarmRequest request, StreamObserver<AlarmResponse> observer) {
		answer(observer, () -> {
			if (request.getActionValue() == AlarmRequest.AlarmAction.GET_VALUE) {
				this.member.auth().requireUser(Caller.KEY.get());
			}
			else {
				requireAdmin();
			}
			AlarmResponse.Builder response = AlarmResponse.newBuilder();
			alarms(request).forEach((alarm) -> response.addAlarms(message(alarm)));
			return this.member.read(() -> response.setHeader(this.member.header()).build());
		});
	}

	private List<Alarm> alarms(AlarmRequest request) {
		Alarms alarms = this.member.alarms();
		Alarm alarm = new Alarm(request.getMemberID(), request.getAlarmValue());
		return switch (request.getAction()) {
			case GET ->
				alarms.all().stream().filter((raised) -> alarm.type() == 0 || raised.type() == alarm.type()).toList();
			case ACTIVATE -> {
				if (alarm.type() == 0) {
					yield List.of();
				}
				refuseUnknown(alarm);
				alarms.raise(alarm);
				yield List.of(alarm);
			}
			case DEACTIVATE -> alarms.disarm(alarm) ? List.of(alarm) : List.of();
			default -> List.of();
		};
	}

	/** etcd's own process ends of it. */
	private static void refuseUnknown(Alarm alarm) {
		if (alarm.type() != Alarms.NO_SPACE && alarm.type() != Alarms.CORRUPT) {
			throw Status.INVALID_ARGUMENT.withDescription("etcdserver: unknown alarm " + alarm.type())
				.asRuntimeException();
		}
	}

	private static AlarmMember message(Alarm alarm) {
		return AlarmMember.newBuilder().setMemberID(alarm.memberId()).setAlarmValue(alarm.type()).build();
	}

	@Override
	public void status(StatusRequest request, StreamObserver<StatusResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			return this.member.read(this::status);
		});
	}

	private StatusResponse status() {
		long index = this.member.store().revision() + 3;
		StatusResponse.Builder response = StatusResponse.newBuilder()
			.setHeader(this.member.header())
			.setVersion(Member.VERSION)
			.setRaftIndex(index)
			.setRaftAppliedIndex(index)
			.setRaftTerm(this.member.leadership().term())
			.setDbSize(DatabaseFile.EMPTY_BYTES)
			.setDbSizeInUse(DatabaseFile.EMPTY_BYTES);
		if (this.member.leadership().held()) {
			response.setLeader(this.member.memberId());
		}
		else {
			response.addErrors(EtcdError.NO_LEADER.status().getDescription());
		}
		this.member.alarms().all().forEach((alarm) -> response.addErrors(text(alarm)));
		return response.build();
	}

	/** The text form of etcd's message, with its blank at the end. */
	private static String text(Alarm alarm) {
		return ((alarm.memberId() != 0) ? "memberID:" + Long.toUnsignedString(alarm.memberId()) + " " : "") + "alarm:"
				+ ((alarm.type() == Alarms.NO_SPACE) ? "NOSPACE" : "CORRUPT") + " ";
	}

	@Override
	public void defragment(DefragmentRequest request, StreamObserver<DefragmentResponse> observer) {
		answer(observer, () -> {
			requireAdminUntranslated();
			return DefragmentResponse.getDefaultInstance();
		});
	}

	/** etcd hashes its file; here it is the hash of the keys. */
	@Override
	public void hash(HashRequest request, StreamObserver<HashResponse> observer) {
		answer(observer, () -> {
			requireAdminUntranslated();
			return this.member.read(() -> HashResponse.newBuilder()
				.setHeader(this.member.header())
				.setHash(this.member.store().hash(0).hash())
				.build());
		});
	}

	@Override
	public void hashKV(HashKVRequest request, StreamObserver<HashKVResponse> observer) {
		answer(observer, () -> {
			requireAdminUntranslated();
			return this.member.read(() -> {
				KvHash hash = this.member.store().hash(request.getRevision());
				return HashKVResponse.newBuilder()
					.setHeader(this.member.header())
					.setHash(hash.hash())
					.setCompactRevision(hash.compactRevision())
					.build();
			});
		});
	}

	@Override
	public void snapshot(SnapshotRequest request, StreamObserver<SnapshotResponse> observer) {
		try {
			requireAdminUntranslated();
		}
		catch (StatusRuntimeException ex) {
			observer.onError(ex);
			return;
		}
		new SnapshotStream(DatabaseFile.of(this.member), (ServerCallStreamObserver<SnapshotResponse>) observer).begin();
	}

	@Override
	public void moveLeader(MoveLeaderRequest request, StreamObserver<MoveLeaderResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			if (!this.member.leadership().held()) {
				throw EtcdError.NOT_LEADER.exception();
			}
			ClusterMembers.Peer target = this.member.members().find(request.getTargetID());
			if (target == null || target.id() != this.member.memberId()) {
				throw EtcdError.BAD_LEADER_TRANSFEREE.exception();
			}
			return MoveLeaderResponse.getDefaultInstance();
		});
	}

	private void downgrade(com.google.rpc.Status request, StreamObserver<StatusResponse> observer) {
		answer(observer, () -> {
			requireAdmin();
			return this.downgrade.run(request);
		});
	}

	private void requireAdmin() {
		this.member.auth().requireAdmin(Caller.KEY.get());
	}

	private void requireAdminUntranslated() {
		this.member.auth().requireAdminUntranslated(Caller.KEY.get());
	}

}
