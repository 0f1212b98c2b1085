/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveRequest;
import io.etcd.jetcd.api.PutResponse;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.fault.Faults;
import io.github.etcd3.embedded.member.Member;
import io.github.etcd3.embedded.transport.EtcdServer;
import io.github.etcd3.embedded.transport.ServerSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

class FaultTests extends FreshServer {

	private static final Duration LONG = Duration.ofHours(1);

	@Test
	void the_next_call_fails_before_it_does_anything_and_only_that_one() {
		this.etcd.inject(new Fault.FailNext(EtcdMethod.PUT, Status.ABORTED.withDescription("told so")));
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> this.client.put("a", "1"))
			.withMessage("ABORTED: told so");
		assertThat(this.client.get("a").getKvsCount()).isZero();
		this.client.put("a", "2");
		assertThat(this.client.get("a").getKvsCount()).isOne();
	}

	@Test
	void as_many_calls_fail_as_faults_were_injected() {
		this.etcd.inject(new Fault.FailNext(EtcdMethod.PUT, Status.ABORTED));
		this.etcd.inject(new Fault.FailNext(EtcdMethod.PUT, Status.UNKNOWN));
		assertThat(codeOf(() -> this.client.put("a", "1"))).isEqualTo(Code.ABORTED);
		assertThat(codeOf(() -> this.client.put("a", "1"))).isEqualTo(Code.UNKNOWN);
		this.client.put("a", "1");
	}

	@Test
	void a_lost_response_was_carried_out() {
		this.etcd.inject(new Fault.LoseResponse(EtcdMethod.PUT));
		assertThat(codeOf(() -> this.client.put("a", "1"))).isEqualTo(Code.UNAVAILABLE);
		assertThat(this.client.get("a").getKvs(0).getVersion()).isOne();
		this.client.put("a", "1");
		assertThat(this.client.get("a").getKvs(0).getVersion()).isEqualTo(2);
	}

	@Test
	void a_stream_that_loses_its_response_ends_at_its_first_answer() {
		long lease = this.client.grant(60);
		this.etcd.inject(new Fault.LoseResponse(EtcdMethod.LEASE_KEEP_ALIVE));
		Recorder<LeaseKeepAliveResponse> recorder = keepAlive(lease);
		assertThat(recorder.end().getCode()).isEqualTo(Code.UNAVAILABLE);
		assertThat(keepAlive(lease).next().getTTL()).isEqualTo(60);
	}

	@Test
	void a_delayed_call_waits_until_it_is_healed() throws Exception {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		Future<PutResponse> put = this.client.kvLater().put(TestClient.putRequest("a", "1"));
		assertThat(this.client.get("a").getKvsCount()).isZero();
		assertThat(put.isDone()).isFalse();
		this.etcd.heal();
		assertThat(put.get(20, TimeUnit.SECONDS).getHeader().getRevision()).isEqualTo(2);
	}

	@Test
	void a_delayed_call_is_carried_out_after_its_time() {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, Duration.ofMillis(1)));
		this.client.put("a", "1");
		assertThat(this.client.get("a").getKvsCount()).isOne();
	}

	@Test
	void a_delayed_stream_holds_its_first_message() {
		this.etcd.inject(new Fault.Delay(EtcdMethod.WATCH, LONG));
		Recorder<WatchResponse> recorder = watch("a");
		this.client.put("a", "1");
		this.etcd.heal();
		assertThat(recorder.next().getCreated()).isTrue();
		this.client.put("a", "2");
		assertThat(recorder.next().getEvents(0).getKv().getVersion()).isEqualTo(2);
	}

	@Test
	void a_call_that_is_given_up_while_delayed_is_never_carried_out() {
		this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, LONG));
		assertThat(codeOf(() -> this.client.kv()
			.withDeadlineAfter(300, TimeUnit.MILLISECONDS)
			.put(TestClient.putRequest("a", "1")))).isEqualTo(Code.DEADLINE_EXCEEDED);
		// Its cancellation comes before this on the one connection.
		this.client.get("b");
		this.etcd.heal();
		this.client.put("b", "1");
		assertThat(this.client.get("a").getKvsCount()).isZero();
	}

	@Test
	void dropped_watches_end_and_new_ones_are_welcome() {
		Recorder<WatchResponse> dropped = watch("a");
		assertThat(dropped.next().getCreated()).isTrue();
		long lease = this.client.grant(60);
		Recorder<LeaseKeepAliveResponse> kept = keepAlive(lease);
		kept.next();
		this.etcd.inject(new Fault.DropStreams(EtcdMethod.WATCH));
		assertThat(dropped.end().getCode()).isEqualTo(Code.UNAVAILABLE);
		assertThat(kept.isOpen()).isTrue();
		Recorder<WatchResponse> next = watch("a");
		assertThat(next.next().getCreated()).isTrue();
		this.client.put("a", "1");
		assertThat(next.next().getEventsCount()).isOne();
	}

	@Test
	void dropped_renewals_end() {
		Recorder<LeaseKeepAliveResponse> recorder = keepAlive(this.client.grant(60));
		recorder.next();
		this.etcd.inject(new Fault.DropStreams(EtcdMethod.LEASE_KEEP_ALIVE));
		assertThat(recorder.end().getCode()).isEqualTo(Code.UNAVAILABLE);
	}

	@Test
	void only_streams_can_be_dropped() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.DropStreams(EtcdMethod.PUT)))
			.withMessageContaining("PUT")
			.withMessageContaining("WATCH, LEASE_KEEP_ALIVE, OBSERVE and SNAPSHOT");
	}

	@Test
	void an_expired_lease_takes_its_keys_along() {
		long lease = this.client.grant(600);
		this.client.put("a", "1", lease);
		this.etcd.inject(new Fault.ExpireLease(lease));
		assertThat(this.client.get("a").getKvsCount()).isZero();
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.ExpireLease(lease)))
			.withMessageContaining(Long.toString(lease));
	}

	@Test
	void leases_run_out_when_the_clock_jumps_even_while_it_stands_still() {
		long lease = this.client.grant(600);
		this.client.put("a", "1", lease);
		this.etcd.inject(new Fault.FreezeClock());
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(599)));
		assertThat(this.client.get("a").getKvsCount()).isOne();
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(2)));
		assertThat(this.client.get("a").getKvsCount()).isZero();
		this.etcd.inject(new Fault.ResumeClock());
	}

	@Test
	void durations_are_not_negative_and_not_endless() {
		Duration negative = Duration.ofMillis(-1);
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.AdvanceClock(negative)))
			.withMessage("The clock's advance is negative (PT-0.001S): give 0 or more");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.etcd.inject(new Fault.Delay(EtcdMethod.PUT, negative)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.Unavailable(negative)));
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.LoseLeader(negative)));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.etcd.inject(new Fault.LoseLeader(Duration.ofDays(365_000))))
			.withMessageContaining("too long");
	}

	@Test
	void no_call_fails_with_ok() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> this.etcd.inject(new Fault.FailNext(EtcdMethod.PUT, Status.OK)));
	}

	@Test
	void compaction_forgets_the_history() {
		this.client.put("a", "1");
		this.client.put("a", "2");
		this.etcd.inject(new Fault.Compact(0));
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> this.client.kv().range(TestClient.rangeRequest("a").toBuilder().setRevision(2).build()))
			.withMessageContaining("required revision has been compacted");
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.Compact(2)))
			.withMessageContaining("revision 2");
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.Compact(99)));
	}

	@Test
	void without_space_nothing_is_put_until_a_client_disarms_the_alarm() {
		this.client.put("a", "1");
		this.etcd.inject(new Fault.NoSpace());
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> this.client.put("a", "2"))
			.withMessageContaining("etcdserver: mvcc: database space exceeded");
		assertThat(this.client.get("a").getKvsCount()).isOne();
		long member = this.client.maintenance().status(StatusRequest.getDefaultInstance()).getHeader().getMemberId();
		assertThat(this.client.maintenance().status(StatusRequest.getDefaultInstance()).getErrorsList())
			.containsExactly("memberID:" + Long.toUnsignedString(member) + " alarm:NOSPACE ");
		this.client.maintenance()
			.alarm(AlarmRequest.newBuilder()
				.setMemberID(member)
				.setAction(AlarmRequest.AlarmAction.DEACTIVATE)
				.setAlarmValue(1)
				.build());
		this.client.put("a", "2");
	}

	@Test
	void a_server_that_is_unavailable_refuses_connections_until_its_time_is_over() {
		this.client.put("a", "1");
		Recorder<WatchResponse> recorder = watch("a");
		recorder.next();
		this.etcd.inject(new Fault.Unavailable(LONG));
		assertThat(recorder.end().getCode()).isEqualTo(Code.UNAVAILABLE);
		assertThat(codeOf(() -> this.client.get("a"))).isEqualTo(Code.UNAVAILABLE);
		this.etcd.inject(new Fault.Unavailable(Duration.ofMillis(50)));
		assertThat(this.client.kv().withWaitForReady().range(TestClient.rangeRequest("a")).getKvsCount()).isOne();
	}

	@Test
	void healing_ends_unavailability() {
		this.etcd.inject(new Fault.Unavailable(LONG));
		this.etcd.heal();
		this.client.kv().withWaitForReady().put(TestClient.putRequest("a", "1"));
	}

	@Test
	void a_restart_keeps_data_and_port_and_renews_leases() {
		int port = this.etcd.port();
		long lease = this.client.grant(600);
		this.client.put("a", "1", lease);
		this.etcd.inject(new Fault.FreezeClock());
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(500)));
		Recorder<WatchResponse> recorder = watch("a");
		recorder.next();
		this.etcd.inject(new Fault.Restart());
		assertThat(recorder.end().getCode()).isEqualTo(Code.UNAVAILABLE);
		assertThat(this.etcd.port()).isEqualTo(port);
		var range = this.client.kv().withWaitForReady().range(TestClient.rangeRequest("a"));
		assertThat(range.getKvsCount()).isOne();
		assertThat(range.getHeader().getRaftTerm()).isEqualTo(3);
		assertThat(
				this.client.lease().leaseTimeToLive(LeaseTimeToLiveRequest.newBuilder().setID(lease).build()).getTTL())
			.isGreaterThan(590);
	}

	@Test
	void without_a_leader_callers_that_require_one_fail_at_once() {
		this.client.put("a", "1");
		Recorder<WatchResponse> requiring = new Recorder<>();
		StreamObserver<WatchRequest> requests = this.client.watch()
			.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(requireLeader()))
			.watch(requiring);
		requests.onNext(watchRequest("a"));
		requiring.next();
		Recorder<WatchResponse> patient = watch("a");
		patient.next();
		this.etcd.inject(new Fault.LoseLeader(LONG));
		assertThat(requiring.end()).hasToString(Status.UNAVAILABLE.withDescription("etcdserver: no leader").toString());
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> this.client.kv()
				.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(requireLeader()))
				.put(TestClient.putRequest("a", "1")))
			.withMessage("UNAVAILABLE: etcdserver: no leader");
		assertThat(this.client.kv()
			.range(TestClient.rangeRequest("a").toBuilder().setSerializable(true).build())
			.getKvsCount()).isOne();
		var status = this.client.maintenance().status(StatusRequest.getDefaultInstance());
		assertThat(status.getLeader()).isZero();
		assertThat(status.getErrorsList()).containsExactly("etcdserver: no leader");
		assertThat(patient.isOpen()).isTrue();
	}

	@Test
	void without_a_leader_other_calls_wait_for_one() throws Exception {
		this.etcd.inject(new Fault.LoseLeader(LONG));
		Future<PutResponse> put = this.client.kvLater().put(TestClient.putRequest("a", "1"));
		assertThat(this.client.kv()
			.range(TestClient.rangeRequest("a").toBuilder().setSerializable(true).build())
			.getKvsCount()).isZero();
		this.etcd.heal();
		assertThat(put.get(20, TimeUnit.SECONDS).getHeader().getRaftTerm()).isEqualTo(3);
	}

	@Test
	void without_a_leader_a_read_times_out_in_the_end() {
		this.etcd.inject(new Fault.LoseLeader(LONG));
		assertThatExceptionOfType(StatusRuntimeException.class).isThrownBy(() -> this.client.get("a"))
			.withMessage("UNAVAILABLE: etcdserver: request timed out");
	}

	@Test
	void without_a_leader_no_lease_runs_out() {
		long lease = this.client.grant(600);
		this.client.put("a", "1", lease);
		this.etcd.inject(new Fault.LoseLeader(LONG));
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(700)));
		this.etcd.heal();
		assertThat(this.client.get("a").getKvsCount()).isOne();
	}

	@Test
	void the_leader_is_back_after_its_time() {
		this.etcd.inject(new Fault.LoseLeader(Duration.ofMillis(50)));
		this.client.put("a", "1");
	}

	@Test
	void clearing_keeps_what_hangs_on_a_lease() {
		long lease = this.client.grant(600);
		this.client.put("session", "1", lease);
		this.client.put("a", "1");
		this.client.put("b", "1");
		this.etcd.inject(new Fault.NoSpace());
		this.etcd.inject(new Fault.FailNext(EtcdMethod.RANGE, Status.ABORTED));
		this.etcd.clear();
		assertThat(this.client.get("a").getKvsCount()).isZero();
		assertThat(this.client.get("b").getKvsCount()).isZero();
		assertThat(this.client.get("session").getKvsCount()).isOne();
		this.client.put("a", "2");
	}

	@Test
	void nothing_goes_wrong_with_a_closed_server() {
		this.etcd.close();
		List<Fault> faults = List.of(new Fault.Restart(), new Fault.Unavailable(LONG), new Fault.LoseLeader(LONG),
				new Fault.NoSpace(), new Fault.FreezeClock(), new Fault.AdvanceClock(LONG),
				new Fault.Delay(EtcdMethod.PUT, LONG), new Fault.DropStreams(EtcdMethod.WATCH));
		assertThat(faults).allSatisfy((fault) -> assertThatIllegalStateException().as(fault.toString())
			.isThrownBy(() -> this.etcd.inject(fault))
			.withMessageContaining("port " + this.etcd.port() + " is closed"));
		this.etcd.heal();
		this.etcd.clear();
	}

	@Test
	void a_fault_names_what_it_lacks() {
		assertThatNullPointerException().isThrownBy(() -> new Fault.AdvanceClock(null)).withMessage("by");
		assertThatNullPointerException().isThrownBy(() -> new Fault.DropStreams(null)).withMessage("method");
		assertThatNullPointerException().isThrownBy(() -> new Fault.Unavailable(null)).withMessage("duration");
		assertThatNullPointerException().isThrownBy(() -> new Fault.FailNext(null, Status.ABORTED))
			.withMessage("method");
		assertThatNullPointerException().isThrownBy(() -> new Fault.FailNext(EtcdMethod.PUT, null))
			.withMessage("status");
		assertThatNullPointerException().isThrownBy(() -> new Fault.LoseResponse(null)).withMessage("method");
		assertThatNullPointerException().isThrownBy(() -> new Fault.Delay(null, LONG)).withMessage("method");
		assertThatNullPointerException().isThrownBy(() -> new Fault.Delay(EtcdMethod.PUT, null)).withMessage("by");
		assertThatNullPointerException().isThrownBy(() -> new Fault.LoseLeader(null)).withMessage("duration");
		assertThatNullPointerException().isThrownBy(() -> this.etcd.inject(null)).withMessage("fault");
	}

	@Test
	void the_clock_does_not_overflow() {
		Duration century = Duration.ofDays(36_500);
		this.etcd.inject(new Fault.AdvanceClock(century));
		this.etcd.inject(new Fault.AdvanceClock(century));
		assertThatIllegalArgumentException().isThrownBy(() -> this.etcd.inject(new Fault.AdvanceClock(century)))
			.withMessageContaining(century.toString());
		long lease = this.client.grant(10);
		this.client.put("a", "1", lease);
		this.etcd.inject(new Fault.AdvanceClock(Duration.ofSeconds(10)));
		assertThat(this.client.get("a").getKvsCount()).isZero();
	}

	@Test
	void a_leader_that_is_lost_again_does_not_come_back_by_the_time_before() throws Exception {
		Member member = new Member();
		Faults faults = new Faults();
		try (EtcdServer server = EtcdServer.start(member, faults, new ServerSettings("127.0.0.1", 0, null))) {
			FaultInjection injection = new FaultInjection(member, faults, server);
			Thread timer = member.threads().timer().submit(Thread::currentThread).get(20, TimeUnit.SECONDS);
			synchronized (injection) {
				injection.inject(new Fault.LoseLeader(Duration.ofMillis(1)));
				await().atMost(Duration.ofSeconds(20)).until(() -> timer.getState() == Thread.State.BLOCKED);
				injection.inject(new Fault.LoseLeader(LONG));
			}
			member.threads().timer().submit(() -> {
			}).get(20, TimeUnit.SECONDS);
			assertThat(member.leadership().held()).isFalse();
		}
		finally {
			member.close();
		}
	}

	private Recorder<WatchResponse> watch(String key) {
		Recorder<WatchResponse> recorder = new Recorder<>();
		this.client.watch().watch(recorder).onNext(watchRequest(key));
		return recorder;
	}

	private static WatchRequest watchRequest(String key) {
		return WatchRequest.newBuilder()
			.setCreateRequest(WatchCreateRequest.newBuilder().setKey(TestClient.rangeRequest(key).getKey()))
			.build();
	}

	private Recorder<LeaseKeepAliveResponse> keepAlive(long lease) {
		Recorder<LeaseKeepAliveResponse> recorder = new Recorder<>();
		this.client.leaseStreams()
			.leaseKeepAlive(recorder)
			.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
		return recorder;
	}

	private static Metadata requireLeader() {
		Metadata metadata = new Metadata();
		metadata.put(Metadata.Key.of("hasleader", Metadata.ASCII_STRING_MARSHALLER), "true");
		return metadata;
	}

	private static Code codeOf(Runnable call) {
		try {
			call.run();
			return Code.OK;
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus().getCode();
		}
	}

}
