/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.Supplier;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.MemberListRequest;
import io.grpc.MethodDescriptor;

/**
 * Makes the steps of an episode out of a seed, always the same ones.
 */
final class Generator {

	private static final int WATCH_STREAMS = 3;

	/** How many times longer a step with large values takes. */
	private static final int LARGE_TAKE = 8;

	private final Chance chance;

	private final Weights<Supplier<Step>> steps = new Weights<>();

	private final Supplier<String> asker;

	private final KvRequestsByChance kv;

	private final OtherRequestsByChance other;

	private Generator(Chance chance, Supplier<String> asker) {
		this.chance = chance;
		this.asker = asker;
		this.kv = new KvRequestsByChance(this.chance);
		this.other = new OtherRequestsByChance(this.chance);
		call(2500, KVGrpc.getPutMethod(), this.kv::put);
		call(1, KVGrpc.getPutMethod(), this.kv::tooLargePut);
		call(2200, KVGrpc.getRangeMethod(), this.kv::range);
		call(700, KVGrpc.getDeleteRangeMethod(), this.kv::delete);
		call(1700, KVGrpc.getTxnMethod(), this.kv::txn);
		call(100, KVGrpc.getCompactMethod(), this.kv::compaction);
		call(400, LeaseGrpc.getLeaseGrantMethod(), this.other::grant);
		call(150, LeaseGrpc.getLeaseRevokeMethod(), this.other::revoke);
		call(300, LeaseGrpc.getLeaseTimeToLiveMethod(), this.other::timeToLive);
		call(100, Methods.LEASE_LEASES, MemberListRequest::getDefaultInstance);
		call(60, MaintenanceGrpc.getAlarmMethod(), this.other::disarm);
		call(100, MaintenanceGrpc.getHashKVMethod(), this.other::hash);
		this.steps.add(150, () -> new Step.KeepAlive(this.other.keepAlives(), asker.get()))
			.add(250, () -> new Step.Watch(stream(), this.other.createWatch(), asker.get()))
			.add(150, () -> new Step.Watch(stream(), this.other.cancelWatch(), asker.get()))
			.add(60, () -> new Step.Watch(stream(), this.other.progress(), asker.get()))
			.add(25, () -> new Step.CloseWatches(stream()))
			.add(100, Step.Settle::new)
			.add(60, () -> this.other.rare(asker.get()));
	}

	/**
	 * The steps of an episode. In each fourth one users have to log in, and in some the
	 * values are so large that watches are told in fragments; those are short.
	 */
	static List<Step> steps(long seed, int count) {
		Chance chance = new Chance(new Random(new SplittableRandom(seed).nextLong()));
		return switch (chance.below(16)) {
			case 0, 1, 2, 3 -> stepsOfUsers(chance, count);
			case 4 -> new Generator(chance, () -> "").withLargeValues().addSteps(List.of(), count / LARGE_TAKE);
			default -> new Generator(chance, () -> "").withAlarms().withElections().addSteps(List.of(), count);
		};
	}

	private static List<Step> stepsOfUsers(Chance chance, int count) {
		chance.onlyForward();
		AuthRequestsByChance auth = new AuthRequestsByChance(chance);
		Generator generator = new Generator(chance, auth::asker);
		generator.steps.add(600, auth::next);
		return generator.addSteps(auth.start(), count);
	}

	// Without users: while etcd has no space it asks nobody for his permission to write,
	// delete or manage
	// users, which is nothing to imitate.
	private Generator withAlarms() {
		call(15, MaintenanceGrpc.getAlarmMethod(), this.other::alarm);
		return this;
	}

	private Generator withLargeValues() {
		call(2000, KVGrpc.getPutMethod(), this.kv::largePut);
		return this;
	}

	// Without users: whose rights a waiter uses is not for this test.
	private Generator withElections() {
		this.steps.add(300, new Elections(this.chance)::next);
		return this;
	}

	private List<Step> addSteps(List<Step> first, int count) {
		List<Step> all = new ArrayList<>(first);
		while (all.size() < count) {
			all.add(this.steps.choose(this.chance).get());
		}
		return all;
	}

	private void call(int weight, MethodDescriptor<?, ?> method, Supplier<? extends Message> request) {
		this.steps.add(weight, () -> new Step.Call(method, request.get(), this.asker.get()));
	}

	private int stream() {
		return this.chance.below(WATCH_STREAMS);
	}

}
