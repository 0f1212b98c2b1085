/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.HashKVRequest;
import io.etcd.jetcd.api.SnapshotRequest;
import io.etcd.jetcd.api.SnapshotResponse;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.etcd3.embedded.differential.EnabledIfRealEtcd;
import io.github.etcd3.embedded.differential.RealEtcd;
import io.github.etcd3.process.EtcdProcess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

@Timeout(120)
class SnapshotTests extends FreshServer {

	@Test
	void comes_in_chunks_with_its_hash_at_the_end() throws Exception {
		for (int i = 0; i < 50; i++) {
			this.client.put("key-" + i, "x".repeat(3000));
		}
		List<SnapshotResponse> chunks = new ArrayList<>();
		this.client.maintenance().snapshot(SnapshotRequest.getDefaultInstance()).forEachRemaining(chunks::add);
		SnapshotResponse last = chunks.remove(chunks.size() - 1);
		ByteString content = ByteString.EMPTY;
		long size = chunks.stream().mapToLong((chunk) -> chunk.getBlob().size()).sum();
		for (SnapshotResponse chunk : chunks) {
			content = content.concat(chunk.getBlob());
			assertThat(chunk.getBlob().size()).isLessThanOrEqualTo(32 * 1024);
			assertThat(chunk.getRemainingBytes()).isEqualTo(size - content.size());
		}
		assertThat(size).isGreaterThan(150_000).matches((bytes) -> bytes % 4096 == 0);
		assertThat(last.getRemainingBytes()).isZero();
		assertThat(last.getBlob().toByteArray())
			.isEqualTo(MessageDigest.getInstance("SHA-256").digest(content.toByteArray()));
	}

	@EnabledIfRealEtcd
	@Test
	void a_real_etcd_restored_from_it_has_the_same_history(@TempDir Path folder) throws Exception {
		Path etcdutl = RealEtcd.binary().orElseThrow().path().resolveSibling("etcdutl");
		assumeThat(etcdutl).isExecutable();
		fill();
		Path snapshot = folder.resolve("snapshot.db");
		Files.write(snapshot, snapshot());
		run(etcdutl.toString(), "snapshot", "status", snapshot.toString());
		Path data = folder.resolve("data");
		run(etcdutl.toString(), "snapshot", "restore", snapshot.toString(), "--data-dir", data.toString());
		int hash = hash(this.client);
		try (EtcdProcess real = EtcdProcess.builder()
			.binary(RealEtcd.binary().orElseThrow())
			.arguments("--data-dir=" + data)
			.start();
				TestClient ofReal = new TestClient(
						NettyChannelBuilder.forAddress("127.0.0.1", real.endpoint().getPort())
							.usePlaintext()
							.build())) {
			assertThat(hash(ofReal)).isEqualTo(hash);
			assertThat(ofReal.get("large").getKvs(0)).isEqualTo(this.client.get("large").getKvs(0));
			assertThat(ofReal.get("leased").getKvs(0)).isEqualTo(this.client.get("leased").getKvs(0));
			assertThat(ofReal.get("key-7").getKvsCount()).isZero();
		}
	}

	private void fill() {
		for (int i = 0; i < 1000; i++) {
			this.client.put("key-" + i % 300, "value " + i);
		}
		this.client.kv().deleteRange(DeleteRangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("key-7")).build());
		this.client.compact(500);
		this.client.put("leased", "x", this.client.grant(1000));
		this.client.put("large", "x".repeat(100_000));
	}

	private int hash(TestClient of) {
		return of.maintenance().hashKV(HashKVRequest.getDefaultInstance()).getHash();
	}

	private byte[] snapshot() {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		this.client.maintenance()
			.snapshot(SnapshotRequest.getDefaultInstance())
			.forEachRemaining((chunk) -> content.writeBytes(chunk.getBlob().toByteArray()));
		return content.toByteArray();
	}

	private static void run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(output).isZero();
	}

}
