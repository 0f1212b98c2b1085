/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.etcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a message or a line of a log must be, whatever it quotes.
 */
public final class OneLine {

	private OneLine() {
	}

	/** Nothing in it begins a line, steers a terminal or fills a screen. */
	public static void assertHarmless(String text) {
		assertThat(text).hasSizeLessThan(2_000);
		assertThat(text.codePoints()).as(text)
			.noneMatch((character) -> Character.isISOControl(character)
					|| Character.getType(character) == Character.FORMAT);
	}

}
