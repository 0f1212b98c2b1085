/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.etcd.Chance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How keys are shown: they may come from others, and end up in logs.
 */
class EtcdCallTests {

	@Test
	void a_key_cannot_begin_a_new_line_of_a_log() {
		assertThat(EtcdCall.shown("a\nERROR forged\r\u001b[2J\0\u2028\u202e"))
			.isEqualTo("a\\u000aERROR forged\\u000d\\u001b[2J\\u0000\\u2028\\u202e");
		assertThat(EtcdCall.write("put", "a\nb")).hasToString("put 'a\\u000ab'");
	}

	@Test
	void letters_of_all_languages_are_shown_as_they_are() {
		assertThat(EtcdCall.shown("café/日本/🔑 '..'")).isEqualTo("café/日本/🔑 '..'");
	}

	@Test
	void half_a_surrogate_pair_is_shown_as_its_code() {
		assertThat(EtcdCall.shown("a\ud83db")).isEqualTo("a\\ud83db");
	}

	@Test
	void what_is_shown_is_one_bounded_line() {
		Chance.each((chance) -> {
			String key = chance.text().repeat(1 + chance.below(40));
			String shown = EtcdCall.shown(key);

			assertThat(shown.codePoints()).noneMatch(Character::isISOControl);
			assertThat(shown.lines().count()).isLessThanOrEqualTo(1);
			assertThat(shown).hasSizeLessThan(700);
		});
	}

}
