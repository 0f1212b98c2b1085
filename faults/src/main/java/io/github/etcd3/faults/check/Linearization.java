/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Looks for an order in which the calls to one register happened one after another, each
 * at a moment between its question and its answer. This is the search of Wing and Gong
 * with the memory of Lowe: whoever comes to a set of calls and a state for the second
 * time need not look further. A call that was never answered may come anywhere after its
 * question, or nowhere.
 */
final class Linearization {

	private final List<RegisterCall> calls;

	private final int limit;

	private final Set<Configuration> seen = new HashSet<>();

	private final Deque<Step> steps = new ArrayDeque<>();

	private final BitSet done = new BitSet();

	private final Node head = new Node(-1, false);

	private @Nullable String state;

	private int required;

	private int deepest = -1;

	private String stuck = "";

	/**
	 * Prepares the search.
	 * @param calls all calls to one register, which begins without a value
	 * @param limit how many configurations to look at, at most
	 */
	Linearization(List<RegisterCall> calls, int limit) {
		this.calls = calls;
		this.limit = limit;
		link();
	}

	private void link() {
		record Moment(long at, int call, boolean answer) {
		}
		List<Moment> moments = new ArrayList<>();
		for (int index = 0; index < this.calls.size(); index++) {
			RegisterCall call = this.calls.get(index);
			moments.add(new Moment(call.invoked(), index, false));
			if (!call.isOptional()) {
				moments.add(new Moment(call.answered(), index, true));
				this.required++;
			}
		}
		// At the same moment questions come first: then both orders are possible.
		moments.sort(Comparator.comparingLong(Moment::at).thenComparing(Moment::answer));
		Node[] questions = new Node[this.calls.size()];
		Node last = this.head;
		for (Moment moment : moments) {
			Node node = new Node(moment.call(), moment.answer());
			if (moment.answer()) {
				questions[moment.call()].answer = node;
			}
			else {
				questions[moment.call()] = node;
			}
			node.before = last;
			last.next = node;
			last = node;
		}
	}

	/** Searches. */
	Verdict search() {
		Node node = this.head.next;
		while (this.required > 0) {
			if (node != null && !node.isAnswer) {
				RegisterCall call = this.calls.get(node.call);
				if (call.fits(this.state) && enter(node, call)) {
					if (this.seen.size() > this.limit) {
						return Verdict.NOT_DECIDED;
					}
					node = this.head.next;
				}
				else {
					node = node.next;
				}
			}
			else {
				noteDepth();
				if (this.steps.isEmpty()) {
					return Verdict.NOT_LINEARIZABLE;
				}
				node = leave();
			}
		}
		return Verdict.LINEARIZABLE;
	}

	/** Lets a call happen next, unless this was tried. */
	private boolean enter(Node node, RegisterCall call) {
		@Nullable String after = call.after(this.state);
		this.done.set(node.call);
		if (!this.seen.add(new Configuration((BitSet) this.done.clone(), after))) {
			this.done.clear(node.call);
			return false;
		}
		this.steps.push(new Step(node, this.state));
		this.state = after;
		this.required -= call.isOptional() ? 0 : 1;
		node.unlink();
		if (node.answer != null) {
			node.answer.unlink();
		}
		return true;
	}

	/** Takes the last call back, and goes on behind it. */
	private @Nullable Node leave() {
		Step step = this.steps.pop();
		Node node = step.node();
		if (node.answer != null) {
			node.answer.link();
		}
		node.link();
		this.done.clear(node.call);
		this.state = step.before();
		this.required += this.calls.get(node.call).isOptional() ? 0 : 1;
		return node.next;
	}

	private void noteDepth() {
		if (this.steps.size() > this.deepest) {
			this.deepest = this.steps.size();
			StringBuilder text = new StringBuilder("with " + this.state + " in it");
			for (Node node = this.head.next; node != null; node = node.next) {
				if (node.isAnswer) {
					text.append(" there is no moment for ").append(this.calls.get(node.call).text());
					break;
				}
			}
			this.stuck = text + ", behind "
					+ this.steps.stream().limit(5).map((step) -> this.calls.get(step.node().call).text()).toList();
		}
	}

	/** Where the longest attempt ended, the latest calls first. */
	String stuck() {
		return this.stuck;
	}

	/** What came of the search. */
	enum Verdict {

		/** There is such an order. */
		LINEARIZABLE,

		/** There is none. */
		NOT_LINEARIZABLE,

		/** It takes too long to know. */
		NOT_DECIDED

	}

	private record Configuration(BitSet done, @Nullable String state) {

	}

	private record Step(Node node, @Nullable String before) {

	}

	/** A question or an answer that is still to come, between its neighbours in time. */
	private static final class Node {

		private final int call;

		private final boolean isAnswer;

		private @Nullable Node before;

		private @Nullable Node next;

		private @Nullable Node answer;

		Node(int call, boolean isAnswer) {
			this.call = call;
			this.isAnswer = isAnswer;
		}

		void unlink() {
			if (this.before != null) {
				this.before.next = this.next;
			}
			if (this.next != null) {
				this.next.before = this.before;
			}
		}

		void link() {
			if (this.before != null) {
				this.before.next = this;
			}
			if (this.next != null) {
				this.next.before = this;
			}
		}

	}

}
