/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.options.GetOption;
import io.grpc.CallOptions;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.stub.ClientCalls;

import io.github.etcd3.embedded.EmbeddedEtcd;
import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.strange.StrangeGrpcServer;

/**
 * An etcd of either kind, and a look into it past the library.
 */
final class AnyEtcd implements AutoCloseable {

	private final URI endpoint;

	private final AutoCloseable server;

	private final Client client;

	private AnyEtcd(URI endpoint, AutoCloseable server) {
		this.endpoint = endpoint;
		this.server = server;
		this.client = Client.builder().endpoints(endpoint).build();
	}

	/** The one inside the JVM, which is always there. */
	static AnyEtcd embedded() {
		EmbeddedEtcd etcd = EmbeddedEtcd.start();
		return new AnyEtcd(etcd.endpoint(), etcd);
	}

	/** A process. */
	static AnyEtcd real() {
		EtcdProcess etcd = EtcdProcess.start();
		return new AnyEtcd(etcd.endpoint(), etcd);
	}

	URI endpoint() {
		return this.endpoint;
	}

	String get(String key) {
		return entries(bytes(key), GetOption.DEFAULT).map((entry) -> text(entry.getValue())).findFirst().orElse("");
	}

	List<String> keys(String prefix) {
		return entries(bytes(prefix), GetOption.builder().isPrefix(true).withKeysOnly(true).build())
			.map((entry) -> text(entry.getKey()))
			.toList();
	}

	/** How many leases there are, by a method that jetcd doesn't have. */
	int leases() {
		ManagedChannel channel = Grpc
			.newChannelBuilder(this.endpoint.getAuthority(), InsecureChannelCredentials.create())
			.build();
		try {
			byte[] answer = ClientCalls.blockingUnaryCall(channel, LEASES, CallOptions.DEFAULT, new byte[0]);
			// Behind the header, each lease is a message of its own in the field 2.
			return io.etcd.jetcd.api.LeaseGrantResponse.parseFrom(answer)
				.getUnknownFields()
				.getField(2)
				.getLengthDelimitedList()
				.size();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			channel.shutdownNow();
		}
	}

	@Override
	public void close() {
		this.client.close();
		try {
			this.server.close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Stream<KeyValue> entries(ByteSequence key, GetOption option) {
		return this.client.getKVClient().get(key, option).join().getKvs().stream();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

	private static String text(ByteSequence bytes) {
		return bytes.toString(StandardCharsets.UTF_8);
	}

	private static final MethodDescriptor<byte[], byte[]> LEASES = MethodDescriptor.<byte[], byte[]>newBuilder()
		.setType(MethodDescriptor.MethodType.UNARY)
		.setFullMethodName("etcdserverpb.Lease/LeaseLeases")
		.setRequestMarshaller(StrangeGrpcServer.BYTES)
		.setResponseMarshaller(StrangeGrpcServer.BYTES)
		.build();

}
