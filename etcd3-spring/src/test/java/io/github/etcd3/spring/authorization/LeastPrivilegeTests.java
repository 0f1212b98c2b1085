/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.authorization.UserApplication.RefusedInBackgroundException;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchRuntimeException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * The roles that docs/security.md lists are enough, and none is greater than it must be.
 */
@EmbeddedServer(dedicated = true)
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(120)
class LeastPrivilegeTests {

	private final TestEtcd etcd;

	private final AtomicInteger users = new AtomicInteger();

	private Administrator administrator;

	LeastPrivilegeTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeAll
	void protect() {
		this.administrator = new Administrator(this.etcd);
	}

	@AfterAll
	void close() {
		this.administrator.close();
	}

	@ParameterizedTest
	@EnumSource
	void works_with_its_role_and_nothing_else(Feature feature) {
		try (UserApplication application = application(feature.grants())) {
			feature.use(application);
		}
	}

	@ParameterizedTest
	@MethodSource("less")
	void is_refused_with_less(Feature feature, List<Grant> grants) {
		assumeTrue(!feature.isNestedOnly(grants) || this.administrator.isHeldToNested(),
				"This etcd does not look into nested transactions (CVE-2026-33343)");
		try (UserApplication application = application(grants)) {
			RuntimeException refusal = catchRuntimeException(() -> feature.use(application));
			assertThat(refusal).isInstanceOfAny(EtcdPermissionDeniedException.class,
					RefusedInBackgroundException.class);
			assertThat(refusal).message()
				.contains(application.root() + "/", "permission denied", "etcdctl role grant-permission");
		}
	}

	/** Each feature with one of its grants gone or weaker. */
	static Stream<Arguments> less() {
		return Stream.of(Feature.values())
			.flatMap((feature) -> IntStream.range(0, feature.grants().size())
				.boxed()
				.flatMap((index) -> feature.grants().get(index).less().map((left) -> {
					List<Grant> grants = new ArrayList<>(feature.grants());
					grants.remove((int) index);
					grants.addAll(left);
					return Arguments.of(feature, grants);
				})));
	}

	private UserApplication application(List<Grant> grants) {
		String user = "user" + this.users.incrementAndGet();
		this.administrator.add(user, grants.stream().map((grant) -> grant.under(user + "/")).toList());
		return new UserApplication(this.administrator, user);
	}

}
