/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.Collections;

import com.google.protobuf.UnknownFieldSet;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.Compare.CompareResult;
import io.etcd.jetcd.api.Compare.CompareTarget;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.TxnResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link KvService}: transactions.
 */
class KvTxnTests {

	private static final String DUPLICATE = "INVALID_ARGUMENT: etcdserver: duplicate key given in txn request";

	private static final String TOO_MANY = "INVALID_ARGUMENT: etcdserver: too many operations in txn request";

	private final KvClient client = new KvClient();

	@AfterEach
	void close() {
		this.client.close();
	}

	@Test
	void operations_see_those_before_them_in_one_revision() {
		this.client.put("a", "1");
		TxnResponse response = txn(
				KvClient.txn(KvClient.op(KvClient.putting("b", "2")), KvClient.op(KvClient.deleting("a")),
						KvClient.op(KvClient.everything()), KvClient.op(KvClient.everything().setRevision(2))));
		assertThat(response.getSucceeded()).isTrue();
		assertThat(response.getHeader().getRevision()).isEqualTo(3);
		assertThat(response.getHeader().getMemberId()).isNotZero();
		assertThat(response.getResponses(0).getResponsePut().getHeader().getRevision()).isEqualTo(3);
		assertThat(response.getResponses(0).getResponsePut().getHeader().getMemberId()).isZero();
		assertThat(response.getResponses(1).getResponseDeleteRange().getDeleted()).isEqualTo(1);
		assertThat(KvClient.describe(response.getResponses(2).getResponseRange().getKvsList())).containsExactly("b=2");
		assertThat(KvClient.describe(response.getResponses(3).getResponseRange().getKvsList())).containsExactly("a=1");
	}

	@Test
	void comparisons_choose_the_branch() {
		this.client.put("a", "1").put("a", "2");
		assertThat(holds(compare(CompareTarget.VERSION, CompareResult.EQUAL).setVersion(2))).isTrue();
		assertThat(holds(compare(CompareTarget.CREATE, CompareResult.LESS).setCreateRevision(3))).isTrue();
		assertThat(holds(compare(CompareTarget.MOD, CompareResult.GREATER).setModRevision(3))).isFalse();
		assertThat(holds(compare(CompareTarget.VALUE, CompareResult.NOT_EQUAL).setValue(KvClient.bytes("1")))).isTrue();
		assertThat(holds(compare(CompareTarget.VALUE, CompareResult.EQUAL).setVersion(2)))
			.as("an operand of another target is none")
			.isFalse();
		assertThat(holds(compare(CompareTarget.VERSION, CompareResult.EQUAL).setVersion(2),
				compare(CompareTarget.MOD, CompareResult.EQUAL).setModRevision(2)))
			.isFalse();
	}

