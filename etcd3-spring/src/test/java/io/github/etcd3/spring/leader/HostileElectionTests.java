/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.leader;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.client.InvalidEtcdSettingException;
import io.github.etcd3.spring.etcd.Chance;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.LoggedLines;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Names, keys and ids that break separators, encodings or logs.
 */
@EmbeddedServer
class HostileElectionTests {

	private static final List<String> HOSTILE = List.of("\0", "a", "a\nforged", "a\0", "..", "..a", "\r", "\u001b[2J",
			"\u202e", "\uffff", "{}", "${a}", "🔑", "x".repeat(100_000));

	private final TestEtcd etcd;

	HostileElectionTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@Test
	void each_election_is_one_of_its_own_and_no_line_is_forged() {
		LoggedLines log = new LoggedLines();
		try (log;
				ElectingApplication one = new ElectingApplication(this.etcd.endpoint(), "one\n\u001b[31m",
						Duration.ofMinutes(1));
				ElectingApplication other = new ElectingApplication(this.etcd.endpoint(), "other",
						Duration.ofMinutes(1));
				Client client = this.etcd.connect()) {
			List<EtcdLeaderElection> led = HOSTILE.stream().map((name) -> one.join("odd-elections/" + name)).toList();
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> led.stream().allMatch(EtcdLeaderElection::isLeader));
			List<EtcdLeaderElection> waiting = HOSTILE.stream()
				.map((name) -> other.join("odd-elections/" + name))
				.toList();
			EtcdKvTemplate kv = new EtcdKvTemplate(client);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> kv.startingWith("odd-elections/").count() == 2 * HOSTILE.size());
			assertThat(led).allMatch(EtcdLeaderElection::isLeader);
			assertThat(waiting).noneMatch(EtcdLeaderElection::isLeader);

			List<Throwable> refused = new ArrayList<>();
			for (EtcdLeaderElection election : waiting) {
				assertThatExceptionOfType(NotLeaderException.class)
					.isThrownBy(() -> election.kv().put("not-written", "value"))
					.satisfies(refused::add);
			}
			refused.forEach((ex) -> OneLine.assertHarmless(ex.getMessage()));
			led.forEach(EtcdLeaderElection::resign);
			Awaitility.await()
				.atMost(Duration.ofSeconds(60))
				.until(() -> waiting.stream().allMatch(EtcdLeaderElection::isLeader));
		}
		assertThat(log.all()).anyMatch((message) -> message.contains("forged")).allSatisfy(OneLine::assertHarmless);
	}

	@Test
	void any_text_is_a_setting_or_is_refused_in_one_line() {
		Chance.each((chance) -> {
			String name = chance.text();
			String key = chance.text();
			String candidate = chance.text();
			try {
				LeaderElectionSettings settings = new LeaderElectionSettings(name, key, candidate, false,
						Duration.ofSeconds(chance.below(100)));
				assertThat(settings.key()).isEqualTo(key).isNotBlank().doesNotEndWith("/");
				assertThat(settings.name()).isEqualTo(name).isNotBlank();
				assertThat(settings.candidateId()).isEqualTo(candidate).isNotBlank();
			}
			catch (InvalidEtcdSettingException ex) {
				OneLine.assertHarmless(ex.getMessage());
			}
		});
	}

	@Test
	void a_key_or_an_id_that_no_request_could_hold_is_refused_in_one_line() {
		String huge = "\n".repeat(2 * 1024 * 1024);
		for (String[] setting : new String[][] { { huge, "me", "key" },
				{ "elections/a", huge + "me", "candidate-id" } }) {
			assertThatExceptionOfType(InvalidEtcdSettingException.class)
				.isThrownBy(() -> new LeaderElectionSettings("a", "x" + setting[0], setting[1], false, Duration.ZERO))
				.withMessageContaining("131072 bytes")
				.withMessageContaining("elections.a." + setting[2])
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
	}

	@Test
	void a_closed_election_says_so_in_one_line() {
		try (ElectingApplication application = new ElectingApplication(this.etcd.endpoint(), "one",
				Duration.ofMinutes(1))) {
			EtcdLeaderElection election = application.join("odd-elections/closed\n\u001b[2J");
			election.close();
			OneLine.assertHarmless(election.toString());
			assertThatIllegalStateException().isThrownBy(election::campaign)
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
	}

}
