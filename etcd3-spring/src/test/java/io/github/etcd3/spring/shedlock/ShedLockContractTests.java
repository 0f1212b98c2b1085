/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.shedlock;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import net.javacrumbs.shedlock.core.LockConfiguration;
import net.javacrumbs.shedlock.core.SimpleLock;
import net.javacrumbs.shedlock.test.support.AbstractExtensibleLockProviderIntegrationTest;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What ShedLock expects of each of its providers, by its own test kit. etcd's leases last
 * 2 s at least: where the kit waits for a shorter time to pass, this waits for the lock's
 * end.
 */
@EmbeddedServer(dedicated = true)
class ShedLockContractTests extends AbstractExtensibleLockProviderIntegrationTest {

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private static final Duration SHORTEST = Duration.ofSeconds(2);

	private final TestEtcd etcd;

	private Client client;

	private EtcdCalls calls;

	private boolean untilUnlocked;

	ShedLockContractTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.client = this.etcd.connect();
		this.calls = EtcdCalls.of(this.client);
	}

	@AfterEach
	void revokeAll() {
		// The kit leaves some locks to their end.
		this.etcd.leases()
			.forEach((lease) -> this.calls.await(EtcdCall.write("lease revoke", null),
					this.client.getLeaseClient().revoke(lease)));
		assertThat(count("")).isZero();
		this.client.close();
	}

	@Override
	protected EtcdLockProvider getLockProvider() {
		return new EtcdLockProvider(this.client);
	}

	@Override
	protected void assertUnlocked(String name) {
		assertThat(count(name)).isZero();
	}

	@Override
	protected void assertLocked(String name) {
		assertThat(count(name)).isOne();
	}

	@Override
	protected void sleepFor(Duration duration) {
		Awaitility.await()
			.atMost(LIVENESS)
			.pollDelay(duration)
			.until(() -> !this.untilUnlocked || count(this.LOCK_NAME1) == 0);
	}

	@Override
	@Test
	public void shouldTimeout() throws InterruptedException {
		doTestTimeout(SHORTEST);
	}

	@Override
	@Test
	public void shouldLockAtLeastFor() throws InterruptedException {
		doTestShouldLockAtLeastFor((int) SHORTEST.toMillis());
	}

	@Override
	@Test
	public void shouldNotBeAbleToExtendExpiredLock() {
		this.untilUnlocked = true;
		super.shouldNotBeAbleToExtendExpiredLock();
	}

	@Test
	void a_lock_has_one_lease_and_leaves_none() {
		SimpleLock lock = lock(getLockProvider(), Duration.ofMinutes(5), Duration.ZERO).orElseThrow();
		assertThat(lock(getLockProvider(), Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
		SimpleLock extended = lock.extend(Duration.ofMinutes(10), Duration.ZERO).orElseThrow();
		awaitLeases(1);
		extended.unlock();
		assertThat(this.etcd.leases()).isEmpty();
		assertUnlocked(this.LOCK_NAME1);
	}

	@Test
	void who_comes_too_late_takes_nothing_from_the_next_one() {
		EtcdLockProvider provider = new EtcdLockProvider(this.client);
		SimpleLock late = lock(provider, Duration.ofMinutes(5), Duration.ZERO).orElseThrow();
		SimpleLock later = lock(provider, "other", Duration.ofMinutes(5), Duration.ofMinutes(4)).orElseThrow();
		this.calls.await(EtcdCall.write("delete", "all"),
				this.client.getKVClient().delete(key(""), DeleteOption.builder().isPrefix(true).build()));
		SimpleLock next = lock(provider, Duration.ofMinutes(5), Duration.ZERO).orElseThrow();
		SimpleLock nextOther = lock(provider, "other", Duration.ofMinutes(5), Duration.ZERO).orElseThrow();

		assertThat(late.extend(Duration.ofMinutes(5), Duration.ZERO)).isEmpty();
		later.unlock();
		assertLocked(this.LOCK_NAME1);
		assertLocked("other");
		next.unlock();
		nextOther.unlock();
		assertThat(count("")).isZero();
	}

	@Test
	void a_lock_is_not_extended_behind_its_time_though_its_lease_lasts_longer() {
		AtomicLong now = new AtomicLong();
		EtcdLockProvider provider = new EtcdLockProvider(this.calls, "shedlock/", now::get);
		SimpleLock lock = lock(provider, Duration.ofSeconds(30), Duration.ZERO).orElseThrow();
		now.set(Duration.ofSeconds(30).toNanos() - 1);
		SimpleLock extended = lock.extend(Duration.ofSeconds(30), Duration.ZERO).orElseThrow();
		now.addAndGet(Duration.ofSeconds(30).toNanos());
		assertThat(extended.extend(Duration.ofSeconds(30), Duration.ZERO)).isEmpty();
		assertLocked(this.LOCK_NAME1);
	}

	@Test
	void without_etcd_no_task_runs_and_the_error_names_the_lock() {
		this.etcd.goAway();
		try {
			assertThatExceptionOfType(EtcdException.class)
				.isThrownBy(() -> lock(getLockProvider(), Duration.ofMinutes(5), Duration.ZERO))
				.withMessageContaining("shedlock/" + this.LOCK_NAME1);
		}
		finally {
			this.etcd.comeBack();
		}
		Awaitility.await()
			.atMost(LIVENESS)
			.ignoreExceptionsInstanceOf(EtcdException.class)
			.until(() -> lock(getLockProvider(), Duration.ofMinutes(5), Duration.ZERO).isPresent());
	}

	private Optional<SimpleLock> lock(EtcdLockProvider provider, Duration atMost, Duration atLeast) {
		return lock(provider, this.LOCK_NAME1, atMost, atLeast);
	}

	private static Optional<SimpleLock> lock(EtcdLockProvider provider, String name, Duration atMost,
			Duration atLeast) {
		return provider.lock(new LockConfiguration(Instant.now(), name, atMost, atLeast));
	}

	private void awaitLeases(int count) {
		Awaitility.await().atMost(LIVENESS).until(() -> this.etcd.leases().size() == count);
	}

	private long count(String name) {
		return this.calls
			.await(EtcdCall.read("get", name),
					this.client.getKVClient()
						.get(key(name), GetOption.builder().isPrefix(true).withCountOnly(true).build()))
			.getCount();
	}

	private static ByteSequence key(String name) {
		return ByteSequence.from(EtcdLockProvider.DEFAULT_PREFIX + name, StandardCharsets.UTF_8);
	}

}
