/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.TlsChannelCredentials;

import io.github.etcd3.process.EtcdTls;

/**
 * A session with an etcd that asks for client certificates: the common name of ours is
 * {@code etcd3-process}.
 */
final class CertificateScript {

	static final List<String> EXPECTED = List.of("himself: OK: header { revision: 1 }",
			"users: PERMISSION_DENIED: etcdserver: permission denied",
			"key: PERMISSION_DENIED: etcdserver: permission denied",
			"key with a bad token: UNAUTHENTICATED: etcdserver: invalid auth token",
			"key through the gateway: INVALID_ARGUMENT: etcdserver: user name is empty",
			"users with root's token: OK: header { revision: 1 } users: \"etcd3-process\" users: \"root\"",
			"root deletes him: OK: header { revision: 1 }",
			"himself, deleted: FAILED_PRECONDITION: etcdserver: user name not found",
			"users, deleted: FAILED_PRECONDITION: etcdserver: user name not found",
			"key, deleted: PERMISSION_DENIED: etcdserver: permission denied",
			"log in, deleted: INVALID_ARGUMENT: etcdserver: authentication failed, invalid user ID or password");

	private CertificateScript() {
	}

	static List<String> answers(URI endpoint, EtcdTls tls) {
		List<String> answers = new ArrayList<>();
		try (Visitor visitor = new Visitor(
				Grpc.newChannelBuilder(endpoint.getHost() + ':' + endpoint.getPort(), credentials(tls)).build())) {
			Requests requests = new Requests(visitor);
			requests.addUser("etcd3-process", "", true);
			requests.addUser("root", "secret");
			requests.grantRole("root", "root");
			requests.enable();
			visitor.logIn("root", "secret");
			visitor.as(Visitor.NOBODY);
			answers.add("himself: " + requests.user("etcd3-process"));
			answers.add("users: " + requests.users());
			answers.add("key: " + requests.get("a", ""));
			answers.add("key with a bad token: " + requests.with(Map.of("token", "nonsense")).get("a", ""));
			answers.add("key through the gateway: " + requests.with(Map.of("grpcgateway-accept", "*/*")).get("a", ""));
			answers.add("users with root's token: " + requests.as("root").users());
			answers.add("root deletes him: " + requests.deleteUser("etcd3-process"));
			visitor.as(Visitor.NOBODY);
			answers.add("himself, deleted: " + requests.user("etcd3-process"));
			answers.add("users, deleted: " + requests.users());
			answers.add("key, deleted: " + requests.get("a", ""));
			answers.add("log in, deleted: " + visitor.logIn("etcd3-process", ""));
		}
		return answers;
	}

	private static ChannelCredentials credentials(EtcdTls tls) {
		try {
			return TlsChannelCredentials.newBuilder()
				.keyManager(tls.certificate().toFile(), tls.key().toFile())
				.trustManager(tls.authority().toFile())
				.build();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
