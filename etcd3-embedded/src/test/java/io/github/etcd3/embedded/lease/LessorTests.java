/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.lease;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LessorTests {

	private final AtomicLong now = new AtomicLong();

	private final Lessor lessor = new Lessor(this.now::get);

	@Test
	void tells_the_whole_seconds_that_are_left() {
		Lease lease = this.lessor.grant(1, 10);

		assertThat(this.lessor.remaining(lease)).isEqualTo(10);
		pass(Duration.ofNanos(1));
		assertThat(this.lessor.remaining(lease)).isEqualTo(9);
		pass(Duration.ofMillis(9_500));
		assertThat(this.lessor.remaining(lease)).isZero();
		assertThat(this.lessor.isExpired(lease)).isFalse();
	}

	@Test
	void tells_a_negative_time_of_a_lease_that_ran_out_more_than_a_second_ago() {
		Lease lease = this.lessor.grant(1, 10);

		pass(Duration.ofMillis(10_900));
		assertThat(this.lessor.remaining(lease)).isZero();
		pass(Duration.ofMillis(100));
		assertThat(this.lessor.remaining(lease)).isEqualTo(-1);
	}

	@Test
	void has_a_lease_run_out_at_the_end_of_its_time_and_not_before() {
		Lease lease = this.lessor.grant(1, 10);

		pass(Duration.ofSeconds(10).minusNanos(1));
		assertThat(this.lessor.expired(10)).isEmpty();
		pass(Duration.ofNanos(1));
		assertThat(this.lessor.expired(10)).containsExactly(lease);
	}

	@Test
	void finds_no_more_expired_leases_than_asked_for_the_longest_expired_first() {
		Lease late = this.lessor.grant(1, 30);
		Lease early = this.lessor.grant(2, 10);
		Lease middle = this.lessor.grant(3, 20);
		this.lessor.grant(4, 60);
		pass(Duration.ofSeconds(40));

		assertThat(this.lessor.expired(2)).containsExactly(early, middle);
		assertThat(this.lessor.expired(9)).containsExactly(early, middle, late);
	}

	@Test
	void orders_leases_by_their_expiry_also_after_a_renewal() {
		Lease first = this.lessor.grant(1, 10);
		Lease second = this.lessor.grant(2, 15);
		assertThat(this.lessor.all()).containsExactly(first, second);

		pass(Duration.ofSeconds(9));
		this.lessor.renew(first);

		assertThat(this.lessor.all()).containsExactly(second, first);
		assertThat(this.lessor.remaining(first)).isEqualTo(10);
	}

	@Test
	void gives_every_lease_its_time_again_and_more() {
		Lease first = this.lessor.grant(1, 10);
		Lease second = this.lessor.grant(2, 60);
		pass(Duration.ofSeconds(9));

		this.lessor.renewAll(Duration.ofSeconds(1));

		assertThat(List.of(this.lessor.remaining(first), this.lessor.remaining(second))).containsExactly(11L, 61L);
		assertThat(this.lessor.all()).containsExactly(first, second);
	}

	@Test
	void lets_the_longest_lease_never_run_out_however_late_it_is() {
		this.now.set(Long.MAX_VALUE / 2);
		Lease lease = this.lessor.grant(1, 9_000_000_000L);

		assertThat(this.lessor.isExpired(lease)).isFalse();
		assertThat(this.lessor.remaining(lease)).isPositive();
	}

	@Test
	void forgets_what_it_removes() {
		Lease lease = this.lessor.grant(1, 10);

		this.lessor.remove(lease);

		assertThat(this.lessor.find(1)).isNull();
		assertThat(this.lessor.exists(1)).isFalse();
		assertThat(this.lessor.all()).isEmpty();
	}

	@Test
	void lists_a_lease_s_keys_in_the_order_of_unsigned_bytes() {
		Lease lease = this.lessor.grant(1, 10);
		ByteString high = ByteString.copyFrom(new byte[] { (byte) 0x80 });
		ByteString low = ByteString.copyFromUtf8("a");
		this.lessor.attach(1, high);
		this.lessor.attach(1, low);
		this.lessor.attach(1, low);

		assertThat(lease.keys()).containsExactly(low, high);

		this.lessor.detach(1, low);
		this.lessor.detach(2, high);
		assertThat(lease.keys()).containsExactly(high);
	}

	@Test
	void hangs_no_key_on_a_lease_that_is_not_there() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.lessor.attach(7, ByteString.EMPTY))
			.withMessageContaining("lease 7");
	}

	private void pass(Duration time) {
		this.now.addAndGet(time.toNanos());
	}

}
