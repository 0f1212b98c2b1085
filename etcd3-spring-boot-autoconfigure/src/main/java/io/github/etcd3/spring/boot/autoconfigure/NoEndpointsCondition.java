/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where {@code etcd.endpoints} is not set, in whichever way.
 */
final class NoEndpointsCondition extends SpringBootCondition {

	private static final String PROPERTY = "etcd.endpoints";

	static boolean matches(Environment environment) {
		return !Binder.get(environment).bind(PROPERTY, Bindable.listOf(String.class)).isBound();
	}

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		ConditionMessage.Builder message = ConditionMessage.forCondition("No endpoints of etcd");
		return matches(context.getEnvironment())
				? ConditionOutcome.match(message.didNotFind("property").items(PROPERTY))
				: ConditionOutcome.noMatch(message.found("property").items(PROPERTY));
	}

}
