/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.regex.Pattern;

import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;

/**
 * Messages as people read them.
 */
final class Texts {

	// Long enough to be one of the symbols.
	private static final Pattern NUMBER = Pattern.compile("\\b\\d{15,16}\\b");

	private static final int LONGEST = 1_500;

	private Texts() {
	}

	static String of(Message message) {
		String text = message.getDescriptorForType().getName() + " {"
				+ NUMBER.matcher(TextFormat.printer().emittingSingleLine(true).printToString(message).strip())
					.replaceAll((number) -> Symbols.describe(Long.parseUnsignedLong(number.group())))
				+ '}';
		return (text.length() <= LONGEST) ? text
				: text.substring(0, LONGEST) + "… (" + text.length() + " characters, hash " + text.hashCode() + ')';
	}

}
