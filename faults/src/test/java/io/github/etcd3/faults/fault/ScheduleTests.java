/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ScheduleTests {

	private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

	private static final List<String> APPLICATIONS = List.of("app-1", "app-2", "app-3");

	@Test
	void the_same_seed_gives_the_same_storms_and_another_gives_others() {
		assertThat(storms(7, 100)).isEqualTo(storms(7, 100)).isNotEqualTo(storms(8, 100));
	}

	@Test
	void uses_every_kind_about_equally_often() {
		Map<FaultKind, Integer> counts = new EnumMap<>(FaultKind.class);
		storms(1, 500).stream()
			.flatMap((storm) -> storm.steps().stream())
			.forEach((step) -> counts.merge(step.kind(), 1, Integer::sum));

		assertThat(counts).containsOnlyKeys(ALL);
		int most = counts.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
		assertThat(counts.values()).allMatch((count) -> most - count <= 2);
	}

	@Test
	void touches_members_by_one_fault_at_a_time_and_an_application_in_one_way() {
		for (Storm storm : storms(2, 500)) {
			assertThat(storm.steps()).hasSizeBetween(1, 3);
			assertThat(of(storm, Nature.MEMBERS)).hasSizeLessThanOrEqualTo(1);
			assertThat(of(storm, Nature.APPLICATION).map(Step::application)).doesNotHaveDuplicates();
			assertThat(of(storm, Nature.CLIENT).map(Step::application)).doesNotHaveDuplicates();
			assertThat(of(storm, Nature.ANY_APPLICATION).count() * of(storm, Nature.APPLICATION).count()).isZero();
		}
		assertThat(storms(2, 500)).anyMatch((storm) -> storm.steps().size() == 3);
	}

	@Test
	void a_storm_can_be_aimed_at_one_application_and_stays_apart_on_the_others() {
		for (Storm storm : storms(5, 500)) {
			Storm aimed = storm.aimedAt("app-2");
			List<String> before = storm.steps().stream().map(Step::application).toList();
			List<String> after = aimed.steps().stream().map(Step::application).toList();
			assertThat(after.stream().distinct().count()).isEqualTo(before.stream().distinct().count());
			assertThat(after.stream().filter((name) -> !name.isEmpty()).findFirst()).isIn(Optional.empty(),
					Optional.of("app-2"));
			assertThat(aimed.aimedAt("app-2")).isEqualTo(aimed);
		}
	}

	@Test
	void the_longest_fault_of_a_storm_lasts_while_the_others_begin() {
		for (Storm storm : storms(3, 500)) {
			Step longest = storm.steps().get(0);
			assertThat(longest.offset()).isZero();
			assertThat(storm.steps()).allMatch((step) -> step.offset().compareTo(longest.length()) <= 0)
				.allMatch((step) -> step.length().compareTo(Duration.ofSeconds(15)) <= 0);
		}
	}

	@Test
	void application_leaders_stand_still_for_shorter_and_mostly_for_longer_than_a_lease_lives() {
		List<Duration> pauses = storms(4, 1000).stream()
			.flatMap((storm) -> storm.steps().stream())
			.filter((step) -> step.kind() == FaultKind.APPLICATION_LEADER_PAUSE)
			.map(Step::length)
			.toList();

		long longer = pauses.stream().filter((pause) -> pause.toMillis() > 5000).count();
		assertThat(longer).isBetween(pauses.size() / 2L, pauses.size() - 1L);
	}

	@Test
	void keeps_to_the_kinds_that_are_allowed() {
		Schedule schedule = new Schedule(5, Set.of(FaultKind.CLIENT_CUT), APPLICATIONS);

		assertThat(Stream.generate(schedule::next).limit(50).flatMap((storm) -> storm.steps().stream()))
			.allMatch((step) -> step.kind() == FaultKind.CLIENT_CUT && APPLICATIONS.contains(step.application()));
	}

	@Test
	void needs_a_kind_and_an_application() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(1, Set.of(), APPLICATIONS))
			.withMessageContaining("app-1");
		assertThatIllegalArgumentException().isThrownBy(() -> new Schedule(1, ALL, List.of()))
			.withMessageContaining("MEMBER_KILL");
	}

	private static List<Storm> storms(long seed, int count) {
		return Stream.generate(new Schedule(seed, ALL, APPLICATIONS)::next).limit(count).toList();
	}

	private static Stream<Step> of(Storm storm, Nature nature) {
		return storm.steps().stream().filter((step) -> Nature.of(step.kind()) == nature);
	}

}
