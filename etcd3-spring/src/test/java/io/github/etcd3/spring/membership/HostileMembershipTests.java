/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Ids and metadata as nobody would choose them, and what others write among the members.
 */
@EmbeddedServer
class HostileMembershipTests {

	private static final List<String> IDS = List.of("\0", "a", "a\nforged", "a\0", "..", ".", "\u001b[2J", "\u202e",
			"\uffff", "{}", "🔑", "x".repeat(5_000));

	private static final int ABOVE_ETCDS_LIMIT = 2 * 1024 * 1024;

	private final TestEtcd etcd;

	HostileMembershipTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void each_id_is_a_member_of_its_own_inside_of_the_group() {
		try (MemberApplication one = new MemberApplication(this.etcd, "hostile/ids", Duration.ofMinutes(1));
				MemberApplication other = new MemberApplication(this.etcd, "hostile/ids", Duration.ofMinutes(1));
				Client client = this.etcd.connect()) {
			List<MemberRegistration<Task>> members = new ArrayList<>();
			for (String id : IDS) {
				members.add(one.group.register(id, new Task("job", 1)));
				Throwable taken = catchThrowable(() -> other.group.register(id, new Task("job", 2)));
				assertThat(taken).isInstanceOf(MemberIdTakenException.class);
				OneLine.assertHarmless(taken.getMessage());
			}
			for (String id : List.of("", "a/b", "/", "a/\nforged", "\n\ud800")) {
				Throwable refused = catchThrowable(() -> one.group.register(id, new Task("job", 1)));
				assertThat(refused).isInstanceOf(RuntimeException.class);
				OneLine.assertHarmless(refused.getMessage());
			}
			assertThat(other.kv.keys()).containsExactlyInAnyOrderElementsOf(IDS);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(other.group.view().members()).extracting(Member::id)
					.containsExactlyInAnyOrderElementsOf(IDS));
			assertThat(other.group.view().members()).allSatisfy((member) -> OneLine.assertHarmless(member.toString()));
			members.forEach(MemberRegistration::close);
			assertThat(new EtcdKvTemplate(client).startingWith("hostile/ids").count()).isZero();
		}
	}

	@Test
	void metadata_above_the_limit_of_etcd_are_refused_and_the_present_ones_stay() {
		try (MemberApplication one = new MemberApplication(this.etcd, "hostile/huge", Duration.ofMinutes(1))) {
			MemberRegistration<Task> member = one.group.register("a", new Task("job", 1));
			assertThatExceptionOfType(EtcdException.class)
				.isThrownBy(() -> member.update((task) -> new Task("x".repeat(ABOVE_ETCDS_LIMIT), 2)))
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
			for (Task large : List.of(new Task("x".repeat(ABOVE_ETCDS_LIMIT), 2),
					new Task("x".repeat(1024 * 1024), 2))) {
				assertThatExceptionOfType(EtcdInvalidArgumentException.class)
					.isThrownBy(() -> one.group.registerInBackground("x".repeat(200_000), large))
					.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()))
					.withMessageContaining("--max-request-bytes");
			}
			assertThat(member.metadata()).isEqualTo(new Task("job", 1));
			assertThat(member.update((task) -> new Task("next", 3))).isEqualTo(new Task("next", 3));
		}
	}

	@Test
	void what_others_write_among_the_members_hides_none_of_them() {
		try (MemberApplication one = new MemberApplication(this.etcd, "hostile/foreign", Duration.ofMinutes(1));
				MemberApplication other = new MemberApplication(this.etcd, "hostile/foreign", Duration.ofMinutes(1));
				Client client = this.etcd.connect()) {
			one.group.register("before", new Task("job", 1));
			List<byte[]> values = List.of(new byte[0], new byte[] { -1, 0 }, "no json".getBytes(StandardCharsets.UTF_8),
					"[]".getBytes(StandardCharsets.UTF_8), "null".getBytes(StandardCharsets.UTF_8),
					new byte[1024 * 1024]);
			ByteSequence prefix = ByteSequence.from("hostile/foreign/", StandardCharsets.UTF_8);
			for (int index = 0; index < values.size(); index++) {
				for (byte[] name : List.of(new byte[] { (byte) (0xf0 + index) },
						("\n" + index).getBytes(StandardCharsets.UTF_8),
						("a/b/" + index).getBytes(StandardCharsets.UTF_8))) {
					EtcdCalls.of(client)
						.await(EtcdCall.write("put", "foreign"), client.getKVClient()
							.put(prefix.concat(ByteSequence.from(name)), ByteSequence.from(values.get(index))));
				}
			}
			one.group.register("behind", new Task("job", 2));

			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.untilAsserted(() -> assertThat(other.group.view().members()).extracting(Member::id)
					.contains("before", "behind"));
			assertThat(other.group.view().member("behind").map(Member::metadata)).contains(new Task("job", 2));
		}
	}

}
