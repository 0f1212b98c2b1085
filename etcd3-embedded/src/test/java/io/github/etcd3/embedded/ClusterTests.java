/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.util.List;

import io.etcd.jetcd.api.AlarmRequest;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberAddRequest;
import io.etcd.jetcd.api.MemberListRequest;
import io.etcd.jetcd.api.MemberRemoveRequest;
import io.etcd.jetcd.api.MemberUpdateRequest;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@Timeout(60)
class ClusterTests extends FreshServer {

	@Test
	void a_second_voter_is_listed_and_takes_no_quorum_along() {
		var added = this.client.cluster().memberAdd(add("http://127.0.0.1:1"));
		assertThat(added.getHeader().getRevision()).isZero();
		assertThat(added.getMembersCount()).isEqualTo(2);
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> this.client.cluster().memberAdd(add("http://127.0.0.1:2")))
			.withMessage("UNKNOWN: etcdserver: re-configuration failed due to not enough started members");
		this.client.put("a", "1");
		this.client.cluster().memberRemove(MemberRemoveRequest.newBuilder().setID(added.getMember().getID()).build());
		assertThat(members()).singleElement()
			.satisfies((member) -> assertThat(member.getClientURLsList())
				.containsExactly(this.etcd.endpoint().toString()));
	}

	@Test
	void members_stay_over_a_restart() {
		this.client.cluster().memberAdd(add("http://127.0.0.1:1"));
		this.etcd.inject(new Fault.Restart());
		assertThat(this.client.cluster()
			.withWaitForReady()
			.memberList(MemberListRequest.getDefaultInstance())
			.getMembersCount()).isEqualTo(2);
	}

	@Test
	void what_a_real_etcd_dies_of_is_refused() {
		long self = members().get(0).getID();
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> this.client.cluster()
				.memberUpdate(MemberUpdateRequest.newBuilder().setID(self).addPeerURLs("bogus").build()))
			.withMessage("INVALID_ARGUMENT: etcdserver: given member URLs are invalid");
		assertThatExceptionOfType(StatusRuntimeException.class)
			.isThrownBy(() -> this.client.maintenance()
				.alarm(AlarmRequest.newBuilder().setAction(AlarmRequest.AlarmAction.ACTIVATE).setAlarmValue(7).build()))
			.withMessage("INVALID_ARGUMENT: etcdserver: unknown alarm 7");
	}

	private List<Member> members() {
		return this.client.cluster().memberList(MemberListRequest.getDefaultInstance()).getMembersList();
	}

	private static MemberAddRequest add(String url) {
		return MemberAddRequest.newBuilder().addPeerURLs(url).build();
	}

}