	@Test
	void a_missing_key_has_version_0_and_no_value() {
		assertThat(holds(KvClient.compare("x", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(0))).isTrue();
		assertThat(holds(KvClient.compare("x", CompareTarget.CREATE, CompareResult.GREATER).setCreateRevision(0)))
			.isFalse();
		assertThat(holds(
				KvClient.compare("x", CompareTarget.VALUE, CompareResult.NOT_EQUAL).setValue(KvClient.bytes("1"))))
			.isFalse();
	}

	@Test
	void a_comparison_of_a_range_holds_if_it_holds_for_each_key() {
		this.client.put("a", "1").put("b", "1").put("c", "2");
		assertThat(holds(compare(CompareTarget.VALUE, CompareResult.EQUAL).setValue(KvClient.bytes("1"))
			.setRangeEnd(KvClient.bytes("c")))).isTrue();
		assertThat(holds(compare(CompareTarget.VALUE, CompareResult.EQUAL).setValue(KvClient.bytes("1"))
			.setRangeEnd(KvClient.FROM_KEY))).isFalse();
	}

	@Test
	void leases_can_be_compared_though_the_protocol_of_jetcd_lacks_them() {
		this.client.grant(7);
		this.client.kv().put(KvClient.putting("a", "1").setLease(7).build());
		assertThat(
				holds(compare(CompareTarget.VERSION, CompareResult.EQUAL).setTargetValue(4).setUnknownFields(lease(7))))
			.isTrue();
		assertThat(holds(compare(CompareTarget.VERSION, CompareResult.EQUAL).setTargetValue(4))).isFalse();
	}

	@Test
	void nested_transactions_compare_before_anything_is_written() {
		Compare.Builder missing = KvClient.compare("a", CompareTarget.VERSION, CompareResult.EQUAL).setVersion(0);
		TxnResponse response = txn(KvClient.txn(KvClient.op(KvClient.putting("a", "1")),
				KvClient.op(TxnRequest.newBuilder()
					.addCompare(missing)
					.addSuccess(KvClient.op(KvClient.putting("b", "then")))
					.addFailure(KvClient.op(KvClient.putting("b", "else"))))));
		TxnResponse nested = response.getResponses(1).getResponseTxn();
		assertThat(nested.getSucceeded()).isTrue();
		assertThat(nested.hasHeader()).isTrue();
		assertThat(nested.getHeader().getRevision()).isZero();
		assertThat(KvClient.describe(this.client.all())).containsExactly("a=1", "b=then");
		assertThat(response.getHeader().getRevision()).isEqualTo(2);
	}

	@Test
	void what_only_reads_takes_no_revision() {
		this.client.put("a", "1");
		assertThat(txn(KvClient.txn(KvClient.op(KvClient.reading("a")))).getHeader().getRevision()).isEqualTo(2);
		assertThat(txn(KvClient.txn(KvClient.op(KvClient.deleting("x")))).getHeader().getRevision()).isEqualTo(2);
		assertThat(txn(KvClient.txn()).getSucceeded()).isTrue();
	}

	@Test
	void a_key_may_be_deleted_twice_but_not_put_twice() {
		this.client.put("a", "1");
		TxnResponse response = txn(
				KvClient.txn(KvClient.op(KvClient.deleting("a")), KvClient.op(KvClient.deleting("a", "z"))));
		assertThat(response.getResponses(1).getResponseDeleteRange().getDeleted()).isZero();
		refused(DUPLICATE, KvClient.op(KvClient.putting("a", "1")), KvClient.op(KvClient.putting("a", "2")));
	}

	@Test
	void a_key_may_not_be_put_and_deleted_but_for_what_etcd_overlooks() {
		refused(DUPLICATE, KvClient.op(KvClient.putting("b", "1")), KvClient.op(KvClient.deleting("a", "c")));
		refused(DUPLICATE, nested(KvClient.op(KvClient.deleting("b"))),
				nested(KvClient.op(KvClient.putting("b", "1"))));
		refused(DUPLICATE, nested(KvClient.op(KvClient.putting("b", "1"))), KvClient.op(KvClient.deleting("b")));
		txn(KvClient.txn(nested(KvClient.op(KvClient.putting("b", "1"))), nested(KvClient.op(KvClient.deleting("b")))));
		assertThat(this.client.all()).isEmpty();
		txn(KvClient.txn(KvClient.op(KvClient.deleting("a", "\0")), KvClient.op(KvClient.putting("b", "2"))));
		assertThat(KvClient.describe(this.client.all())).containsExactly("b=2");
	}

	/**
	 * Real etcd 3.5.30 accepts this, and dies when it next reads the key.
	 */
	@Test
	void a_key_deleted_and_put_again_in_one_revision_survives_its_compaction() {
		this.client.put("b", "1");
		txn(KvClient.txn(KvClient.op(KvClient.deleting("a", "\0")), KvClient.op(KvClient.putting("b", "2"))));
		this.client.kv().compact(CompactionRequest.newBuilder().setRevision(3).build());
		assertThat(KvClient.describe(this.client.all())).containsExactly("b=2");
		assertThat(this.client.all().get(0).getVersion()).isEqualTo(1);
	}

	@Test
	void both_branches_may_put_the_same_key() {
		txn(KvClient.txn(KvClient.op(TxnRequest.newBuilder()
			.addSuccess(KvClient.op(KvClient.putting("a", "then")))
			.addFailure(KvClient.op(KvClient.putting("a", "else"))))));
		assertThat(KvClient.describe(this.client.all())).containsExactly("a=then");
	}

	@Test
	void at_most_128_operations_are_shared_with_the_nested_ones() {
		RequestOp read = KvClient.op(KvClient.reading("a"));
		txn(TxnRequest.newBuilder().addAllSuccess(Collections.nCopies(128, read)));
		KvClient.assertRefused(() -> txn(TxnRequest.newBuilder().addAllFailure(Collections.nCopies(129, read))),
				TOO_MANY);
		TxnRequest.Builder inner = TxnRequest.newBuilder().addAllSuccess(Collections.nCopies(127, read));
		txn(KvClient.txn(KvClient.op(inner)));
		KvClient.assertRefused(() -> txn(KvClient.txn(read, KvClient.op(inner))), TOO_MANY);
	}

	@Test
	void what_is_wrong_with_an_operation_is_told_as_for_a_request_of_its_own() {
		refused("INVALID_ARGUMENT: etcdserver: key not found", RequestOp.getDefaultInstance());
		refused("INVALID_ARGUMENT: etcdserver: key is not provided", KvClient.op(KvClient.putting("", "")));
		refused("INVALID_ARGUMENT: etcdserver: value is provided",
				KvClient.op(KvClient.putting("a", "1").setIgnoreValue(true)));
		KvClient.assertRefused(() -> txn(TxnRequest.newBuilder().addCompare(Compare.newBuilder())),
				"INVALID_ARGUMENT: etcdserver: key is not provided");
	}

	@Test
	void what_would_fail_half_way_is_refused_before_anything_is_written() {
		RequestOp put = KvClient.op(KvClient.putting("a", "1"));
		refused("NOT_FOUND: etcdserver: requested lease not found", put,
				KvClient.op(KvClient.putting("b", "1").setLease(7)));
		refused("INVALID_ARGUMENT: etcdserver: key not found", put,
				KvClient.op(KvClient.putting("b", "").setIgnoreValue(true)));
		refused("OUT_OF_RANGE: etcdserver: mvcc: required revision is a future revision", put,
				KvClient.op(KvClient.reading("a").setRevision(2)));
		assertThat(this.client.all()).isEmpty();
		this.client.put("a", "1").kv().compact(CompactionRequest.newBuilder().setRevision(2).build());
		refused("OUT_OF_RANGE: etcdserver: mvcc: required revision has been compacted",
				KvClient.op(KvClient.reading("a").setRevision(-1)));
	}

	private TxnResponse txn(TxnRequest.Builder request) {
		return this.client.kv().txn(request.build());
	}

	private boolean holds(Compare.Builder... compares) {
		TxnRequest.Builder request = TxnRequest.newBuilder();
		for (Compare.Builder compare : compares) {
			request.addCompare(compare);
		}
		return txn(request).getSucceeded();
	}

	private void refused(String codeAndText, RequestOp... operations) {
		KvClient.assertRefused(() -> txn(KvClient.txn(operations)), codeAndText);
	}

	private static RequestOp nested(RequestOp operation) {
		return KvClient.op(KvClient.txn(operation));
	}

	private static Compare.Builder compare(CompareTarget target, CompareResult result) {
		return KvClient.compare("a", target, result);
	}

	private static UnknownFieldSet lease(long lease) {
		return UnknownFieldSet.newBuilder()
			.addField(8, UnknownFieldSet.Field.newBuilder().addVarint(lease).build())
			.build();
	}

}
