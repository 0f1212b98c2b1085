/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.contention;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KV;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.DeleteOption;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.GetOption.SortOrder;
import io.etcd.jetcd.options.GetOption.SortTarget;
import io.etcd.jetcd.options.PutOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.session.SessionLease;

/**
 * The key with which a session stands in the queue of a name:
 * {@code name/<lease id in hex>}. The queue's order is that of the create revisions, as
 * in etcd's own {@code concurrency} package; the first one holds the name. Used by one
 * thread at a time.
 */
final class OwnKey {

	private static final Logger logger = LoggerFactory.getLogger(OwnKey.class);

	private final EtcdCalls calls;

	private final ByteSequence queue;

	private final String key;

	private final ByteSequence keyBytes;

	private final ByteSequence value;

	private final SessionLease lease;

	private final EtcdCall enter;

	private long createRevision;

	private boolean uncertain;

	private @Nullable CompletableFuture<TxnResponse> entering;

	OwnKey(EtcdCalls calls, String name, String value, SessionLease lease) {
		this.calls = calls;
		this.queue = bytes(name + "/");
		this.key = name + "/" + lease.hexId();
		this.keyBytes = bytes(this.key);
		this.value = bytes(value);
		this.lease = lease;
		this.enter = EtcdCall.write("txn to enter the queue with", this.key);
	}

	String key() {
		return this.key;
	}

	SessionLease lease() {
		return this.lease;
	}

	/**
	 * The create revision, known while the key stands in the queue.
	 * @return 0 where it does not, as far as is known
	 */
	long createRevision() {
		return this.createRevision;
	}

	/**
	 * Whether a put got no answer, so that it may be carried out later still, or a key
	 * was found that no live contender owns.
	 */
	boolean isUncertain() {
		return this.uncertain;
	}

	/**
	 * Puts the key at the end of the queue, unless it is there. The transaction answers
	 * at once whether somebody is before it, so that a free name costs one call.
	 * @return the place; {@code null} where a key stood in the way that no live contender
	 * owns, which has been deleted
	 */
	@Nullable Place enter() {
		PutOption leased = PutOption.builder().withLeaseId(this.lease.id()).build();
		this.entering = this.calls.client()
			.getKVClient()
			.txn()
			.If(new Cmp(this.keyBytes, Cmp.Op.EQUAL, CmpTarget.createRevision(0)))
			.Then(Op.put(this.keyBytes, this.value, leased), Op.get(this.queue, lastTwo(0)))
			.Else(Op.get(this.keyBytes, GetOption.DEFAULT))
			.commit();
		return entered();
	}

	private @Nullable Place entered() {
		CompletableFuture<TxnResponse> answer = this.entering;
		if (answer == null) {
			return null;
		}
		TxnResponse response;
		try {
			response = this.calls.await(this.enter, answer);
		}
		catch (EtcdException ex) {
			boolean interrupted = ex instanceof EtcdOutcomeUnknownException && !answer.isCompletedExceptionally();
			if (!interrupted) {
				this.uncertain |= ex.isOutcomeUnknown();
				this.entering = null;
			}
			throw ex;
		}
		this.entering = null;
		List<KeyValue> found = response.getGetResponses().get(0).getKvs();
		if (response.isSucceeded()) {
			this.createRevision = response.getHeader().getRevision();
			return place(found);
		}
		if (found.isEmpty()) {
			return null;
		}
		KeyValue own = found.get(0);
		if (own.getValue().equals(this.value)) {
			// A put of this attempt whose answer was lost.
			this.createRevision = own.getCreateRevision();
			return look();
		}
		this.uncertain = true;
		delete(own.getCreateRevision());
		return null;
	}

	/**
	 * Reads the own key and the one right before it.
	 * @return the place, or {@code null} where the own key is gone
	 */
	@Nullable Place look() {
		Place place = place(this.calls
			.await(EtcdCall.read("get of the place in the queue of", this.key),
					this.calls.client().getKVClient().get(this.queue, lastTwo(this.createRevision)))
			.getKvs());
		if (place == null) {
			this.createRevision = 0;
		}
		return place;
	}

	/** The last to come are the own key and its predecessor. */
	private static GetOption lastTwo(long maxCreateRevision) {
		return GetOption.builder()
			.isPrefix(true)
			.withMaxCreateRevision(maxCreateRevision)
			.withSortField(SortTarget.CREATE)
			.withSortOrder(SortOrder.DESCEND)
			.withKeysOnly(true)
			.withLimit(2)
			.build();
	}

	private @Nullable Place place(List<KeyValue> last) {
		if (last.isEmpty() || last.get(0).getCreateRevision() != this.createRevision
				|| !last.get(0).getKey().equals(this.keyBytes)) {
			return null;
		}
		return new Place((last.size() > 1) ? last.get(1).getKey().toString(StandardCharsets.UTF_8) : null);
	}

	/**
	 * Whether the key is in etcd as it was created then.
	 */
	boolean exists(long revision) {
		KeyValue own = read();
		return own != null && own.getCreateRevision() == revision;
	}

	/**
	 * Takes the key out of the queue, whatever became of the puts.
	 * @throws EtcdException if that is not sure; to be repeated then
	 */
	void remove() {
		if (this.entering != null) {
			recallPut();
		}
		if (this.createRevision != 0) {
			delete(this.createRevision);
			this.createRevision = 0;
		}
		else if (this.uncertain) {
			KeyValue own = read();
			if (own != null) {
				delete(own.getCreateRevision());
			}
		}
	}

	/**
	 * Puts the key on another lease, where it is as old as before.
	 * @return {@code false} if it is gone
	 */
	boolean move(long toLease) {
		PutOption leased = PutOption.builder().withLeaseId(toLease).build();
		return this.calls
			.await(EtcdCall.write("txn to keep", this.key),
					this.calls.client()
						.getKVClient()
						.txn()
						.If(new Cmp(this.keyBytes, Cmp.Op.EQUAL, CmpTarget.createRevision(this.createRevision)))
						.Then(Op.put(this.keyBytes, this.value, leased))
						.commit())
			.isSucceeded();
	}

	/** Its waiter was interrupted; the answer comes all the same. */
	private void recallPut() {
		try {
			entered();
		}
		catch (EtcdException ex) {
			logger.debug("The put of '{}' had been interrupted, and failed: {}", EtcdCall.shown(this.key),
					ex.getMessage());
		}
	}

	private @Nullable KeyValue read() {
		List<KeyValue> found = this.calls
			.await(EtcdCall.read("get", this.key), this.calls.client().getKVClient().get(this.keyBytes))
			.getKvs();
		return found.isEmpty() ? null : found.get(0);
	}

	/** Never deletes a key that was created anew. */
	private void delete(long revision) {
		KV kv = this.calls.client().getKVClient();
		this.calls.await(EtcdCall.write("txn to leave the queue with", this.key),
				kv.txn()
					.If(new Cmp(this.keyBytes, Cmp.Op.EQUAL, CmpTarget.createRevision(revision)))
					.Then(Op.delete(this.keyBytes, DeleteOption.DEFAULT))
					.commit());
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	/**
	 * A place in the queue.
	 *
	 * @param predecessor the key right before the own one; {@code null} where the own one
	 * is the first and holds the name
	 */
	record Place(@Nullable String predecessor) {

	}

}
