/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.core.ParameterizedTypeReference;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdInvalidArgumentException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

interface TransactionContract extends KvFixture {

	@Test
	default void the_first_branch_is_carried_out_if_all_conditions_hold() {
		kv().put("from", 10);
		kv().put("old", "x");
		long revision = kv().put("to", 1).revision();
		TransactionResult result = kv().transaction()
			.ifValue("from", 10)
			.ifRevision("to", revision)
			.ifVersion("to", 1)
			.ifCreateRevision("to", revision)
			.ifExists("old")
			.ifAbsent("new")
			.thenGet("from")
			.thenPut("from", 5)
			.thenPut("to", 6)
			.thenPut("new", List.of("a"))
			.thenDelete("old")
			.thenDelete("nothing")
			.thenGet("new")
			.elseGet("old")
			.commit();
		assertThat(result.succeeded()).isTrue();
		assertThat(result.get("from", Integer.class)).contains(10);
		assertThat(result.get("new", new ParameterizedTypeReference<List<String>>() {
		})).contains(List.of("a"));
		assertThat(result.deleted("old")).isTrue();
		assertThat(result.deleted("nothing")).isFalse();
		assertThat(kv().list()).map(EtcdEntry::key).containsExactly("from", "new", "to");
		assertThat(kv().list()).allSatisfy((entry) -> assertThat(entry.modRevision()).isEqualTo(result.revision()));
		assertThatIllegalArgumentException().isThrownBy(() -> result.get("to")).withMessageContaining("'to'");
		assertThatIllegalArgumentException().isThrownBy(() -> result.deleted("to"));
	}

	@Test
	default void the_other_branch_is_carried_out_if_one_condition_does_not_hold() {
		kv().put("key", "value");
		TransactionResult result = kv().transaction()
			.ifExists("key")
			.ifAbsent("key")
			.thenPut("key", "never")
			.elseGet("key")
			.elseGet("nothing")
			.elsePut("other", "written")
			.elseDelete("nothing")
			.commit();
		assertThat(result.succeeded()).isFalse();
		assertThat(result.get("key")).contains("value");
		assertThat(result.getEntry("key")).map(EtcdEntry::version).contains(1L);
		assertThat(result.getEntry("nothing", Integer.class)).isEmpty();
		assertThat(kv().get("other")).contains("written");
		assertThat(kv().get("key")).contains("value");
	}

	@Test
	default void each_condition_can_fail() {
		long revision = kv().put("key", "value").revision();
		assertThat(kv().transaction().ifExists("nothing").thenGet("key").commit().succeeded()).isFalse();
		assertThat(kv().transaction().ifAbsent("key").thenGet("key").commit().succeeded()).isFalse();
		assertThat(kv().transaction().ifValue("key", "other").thenGet("key").commit().succeeded()).isFalse();
		assertThat(kv().transaction().ifVersion("key", 2).thenGet("key").commit().succeeded()).isFalse();
		assertThat(kv().transaction().ifRevision("key", revision - 1).thenGet("key").commit().succeeded()).isFalse();
		assertThat(kv().transaction().ifCreateRevision("key", 1).thenGet("key").commit().succeeded()).isFalse();
	}

	@Test
	default void the_limits_are_those_of_etcd() {
		EtcdTransaction reads = kv().transaction();
		for (int i = 0; i < 128; i++) {
			reads.thenGet("key-" + i);
		}
		assertThat(reads.commit().get("key-127")).isEmpty();
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> reads.thenGet("one more").commit())
			.withMessageContaining("128");
		EtcdTransaction writes = kv().transaction();
		for (int i = 0; i < 128; i++) {
			writes.thenPut("key-" + i, i);
		}
		assertThat(writes.commit().succeeded()).isTrue();
		assertThat(kv().count()).isEqualTo(128);
		EtcdTransaction conditions = kv().transaction().thenGet("key-0");
		for (int i = 0; i < 128; i++) {
			conditions.ifValue("key-" + i, i);
		}
		assertThat(conditions.commit().get("key-0")).contains("0");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> conditions.ifAbsent("one more").commit())
			.withMessageContaining("128");
	}

	@Test
	default void bad_transactions_are_refused_before_they_are_sent() {
		assertThatExceptionOfType(EtcdInvalidArgumentException.class).isThrownBy(() -> kv().transaction().commit());
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().ifAbsent("key").commit());
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenPut("key", 1).thenPut("key", 2))
			.withMessageContaining(absolute("key"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenPut("key", 1).thenDelete("key"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenGet("key").thenGet("key"));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenPut("", 1));
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenPut("key", "x".repeat(2_000_000)).commit());
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().thenPut("key", "x".repeat(2_000_000)).requireWithinLimits())
			.withMessageContaining("too large");
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> kv().transaction().requireWithinLimits());
		kv().transaction().thenPut("key", "sent by commit only").requireWithinLimits();
		assertThat(kv().count()).isZero();
	}

	@Test
	default void two_branches_may_write_the_same_key() {
		for (int i = 0; i < 2; i++) {
			kv().transaction().ifAbsent("key").thenPut("key", "first").elsePut("key", "again").commit();
		}
		assertThat(kv().get("key")).contains("again");
		assertThat(kv().list(String.class)).map(EtcdEntry::key).isEqualTo(List.copyOf(Map.of("key", 1).keySet()));
	}

	@Test
	default void conditions_and_large_puts_share_the_limit() {
		EtcdTransaction fits = kv().transaction().ifAbsent("no-1").ifAbsent("no-2");
		for (int i = 0; i < 126; i++) {
			fits.thenPut("key-" + i, "x".repeat(1024));
		}
		assertThat(fits.commit().succeeded()).isTrue();
		assertThatExceptionOfType(EtcdInvalidArgumentException.class)
			.isThrownBy(() -> fits.thenPut("one more", "x".repeat(1024)).commit())
			.withMessageContaining("Split it");
		assertThat(kv().count()).isEqualTo(126);
	}

}
