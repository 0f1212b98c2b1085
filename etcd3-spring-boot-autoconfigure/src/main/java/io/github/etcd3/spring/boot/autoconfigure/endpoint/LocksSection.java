/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Listed;
import io.github.etcd3.spring.boot.autoconfigure.endpoint.EtcdReport.Lock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockInUse;

/**
 * The locks that this application holds or waits for, and how many contend for each in
 * the cluster. Their keys' values are read by nobody.
 */
final class LocksSection {

	/** For more than these etcd is not asked. */
	private static final int ASKED = 50;

	private final ListableBeanFactory beans;

	private final RemoteReads reads;

	LocksSection(ListableBeanFactory beans, RemoteReads reads) {
		this.beans = beans;
		this.reads = reads;
	}

	Listed<Lock> report() {
		Map<String, Found> found = new LinkedHashMap<>();
		this.beans.getBeansOfType(EtcdLockTemplate.class)
			.forEach((template, bean) -> bean.locksInUse()
				// Two templates may have the same locks.
				.forEach((lock) -> found.putIfAbsent(lock.key(), new Found(template, lock))));
		List<CompletableFuture<Counted>> counts = found.keySet()
			.stream()
			.limit(ASKED)
			.map((key) -> this.reads.count(key)
				.handle((count, failure) -> (failure == null) ? new Counted(count, null)
						: new Counted(null, SafeText.of(failure))))
			.toList();
		List<Counted> answers = counts.stream().map(CompletableFuture::join).toList();
		List<Lock> locks = new ArrayList<>();
		for (Found one : found.values()) {
			Long count = (locks.size() < answers.size()) ? answers.get(locks.size()).count() : null;
			locks.add(one.toLock(count));
		}
		return new Listed<>(locks,
				answers.stream().map(Counted::error).filter(Objects::nonNull).findFirst().orElse(null));
	}

	private record Found(String template, LockInUse lock) {

		Lock toLock(@Nullable Long contenders) {
			FencingToken token = this.lock.token();
			return new Lock(this.template, this.lock.name(), token != null, (token != null) ? token.value() : null,
					this.lock.heldFor(), this.lock.waiting(), contenders);
		}

	}

	private record Counted(@Nullable Long count, @Nullable String error) {

	}

}
