/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.Objects;

import com.google.protobuf.Message;

/**
 * Two answers to one step that aren't alike.
 *
 * @param index how many steps came before
 * @param step as it was sent
 * @param reference the answer of the one
 * @param candidate the answer of the other
 */
record Difference(int index, Step step, Answer reference, Answer candidate) {

	@Override
	public String toString() {
		if (this.reference.messages().size() != this.candidate.messages().size()
				|| !Objects.equals(this.reference.status(), this.candidate.status())) {
			return "reference: " + this.reference + "\n  candidate: " + this.candidate;
		}
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < this.reference.messages().size(); index++) {
			Message expected = this.reference.messages().get(index);
			Message actual = this.candidate.messages().get(index);
			if (!expected.equals(actual)) {
				text.append(text.isEmpty() ? "" : "\n  ")
					.append("reference: ")
					.append(Texts.of(expected))
					.append("\n  candidate: ")
					.append(Texts.of(actual));
			}
		}
		return text.toString();
	}

}
