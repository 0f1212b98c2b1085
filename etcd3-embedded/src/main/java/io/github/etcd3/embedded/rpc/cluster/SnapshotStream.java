/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.SnapshotResponse;
import io.grpc.stub.ServerCallStreamObserver;

/**
 * Sends a snapshot as etcd does: chunks of 32 KiB, and its SHA-256 at the end. Only as
 * much at a time as the client takes.
 */
final class SnapshotStream {

	private static final int CHUNK_BYTES = 32 * 1024;

	private final ByteString content;

	private final ServerCallStreamObserver<SnapshotResponse> observer;

	private int sent;

	private boolean done;

	SnapshotStream(byte[] content, ServerCallStreamObserver<SnapshotResponse> observer) {
		this.content = UnsafeByteOperations.unsafeWrap(content);
		this.observer = observer;
	}

	void begin() {
		this.observer.setOnReadyHandler(this::sendSome);
		sendSome();
	}

	private synchronized void sendSome() {
		while (!this.done && this.observer.isReady()) {
			if (this.sent < this.content.size()) {
				sendChunk();
			}
			else {
				this.done = true;
				this.observer.onNext(SnapshotResponse.newBuilder().setBlob(digest()).build());
				this.observer.onCompleted();
			}
		}
	}

	private void sendChunk() {
		int end = Math.min(this.sent + CHUNK_BYTES, this.content.size());
		ByteString chunk = this.content.substring(this.sent, end);
		this.sent = end;
		this.observer
			.onNext(SnapshotResponse.newBuilder().setRemainingBytes(this.content.size() - end).setBlob(chunk).build());
	}

	private ByteString digest() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(this.content.asReadOnlyByteBuffer());
			return ByteString.copyFrom(digest.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every JVM has SHA-256", ex);
		}
	}

}
