/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.github.etcd3.faults.cluster.FaultCluster;
import io.github.etcd3.faults.cluster.Link;
import io.github.etcd3.faults.cluster.LinkState;
import io.github.etcd3.process.EtcdProcess;

/**
 * What goes wrong with links.
 */
final class LinkFaults {

	private static final int MOST_CLIENT_DELAY_MILLIS = 400;

	// More would be a partition: a member calls an election after 1 s.
	private static final int MOST_PEER_DELAY_MILLIS = 150;

	private static final int LATE_ANSWERS = 5;

	/** A third of a TTL of 10 s, after which a lease is renewed. */
	private static final int BEFORE_LATE_MILLIS = 3_400;

	/** Less than the sixth of it that a renewal waits for its answer. */
	private static final int LATE_MILLIS = 800;

	private final FaultCluster cluster;

	LinkFaults(FaultCluster cluster) {
		this.cluster = cluster;
	}

	Fault clientCut(Step step) {
		return client(step, LinkState.CUT);
	}

	Fault clientStall(Step step) {
		return client(step, LinkState.STALL);
	}

	Fault clientDelay(Step step) {
		return client(step, LinkState.delayed(delay(step, MOST_CLIENT_DELAY_MILLIS)));
	}

	Fault clientOneWay(Step step) {
		if (step.choice() % 8 == LATE_ANSWERS) {
			return lateAnswers(step);
		}
		return client(step, isEven(step) ? LinkState.HOLD_FORTH : LinkState.HOLD_BACK);
	}

	/**
	 * Answers are held back, then the questions too, which jetcd repeats twice a second;
	 * then the answers come, late, and nothing is asked any more.
	 */
	private Fault lateAnswers(Step step) {
		List<Link> links = this.cluster.clientLinks(step.application());
		return Fault.of(step.application() + " to all, late answers", () -> {
			links.forEach((link) -> link.set(LinkState.HOLD_BACK));
			Pauses.sleep(BEFORE_LATE_MILLIS);
			links.forEach((link) -> link.set(LinkState.STALL));
			Pauses.sleep(LATE_MILLIS);
			links.forEach((link) -> link.set(LinkState.HOLD_FORTH));
		}, () -> links.forEach((link) -> link.set(LinkState.OPEN)));
	}

	Fault clientUnplugged(Step step) {
		return this.cluster.namespaceOf(step.application())
			.map((network) -> Fault.of(step.application() + " in " + network, network::unplug, network::plug))
			.orElseGet(() -> allStalled(step.application()));
	}

	private Fault allStalled(String application) {
		List<Link> links = this.cluster.clientLinks(application);
		return Fault.of(application + " stalled by proxies: no network namespaces here",
				() -> links.forEach((link) -> link.set(LinkState.STALL)),
				() -> links.forEach((link) -> link.set(LinkState.OPEN)));
	}

	// Half of the time all members, else one or two of them.
	private Fault client(Step step, LinkState state) {
		List<Link> links = this.cluster.clientLinks(step.application());
		int affected = Math.min(1 + step.choice() / 2 % 4, links.size());
		int first = step.choice() / 8 % links.size();
		List<Integer> members = IntStream.range(first, first + affected)
			.map((index) -> index % links.size())
			.boxed()
			.toList();
		String names = members.stream()
			.map((index) -> this.cluster.members().get(index).name())
			.collect(Collectors.joining(","));
		return Fault.of(step.application() + " to " + names,
				() -> members.forEach((index) -> links.get(index).set(state)),
				() -> members.forEach((index) -> links.get(index).set(LinkState.OPEN)));
	}

	Fault peerCut(Step step) {
		return peers(step, "from", (one, other) -> this.cluster.peers().between(one, other, LinkState.CUT));
	}

	Fault peerStall(Step step) {
		return peers(step, "from", (one, other) -> this.cluster.peers().between(one, other, LinkState.STALL));
	}

	Fault peerDelay(Step step) {
		LinkState state = LinkState.delayed(delay(step, MOST_PEER_DELAY_MILLIS));
		return peers(step, "from", (one, other) -> this.cluster.peers().between(one, other, state));
	}

	Fault peerOneWay(Step step) {
		return isEven(step) ? peers(step, "unheard by", (one, other) -> this.cluster.peers().silence(one, other))
				: peers(step, "deaf to", (one, other) -> this.cluster.peers().silence(other, one));
	}

	// One of three times a single pair, else one member and both others.
	private Fault peers(Step step, String how, BiConsumer<EtcdProcess, EtcdProcess> change) {
		List<EtcdProcess> members = this.cluster.members();
		EtcdProcess one = members.get(step.choice() / 2 % members.size());
		List<EtcdProcess> others = members.stream().filter((member) -> member != one).toList();
		List<EtcdProcess> chosen = (step.choice() / 6 % 3 == 0) ? others.subList(0, 1) : others;
		String names = chosen.stream().map(EtcdProcess::name).collect(Collectors.joining(","));
		return Fault.of(one.name() + ' ' + how + ' ' + names,
				() -> chosen.forEach((other) -> change.accept(one, other)), this.cluster.peers()::open);
	}

	private static boolean isEven(Step step) {
		return step.choice() % 2 == 0;
	}

	private static Duration delay(Step step, int most) {
		return Duration.ofMillis(20 + step.choice() / 32 % (most - 20));
	}

}
