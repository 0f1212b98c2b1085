/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;

import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.MethodDescriptor;

/**
 * Lets a put keep the lease of its key. etcd's API has a flag for it that jetcd can't
 * set: a put with the lease {@link #KEEP_LEASE} gets the flag here, also inside
 * transactions.
 */
final class KeepLeaseInterceptor implements ClientInterceptor {

	/** No lease has this id: "etcdkeep", in ASCII. */
	static final long KEEP_LEASE = 0x657463646B656570L;

	@Override
	public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
		ClientCall<Q, R> call = next.newCall(method, options);
		return switch (method.getFullMethodName()) {
			case "etcdserverpb.KV/Put", "etcdserverpb.KV/Txn" -> new SimpleForwardingClientCall<>(call) {

				@Override
				@SuppressWarnings("unchecked")
				public void sendMessage(Q message) {
					super.sendMessage((Q) keepingLeases(message));
				}

			};
			default -> call;
		};
	}

	private static Object keepingLeases(Object message) {
		if (message instanceof PutRequest put && isKeeping(put)) {
			return keepingLease(put);
		}
		if (message instanceof TxnRequest txn && isKeeping(txn)) {
			return keepingLeases(txn);
		}
		return message;
	}

	private static PutRequest keepingLease(PutRequest put) {
		return put.toBuilder().setLease(0).setIgnoreLease(true).build();
	}

	private static TxnRequest keepingLeases(TxnRequest txn) {
		TxnRequest.Builder builder = txn.toBuilder().clearSuccess().clearFailure();
		txn.getSuccessList().forEach((operation) -> builder.addSuccess(keepingLeases(operation)));
		txn.getFailureList().forEach((operation) -> builder.addFailure(keepingLeases(operation)));
		return builder.build();
	}

	private static RequestOp keepingLeases(RequestOp operation) {
		if (operation.hasRequestPut() && isKeeping(operation.getRequestPut())) {
			return operation.toBuilder().setRequestPut(keepingLease(operation.getRequestPut())).build();
		}
		if (operation.hasRequestTxn() && isKeeping(operation.getRequestTxn())) {
			return operation.toBuilder().setRequestTxn(keepingLeases(operation.getRequestTxn())).build();
		}
		return operation;
	}

	private static boolean isKeeping(PutRequest put) {
		return put.getLease() == KEEP_LEASE;
	}

	private static boolean isKeeping(TxnRequest txn) {
		return isKeeping(txn.getSuccessList()) || isKeeping(txn.getFailureList());
	}

	private static boolean isKeeping(List<RequestOp> operations) {
		for (RequestOp operation : operations) {
			if (operation.hasRequestPut() ? isKeeping(operation.getRequestPut())
					: operation.hasRequestTxn() && isKeeping(operation.getRequestTxn())) {
				return true;
			}
		}
		return false;
	}

}
