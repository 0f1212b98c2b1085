/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.watch;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.AuthEnableRequest;
import io.etcd.jetcd.api.AuthGrpc;
import io.etcd.jetcd.api.AuthRoleAddRequest;
import io.etcd.jetcd.api.AuthRoleGrantPermissionRequest;
import io.etcd.jetcd.api.AuthRoleRevokePermissionRequest;
import io.etcd.jetcd.api.AuthUserAddRequest;
import io.etcd.jetcd.api.AuthUserGrantRoleRequest;
import io.etcd.jetcd.api.AuthenticateRequest;
import io.etcd.jetcd.api.Permission;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.etcd3.embedded.rpc.watch.WatchClient.key;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.range;
import static io.github.etcd3.embedded.rpc.watch.WatchClient.texts;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who may watch what, the same of both servers. The user {@code reader} may read from
 * {@code m} to {@code p}.
 */
abstract class WatchPermissionContract {

	private static final String DENIED = "rpc error: code = PermissionDenied desc = etcdserver: permission denied";

	private AuthGrpc.AuthBlockingStub auth;

	private ManagedChannel channel;

	/** Starts a fresh server, and connects to it. */
	abstract ManagedChannel start();

	abstract void stop();

	@BeforeEach
	void enable() {
		this.channel = start();
		this.auth = AuthGrpc.newBlockingStub(this.channel);
		addUser("root", "root");
		this.auth.roleAdd(AuthRoleAddRequest.newBuilder().setName("reads").build());
		grant("m", "p");
		addUser("reader", "reads");
		this.auth.authEnable(AuthEnableRequest.getDefaultInstance());
	}

	@AfterEach
	void disconnect() {
		this.channel.shutdownNow();
		stop();
	}

	@Test
	void what_may_be_read_may_be_watched() {
		try (WatchClient watch = WatchClient.open(this.channel, token("reader"))) {
			assertThat(watch.create(key("m")).getCanceled()).isFalse();
			assertThat(watch.create(range("mm", "p")).getCanceled()).isFalse();
			assertRefused(watch.create(key("p")), DENIED);
			assertRefused(watch.create(range("n", "pp")), DENIED);
			assertRefused(watch.create(range("a", "n")), DENIED);
			assertThat(watch.create(key("o")).getWatchId()).isEqualTo(2);
		}
	}

	@Test
	void of_everything_from_a_key_on_only_the_key_is_asked_for() {
		try (WatchClient watch = WatchClient.open(this.channel, token("reader"))) {
			assertThat(watch.create(range("n", "\0")).getCanceled()).isFalse();
			assertRefused(watch.create(range("a", "\0")), DENIED);
			assertRefused(watch.create(range("", "\0")), DENIED);
		}
	}

	@Test
	void permission_comes_before_the_range_and_the_start_before_the_permission() {
		try (WatchClient watch = WatchClient.open(this.channel, token("reader"))) {
			assertRefused(watch.create(key("a").setStartRevision(-1)),
					"etcdserver: mvcc: required revision has been compacted");
			assertRefused(watch.create(range("c", "c")), DENIED);
		}
	}

	@Test
	void root_may_watch_everything() {
		try (WatchClient watch = WatchClient.open(this.channel, token("root"))) {
			assertThat(watch.create(range("", "\0")).getCanceled()).isFalse();
			new Keys(ClientInterceptors.intercept(this.channel,
					MetadataUtils.newAttachHeadersInterceptor(token("root"))))
				.put("anything", "1");
			assertThat(texts(watch.next())).containsExactly("put anything=1");
		}
	}

	@Test
	void nobody_may_watch_nothing() {
		try (WatchClient watch = WatchClient.open(this.channel)) {
			assertRefused(watch.create(key("m")),
					"rpc error: code = InvalidArgument desc = etcdserver: user name is empty");
		}
	}

	@Test
	void an_unknown_token_is_told_of() {
		try (WatchClient watch = WatchClient.open(this.channel, tokenOf("nonsense.1"))) {
			assertRefused(watch.create(key("m")),
					"rpc error: code = Unauthenticated desc = etcdserver: invalid auth token");
		}
	}

	@Test
	void a_watch_outlives_its_permission() {
		try (WatchClient watch = WatchClient.open(this.channel, token("reader"))) {
			watch.create(key("m"));
			Channel root = ClientInterceptors.intercept(this.channel,
					MetadataUtils.newAttachHeadersInterceptor(token("root")));
			AuthGrpc.newBlockingStub(root)
				.roleRevokePermission(AuthRoleRevokePermissionRequest.newBuilder()
					.setRole("reads")
					.setKey(ByteString.copyFromUtf8("m"))
					.setRangeEnd(ByteString.copyFromUtf8("p"))
					.build());
			assertRefused(watch.create(key("m")), DENIED);
			new Keys(root).put("m", "1");
			assertThat(texts(watch.next())).containsExactly("put m=1");
		}
	}

	private void assertRefused(WatchResponse response, String reason) {
		assertThat(response.getCreated()).isTrue();
		assertThat(response.getCanceled()).isTrue();
		assertThat(response.getWatchId()).isEqualTo(-1);
		assertThat(response.getCancelReason()).isEqualTo(reason);
	}

	private void addUser(String name, String role) {
		this.auth.userAdd(AuthUserAddRequest.newBuilder().setName(name).setPassword(name).build());
		if (role.equals("root")) {
			this.auth.roleAdd(AuthRoleAddRequest.newBuilder().setName(role).build());
		}
		this.auth.userGrantRole(AuthUserGrantRoleRequest.newBuilder().setUser(name).setRole(role).build());
	}

	private void grant(String key, String end) {
		this.auth.roleGrantPermission(AuthRoleGrantPermissionRequest.newBuilder()
			.setName("reads")
			.setPerm(Permission.newBuilder()
				.setPermType(Permission.Type.READ)
				.setKey(ByteString.copyFromUtf8(key))
				.setRangeEnd(ByteString.copyFromUtf8(end)))
			.build());
	}

	private Metadata token(String user) {
		return tokenOf(AuthGrpc.newBlockingStub(this.channel)
			.authenticate(AuthenticateRequest.newBuilder().setName(user).setPassword(user).build())
			.getToken());
	}

	private static Metadata tokenOf(String token) {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of("token", Metadata.ASCII_STRING_MARSHALLER), token);
		return headers;
	}

}
