/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.PutResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.etcd3.embedded.auth.Caller;
import io.github.etcd3.embedded.member.Member;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvService}: puts and deletions.
 */
class KvWriteTests {

	private final KvClient client = new KvClient();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void a_put_answers_with_its_revision_and_the_value_before_if_asked() {
		PutResponse first = put(KvClient.putting("a", "1").setPrevKv(true));
		assertThat(first.getHeader().getRevision()).isEqualTo(2);
		assertThat(first.hasPrevKv()).isFalse();
		PutResponse second = put(KvClient.putting("a", "2").setPrevKv(true));
		assertThat(second.getHeader().getRevision()).isEqualTo(3);
		assertThat(second.getPrevKv().getValue()).isEqualTo(KvClient.bytes("1"));
		assertThat(put(KvClient.putting("a", "3")).hasPrevKv()).isFalse();
	}

	@Test
	void value_and_lease_can_be_kept() {
		this.client.grant(7);
		put(KvClient.putting("a", "1").setLease(7));
		put(KvClient.putting("a", "2").setIgnoreLease(true));
		put(KvClient.putting("a", "").setIgnoreValue(true).setIgnoreLease(true));
		assertThat(only()).extracting(KeyValue::getValue, KeyValue::getLease, KeyValue::getVersion)
			.containsExactly(KvClient.bytes("2"), 7L, 3L);
		put(KvClient.putting("a", "").setIgnoreValue(true));
		assertThat(only()).as("a put without a lease takes the key off it")
			.extracting(KeyValue::getValue, KeyValue::getLease)
			.containsExactly(KvClient.bytes("2"), 0L);
	}

	@Test
	void what_cannot_be_kept_is_refused() {
		KvClient.assertRefused(() -> put(KvClient.putting("a", "").setIgnoreValue(true)),
				"INVALID_ARGUMENT: etcdserver: key not found");
		KvClient.assertRefused(() -> put(KvClient.putting("a", "1").setIgnoreLease(true)),
				"INVALID_ARGUMENT: etcdserver: key not found");
		KvClient.assertRefused(() -> put(KvClient.putting("a", "1").setIgnoreValue(true)),
				"INVALID_ARGUMENT: etcdserver: value is provided");
		KvClient.assertRefused(() -> put(KvClient.putting("a", "1").setIgnoreLease(true).setLease(7)),
				"INVALID_ARGUMENT: etcdserver: lease is provided");
		assertThat(this.client.all()).isEmpty();
	}

	@Test
	void a_put_needs_a_key_and_a_lease_that_is_there() {
		KvClient.assertRefused(() -> put(PutRequest.newBuilder()), "INVALID_ARGUMENT: etcdserver: key is not provided");
		KvClient.assertRefused(() -> put(KvClient.putting("a", "1").setLease(7)),
				"NOT_FOUND: etcdserver: requested lease not found");
	}

	@Test
	void a_deletion_tells_how_many_and_which() {
		this.client.put("a", "1").put("b", "2").put("c", "3");
		DeleteRangeResponse response = this.client.kv()
			.deleteRange(KvClient.deleting("a", "c").setPrevKv(true).build());
		assertThat(response.getDeleted()).isEqualTo(2);
		assertThat(KvClient.describe(response.getPrevKvsList())).containsExactly("a=1", "b=2");
		assertThat(response.getHeader().getRevision()).isEqualTo(5);
		assertThat(KvClient.describe(this.client.all())).containsExactly("c=3");
	}

	@Test
	void deleting_nothing_takes_no_revision() {
		DeleteRangeResponse response = this.client.kv().deleteRange(KvClient.deleting("a").build());
		assertThat(response.getDeleted()).isZero();
		assertThat(response.getHeader().getRevision()).isEqualTo(1);
		KvClient.assertRefused(() -> this.client.kv().deleteRange(KvClient.deleting("").build()),
				"INVALID_ARGUMENT: etcdserver: key is not provided");
	}

	@Test
	void a_request_of_more_than_one_and_a_half_mebibytes_is_too_large() {
		int limit = 3 * 512 * 1024;
		put(KvClient.putting("a", "").setValue(ByteString.copyFrom(new byte[limit - 64])));
		KvClient.assertRefused(() -> put(KvClient.putting("a", "").setValue(ByteString.copyFrom(new byte[limit]))),
				"INVALID_ARGUMENT: etcdserver: request is too large");
		KvClient.assertRefused(() -> this.client.kv()
			.txn(KvClient.txn(KvClient.op(KvClient.putting("a", "").setValue(ByteString.copyFrom(new byte[limit]))))
				.build()), "INVALID_ARGUMENT: etcdserver: request is too large");
	}

	@Test
	void without_space_nothing_is_put_but_deletions_go_on() {
		Member member = new Member();
		KvRequests requests = new KvRequests(member);
		requests.put(Caller.NONE, KvClient.putting("a", "1").build());
		member.alarms().noSpace(true);
		String noSpace = "RESOURCE_EXHAUSTED: etcdserver: mvcc: database space exceeded";
		KvClient.assertRefused(() -> requests.put(Caller.NONE, KvClient.putting("a", "2").build()), noSpace);
		KvClient.assertRefused(() -> requests.txn(Caller.NONE,
				KvClient.txn().addFailure(KvClient.op(KvClient.putting("a", "2"))).build()), noSpace);
		assertThat(requests.deleteRange(Caller.NONE, KvClient.deleting("a").build()).getDeleted()).isEqualTo(1);
		assertThat(requests.range(Caller.NONE, KvClient.everything().build()).getCount()).isZero();
		member.alarms().noSpace(false);
		requests.put(Caller.NONE, KvClient.putting("a", "2").build());
		member.close();
	}

	private PutResponse put(PutRequest.Builder request) {
		return this.client.kv().put(request.build());
	}

	private KeyValue only() {
		return this.client.all().get(0);
	}

}
