/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.lock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.Chance;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Names that break separators, encodings or logs, beside a good lock that must not hear
 * of them. The server is this test's own, so that all keys that there are can be read.
 */
@EmbeddedServer(dedicated = true)
class HostileLockTests {

	private static final String PREFIX = "hostile/locks/";

	private static final String NEIGHBOUR = "hostile/neighbour";

	private static final List<String> ODD = List.of("a", "a\n", "a\0", "a ", "A", " ", "\0", "\n", "\r\n", "\t", ".",
			"..", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\u202e", "\ufeff", "\uffff", "\u00e9", "e\u0301", "🔑",
			"%2f", "\\", "${a}", "{}", "*", "x".repeat(100_000));

	private final TestEtcd etcd;

	private Application application;

	private Application other;

	private EtcdLockTemplate locks;

	private EtcdLockTemplate otherLocks;

	private EtcdLock good;

	HostileLockTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void holdTheGoodOne() {
		this.application = Application.of(this.etcd.endpoints());
		this.other = Application.of(this.etcd.endpoints());
		this.locks = this.application.locks(PREFIX);
		this.otherLocks = this.other.locks(PREFIX);
		this.application.kv().put(NEIGHBOUR, "there");
		this.good = this.locks.acquire("good");
	}

	@AfterEach
	void theGoodOneWasNotDisturbed() {
		try {
			assertThat(this.good.isHeld()).isTrue();
			this.good.kv().put(NEIGHBOUR, "written under the good lock");
			this.good.close();
			assertThat(this.application.kv().keys()).as("keys left behind").containsExactly(NEIGHBOUR);
		}
		finally {
			this.application.close();
			this.other.close();
		}
	}

	@Test
	void each_name_is_a_lock_of_its_own_with_one_key_below_the_prefix() {
		List<EtcdLock> held = ODD.stream().map(this.locks::acquire).toList();

		assertThat(held).allMatch(EtcdLock::isHeld).extracting(EtcdLock::name).containsExactlyElementsOf(ODD);
		assertThat(this.application.kv().keys())
			.containsExactlyInAnyOrderElementsOf(keys(Stream.concat(ODD.stream(), Stream.of("good")).toList()));
		for (String name : ODD) {
			assertThat(this.otherLocks.tryAcquire(name)).as(EtcdCall.shown(name)).isEmpty();
		}
		for (EtcdLock lock : held) {
			lock.close();
			EtcdLock next = this.otherLocks.acquire(lock.name(), Duration.ofSeconds(60));
			assertThat(next.token()).isGreaterThan(lock.token());
			next.close();
		}
	}

	@Test
	void messages_show_a_name_on_one_line_and_no_more_than_its_beginning() {
		for (String name : ODD) {
			try (EtcdLock lock = this.locks.acquire(name)) {
				OneLine.assertHarmless(lock.toString());
				assertThatExceptionOfType(NestedLockException.class).isThrownBy(() -> this.locks.acquire(name))
					.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
				assertThatExceptionOfType(LockNotAcquiredException.class)
					.isThrownBy(() -> this.otherLocks.acquire(name, Duration.ZERO))
					.satisfies((ex) -> {
						OneLine.assertHarmless(ex.getMessage());
						assertThat(ex.getLockName()).isEqualTo(name);
					});
				assertThatIllegalArgumentException().isThrownBy(() -> this.locks.tryAcquire(name, Duration.ofNanos(-1)))
					.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
			}
		}
		assertThatExceptionOfType(LockLostException.class)
			.isThrownBy(() -> this.locks.executeWithoutResult("a\n\u202e", this::lose))
			.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
	}

	private void lose(EtcdLock lock) throws InterruptedException {
		CountDownLatch lost = new CountDownLatch(1);
		lock.onLost(lost::countDown);
		this.application.delete(PREFIX + lock.name() + "/" + this.application.session().lease().hexId());
		assertThat(lost.await(60, TimeUnit.SECONDS)).isTrue();
	}

	@Test
	void names_that_would_nest_or_fall_together_are_refused_and_nothing_is_sent() {
		long revision = this.application.revision();
		for (String name : List.of("", "/", "//", "/a", "a/", "a/b", "a//b", "../outside", "..//", "a\n/b", "\ud83d",
				"\udd11a", "a\n\ud83d", "x".repeat(100_000) + "/")) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.locks.acquire(name))
				.withMessageContaining("The lock name '" + EtcdCall.shown(name) + "'")
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
		assertThat(this.application.revision()).isEqualTo(revision);
	}

	@Test
	void a_name_that_no_request_could_hold_is_refused_and_nothing_is_sent() {
		for (String name : List.of("x".repeat(2 * 1024 * 1024), "日".repeat(500_000), "\n".repeat(400_000))) {
			assertThatIllegalArgumentException().isThrownBy(() -> this.locks.acquire(name))
				.withMessageContaining("The lock name '" + EtcdCall.shown(name) + "'")
				.withMessageContaining("131072 bytes")
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
		}
	}

	@Test
	void any_text_is_a_lock_inside_of_the_prefix_or_is_refused_on_one_line() {
		Chance.each((chance) -> {
			String name = chance.text();
			List<String> names = new ArrayList<>(List.of("good"));
			try (EtcdLock lock = this.locks.acquire(name)) {
				names.add(name);
				assertThat(lock.isHeld()).isTrue();
				assertThat(this.application.kv().keys()).containsExactlyInAnyOrderElementsOf(keys(names));
			}
			catch (IllegalArgumentException ex) {
				assertThat(name).matches((text) -> text.isEmpty() || text.contains("/") || text.codePoints()
					.anyMatch((character) -> Character.getType(character) == Character.SURROGATE));
				OneLine.assertHarmless(ex.getMessage());
			}
		});
	}

	private List<String> keys(List<String> names) {
		String lease = this.application.session().lease().hexId();
		return Stream.concat(Stream.of(NEIGHBOUR), names.stream().map((name) -> PREFIX + name + "/" + lease)).toList();
	}

}
