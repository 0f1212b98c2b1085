/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The packaged sample on a machine without etcd: with the one inside its JVM, which it
 * has to ask for.
 */
class SampleWithoutServerIT {

	private static final Pattern ADDRESS = Pattern
		.compile("using the etcd inside this JVM, at (http://127\\.0\\.0\\.1:\\d+)");

	@Test
	void each_endpoint_works() throws IOException, InterruptedException {
		try (SampleProcess sample = SampleProcess.start()) {
			assertThat(sample.put("/kv/color", "green").status()).isEqualTo(204);
			assertThat(sample.get("/kv/color").body()).isEqualTo("green");
			assertThat(sample.post("/counters/visits").body()).isEqualTo("1");
			assertThat(sample.post("/locks/report?duration=10ms").json().path("number").asInt(0)).isOne();
			await().until(() -> sample.get("/changes").json().path(0).path("key").asString("").equals("color"));
			await().until(() -> sample.get("/nodes").json().size() == 1);
			awaitMaster(sample);
			assertThat(sample.put("/master/notice", "ours").status()).isEqualTo(204);
			JsonNode etcd = sample.get("/actuator/health").json().path("components").path("etcd");
			assertThat(etcd.path("status").asString("")).as("%s", etcd).isEqualTo("UP");
			sample.stop();
			assertThat(sample.log()).contains("NEVER FOR PRODUCTION").doesNotContain("ERROR");
		}
	}

	@Test
	void a_second_instance_can_use_the_etcd_of_the_first() throws IOException, InterruptedException {
		try (SampleProcess first = SampleProcess.start()) {
			Matcher address = ADDRESS.matcher(first.log());
			assertThat(address.find()).as("%s", first.log()).isTrue();
			awaitMaster(first);
			try (SampleProcess second = SampleProcess.start("--etcd.endpoints=" + address.group(1))) {
				await().until(() -> !second.get("/master").json().path("candidate").isNull());
				assertThat(second.get("/master").json().path("me").asBoolean(true)).isFalse();
				assertThat(first.post("/master/resign").status()).isEqualTo(204);
				awaitMaster(second);
				second.stop();
			}
		}
	}

	@Test
	void a_packaged_application_that_does_not_ask_for_it_does_not_start(@TempDir Path folder)
			throws IOException, InterruptedException {
		String notAsking = "--spring.config.location=" + configurationThatDoesNotAsk(folder).toUri();
		String jar = SampleProcess.jar().toString();
		assertRefused("-jar", jar, notAsking);

		Path unpacked = unpack(SampleProcess.jar(), folder.resolve("unpacked"));
		assertRefused("-cp", unpacked.toString(), "org.springframework.boot.loader.launch.JarLauncher", notAsking);

		Path extracted = folder.resolve("extracted");
		SampleProcess.run("-Djarmode=tools", "-jar", jar, "extract", "--destination", extracted.toString());
		assertRefused("-jar", extracted.resolve(SampleProcess.jar().getFileName()).toString(), notAsking);
	}

	private static void assertRefused(String... arguments) throws IOException, InterruptedException {
		assertThat(SampleProcess.run(arguments)).contains("APPLICATION FAILED TO START")
			.contains("The property 'etcd.endpoints' is missing")
			.contains("etcd.embedded.enabled=true");
	}

	private static Path configurationThatDoesNotAsk(Path folder) throws IOException {
		try (JarFile jar = new JarFile(SampleProcess.jar().toFile())) {
			String yml = new String(jar.getInputStream(jar.getEntry("BOOT-INF/classes/application.yml")).readAllBytes(),
					StandardCharsets.UTF_8);
			String asking = "  embedded:\n    enabled: true\n";
			assertThat(yml).contains(asking);
			assertThat(yml.substring(0, yml.indexOf("management:"))).doesNotContain("endpoints:");
			return Files.writeString(folder.resolve("application.yml"), yml.replace(asking, ""));
		}
	}

	private static Path unpack(Path jar, Path folder) throws IOException {
		try (JarFile file = new JarFile(jar.toFile())) {
			for (Enumeration<JarEntry> entries = file.entries(); entries.hasMoreElements();) {
				JarEntry entry = entries.nextElement();
				Path target = folder.resolve(entry.getName());
				if (entry.isDirectory()) {
					Files.createDirectories(target);
				}
				else {
					Files.createDirectories(target.getParent());
					Files.copy(file.getInputStream(entry), target);
				}
			}
		}
		return folder;
	}

	private static void awaitMaster(SampleProcess sample) {
		await("mastership").atMost(Duration.ofSeconds(30))
			.until(() -> sample.get("/master").json().path("me").asBoolean(false));
	}

}
