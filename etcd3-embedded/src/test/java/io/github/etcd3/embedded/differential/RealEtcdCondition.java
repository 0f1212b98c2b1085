/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.etcd3.process.EtcdBinary;
import io.github.etcd3.process.junit.EtcdCondition;

/**
 * Behind {@link EnabledIfRealEtcd}.
 */
final class RealEtcdCondition extends EtcdCondition {

	private static final AtomicBoolean WARNED_IN_THIS_JVM = new AtomicBoolean();

	RealEtcdCondition() {
		this(RealEtcd::binary, WARNED_IN_THIS_JVM);
	}

	RealEtcdCondition(Supplier<Optional<EtcdBinary>> finder, AtomicBoolean warned) {
		super(finder, "there is no etcd 3.5 to compare with", RealEtcd.REMEDY, warned);
	}

}
