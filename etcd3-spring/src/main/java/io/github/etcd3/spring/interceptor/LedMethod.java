/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.util.function.SingletonSupplier;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.annotation.LeaderOnly;
import io.github.etcd3.spring.annotation.WhenNotLeader;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.Interruption;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderResult;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.NotLeaderException;

/**
 * A method that only the leader runs.
 */
final class LedMethod implements MethodGuard {

	private static final Object NOTHING = new Object();

	private final AnnotatedMethod method;

	private final SingletonSupplier<EtcdLeaderElection> election;

	private final boolean skips;

	private final boolean interrupt;

	private final ReturnType returnType;

	private LedMethod(AnnotatedMethod method, String election, LeaderOnly annotation) {
		this.method = method;
		this.election = SingletonSupplier.of(() -> find(election));
		this.skips = annotation.whenNotLeader() == WhenNotLeader.SKIP;
		this.interrupt = annotation.interrupt();
		this.returnType = ReturnType.of(method, this.skips);
	}

	static LedMethod of(AnnotatedMethod method, LeaderOnly annotation) {
		return new LedMethod(method, method.text("election", annotation.election()), annotation);
	}

	@Override
	public @Nullable Object invoke(MethodInvocation invocation) throws Exception {
		EtcdLeaderElection leader = this.election.obtain();
		LeaderResult<Object> result = leader.callIfLeader((leadership) -> {
			Object value = work(invocation, leadership);
			return (value != null) ? value : NOTHING;
		});
		if (result.executed()) {
			return (result.value() != NOTHING) ? result.value() : null;
		}
		if (this.skips) {
			return this.returnType.skipped();
		}
		throw new NotLeaderException(leader.name(), leader.settings().candidateId(),
				this.method.method().getDeclaringClass().getSimpleName() + "." + this.method.method().getName());
	}

	private @Nullable Object work(MethodInvocation invocation, Leadership leadership) throws Exception {
		this.method.tell(invocation.getArguments(), leadership, leadership.token());
		if (!this.interrupt) {
			return GuardInterceptor.proceed(invocation);
		}
		try (Interruption interruption = leadership.interruptCurrentThread()) {
			return GuardInterceptor.proceed(invocation);
		}
	}

	@Override
	public void requireBeans() {
		this.election.obtain();
	}

	/** A bean, or one that a service was given later. */
	private EtcdLeaderElection find(String name) {
		try {
			return name.isEmpty() ? this.method.beanFactory().getBean(EtcdLeaderElection.class)
					: BeanFactoryAnnotationUtils.qualifiedBeanOfType(this.method.beanFactory(),
							EtcdLeaderElection.class, name);
		}
		catch (BeansException ex) {
			return this.method.beanFactory()
				.getBeanProvider(LeaderElectionService.class)
				.stream()
				.flatMap((service) -> service.elections().stream())
				.filter((candidate) -> candidate.name().equals(name))
				.findFirst()
				.orElseThrow(() -> this.method.invalid(
						name.isEmpty() ? "it names no election, and there is no single EtcdLeaderElection bean"
								: "there is no election '" + EtcdCall.shown(name) + "'",
						"Define one by etcd.leader-election.elections.<name>, or name one that there is.", ex));
		}
	}

}
