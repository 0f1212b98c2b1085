/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;

/**
 * Requests that ask for less.
 */
final class Simplification {

	private Simplification() {
	}

	/**
	 * Each with one thing less: a field, an element, the distance of a revision, or one
	 * of these inside a nested message.
	 */
	static List<Message> of(Message message) {
		List<Message> simpler = new ArrayList<>();
		if (!message.getUnknownFields().asMap().isEmpty()) {
			simpler.add(message.toBuilder().setUnknownFields(UnknownFieldSet.getDefaultInstance()).build());
		}
		for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
			FieldDescriptor field = entry.getKey();
			simpler.add(message.toBuilder().clearField(field).build());
			if (entry.getValue() instanceof Long number && Symbols.isDistant(number)) {
				simpler.add(message.toBuilder().setField(field, Symbols.current(0)).build());
			}
			if (field.isRepeated()) {
				elements(message, field, (List<?>) entry.getValue(), simpler);
			}
			else if (entry.getValue() instanceof Message nested) {
				of(nested).forEach((less) -> simpler.add(message.toBuilder().setField(field, less).build()));
			}
		}
		return simpler;
	}

	private static void elements(Message message, FieldDescriptor field, List<?> values, List<Message> simpler) {
		for (int index = 0; index < values.size() && values.size() > 1; index++) {
			List<Object> fewer = new ArrayList<>(values);
			fewer.remove(index);
			simpler.add(message.toBuilder().setField(field, fewer).build());
		}
		for (int index = 0; index < values.size(); index++) {
			if (values.get(index) instanceof Message nested) {
				for (Message less : of(nested)) {
					simpler.add(message.toBuilder().setRepeatedField(field, index, less).build());
				}
			}
		}
	}

}
