/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import java.util.stream.IntStream;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;

/**
 * Changes to messages of any type.
 */
final class Messages {

	private Messages() {
	}

	/**
	 * Replaces 64-bit numbers, in nested messages too.
	 * @param message is not changed
	 * @param operator the same number where there is nothing to replace
	 * @return the message itself if nothing is replaced
	 */
	@SuppressWarnings("unchecked")
	static <M extends Message> M mapNumbers(M message, LongUnaryOperator operator) {
		Message.Builder changed = null;
		for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
			Object value = field.getValue();
			Object replaced = field.getKey().isRepeated() ? mapAll((List<Object>) value, operator)
					: mapOne(value, operator);
			if (replaced != value) {
				changed = (changed != null) ? changed : message.toBuilder();
				changed.setField(field.getKey(), replaced);
			}
		}
		return (changed != null) ? (M) changed.build() : message;
	}

	private static List<Object> mapAll(List<Object> values, LongUnaryOperator operator) {
		List<Object> mapped = values.stream().map((value) -> mapOne(value, operator)).toList();
		boolean same = IntStream.range(0, values.size()).allMatch((index) -> mapped.get(index) == values.get(index));
		return same ? values : mapped;
	}

	private static Object mapOne(Object value, LongUnaryOperator operator) {
		if (value instanceof Message nested) {
			return mapNumbers(nested, operator);
		}
		if (value instanceof Long number) {
			long mapped = operator.applyAsLong(number);
			return (mapped != number) ? (Object) mapped : number;
		}
		return value;
	}

}
