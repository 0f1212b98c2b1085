/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class EtcdProgramTests {

	/** What a JVM that SIGTERM ends answers. */
	static final int TERMINATED = 128 + 15;

	@Test
	void prints_one_line_when_it_serves_and_stops_on_sigterm() throws Exception {
		serveAndStop(command("--port=0"));
	}

	static void serveAndStop(List<String> command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
		try (BufferedReader out = out(process)) {
			String line = out.readLine();
			assertThat(line).matches("Embedded etcd serves at http://127\\.0\\.0\\.1:\\d+");
			URI endpoint = URI.create(line.substring(line.indexOf("http")));
			try (TestClient client = new TestClient(
					NettyChannelBuilder.forAddress("127.0.0.1", endpoint.getPort()).usePlaintext().build())) {
				client.put("a", "1");
				assertThat(client.get("a").getKvs(0).getValue().toStringUtf8()).isEqualTo("1");
			}
			process.toHandle().destroy();
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			assertThat(process.exitValue()).isEqualTo(TERMINATED);
			assertThat(out.readLine()).isNull();
		}
		finally {
			process.destroyForcibly();
		}
	}

	@Test
	void explains_itself() throws Exception {
		Result result = run("--help");
		assertThat(result.code()).isZero();
		assertThat(result.output()).contains("--port=2379", "NEVER FOR PRODUCTION");
	}

	@Test
	void refuses_what_it_does_not_know() throws Exception {
		assertThat(run("--prot=1")).isEqualTo(new Result(2, "Unknown option --prot=1 (--help lists the options)\n"));
		assertThat(run("2379").output()).startsWith("Unknown option 2379: options are --name=value");
		assertThat(run("--port=x").output()).startsWith("--port is \"x\": give a number from 0 to 65535");
		assertThat(run("--cert-file=a.pem")).isEqualTo(
				new Result(2, "--cert-file and --key-file come together: give both (--help lists the options)\n"));
		assertThat(run("--trusted-ca-file=a.pem").code()).isEqualTo(2);
		assertThat(run("--port=70000").output()).startsWith("The port is 70000");
	}

	@Test
	void names_the_port_that_is_taken() throws Exception {
		try (EmbeddedEtcd etcd = EmbeddedEtcd.start()) {
			Result result = run("--port=" + etcd.port());
			assertThat(result.code()).isOne();
			assertThat(result.output()).contains("can't listen on port " + etcd.port());
		}
	}

	private static Result run(String... arguments) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
		try {
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
			assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
			return new Result(process.exitValue(), output);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static List<String> command(String... arguments) {
		List<String> command = new ArrayList<>(
				List.of(java(), "-cp", System.getProperty("java.class.path"), EtcdProgram.class.getName()));
		command.addAll(Arrays.asList(arguments));
		return command;
	}

	static String java() {
		return ProcessHandle.current().info().command().orElse("java");
	}

	private static BufferedReader out(Process process) {
		return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
	}

	private record Result(int code, String output) {
	}

}
