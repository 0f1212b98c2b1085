/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.List;
import java.util.function.UnaryOperator;

import com.google.protobuf.Message;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.grpc.MethodDescriptor;

/**
 * What is done to both servers, as data: it can be printed, done again on fresh servers,
 * and made smaller.
 */
sealed interface Step {

	/**
	 * Does it, and waits for what must come of it.
	 */
	Answer runOn(Side side);

	/**
	 * The same with other requests.
	 */
	default Step map(UnaryOperator<Message> change) {
		return this;
	}

	/**
	 * The requests that can be made smaller.
	 */
	default List<? extends Message> requests() {
		return List.of();
	}

	/**
	 * A request with one response.
	 *
	 * @param method of any service
	 * @param request with {@link Symbols}
	 * @param user whose token goes with it; empty for none
	 */
	record Call(MethodDescriptor<?, ?> method, Message request, String user) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.call(this);
		}

		@Override
		public Step map(UnaryOperator<Message> change) {
			return new Call(this.method, change.apply(this.request), this.user);
		}

		@Override
		public List<Message> requests() {
			return List.of(this.request);
		}

		@Override
		public String toString() {
			return this.method.getFullMethodName().replaceFirst(".*\\.", "") + ' ' + Texts.of(this.request)
					+ as(this.user);
		}

	}

	/**
	 * A stream of keep-alives, each awaited.
	 *
	 * @param leases whose time is prolonged, in order
	 * @param user whose token goes with it; empty for none
	 */
	record KeepAlive(List<LeaseKeepAliveRequest> leases, String user) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.keepAlive(this);
		}

		@Override
		public String toString() {
			return "LeaseKeepAlive " + this.leases.stream().map(Texts::of).toList() + as(this.user);
		}

	}

	/**
	 * A request on one of the watch streams, and the response that must come to it.
	 *
	 * @param stream which one; it is opened if it is not open
	 * @param request with {@link Symbols}
	 * @param user whose token the stream is opened with; empty for none
	 */
	record Watch(int stream, WatchRequest request, String user) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.watches().send(this);
		}

		@Override
		public Step map(UnaryOperator<Message> change) {
			return new Watch(this.stream, (WatchRequest) change.apply(this.request), this.user);
		}

		@Override
		public List<Message> requests() {
			return List.of(this.request);
		}

		@Override
		public String toString() {
			return "Watch stream " + this.stream + ' ' + Texts.of(this.request) + as(this.user);
		}

	}

	/**
	 * Ends a watch stream.
	 *
	 * @param stream which one
	 */
	record CloseWatches(int stream) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.watches().close(this.stream);
		}

		@Override
		public String toString() {
			return "Watch stream " + this.stream + " closed";
		}

	}

	/**
	 * Asks for a lock or an election, and may have to wait for it.
	 *
	 * @param slot who asks; one at a time
	 * @param method to lock or to campaign
	 * @param request with a lease that is not 0, which stands for one with any id
	 */
	record Contend(int slot, MethodDescriptor<?, ?> method, Message request) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.contenders().contend(this);
		}

		@Override
		public String toString() {
			return "Slot " + this.slot + ": " + Texts.of(this.request);
		}

	}

	/**
	 * Gives up waiting.
	 *
	 * @param slot who
	 */
	record GiveUp(int slot) implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.contenders().giveUp(this.slot);
		}

		@Override
		public String toString() {
			return "Slot " + this.slot + " gives up";
		}

	}

	/**
	 * Waits until every watch has told all, and compares what they told, and the hash of
	 * the history.
	 */
	record Settle() implements Step {

		@Override
		public Answer runOn(Side side) {
			return side.settle();
		}

		@Override
		public String toString() {
			return "(all watches told, HashKV)";
		}

	}

	private static String as(String user) {
		return user.isEmpty() ? "" : " as " + user;
	}

}
