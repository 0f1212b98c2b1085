/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EtcdBinaryTests {

	private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(EtcdBinary.class);

	private final ListAppender<ILoggingEvent> told = new ListAppender<>();

	@TempDir
	Path temporary;

	@BeforeEach
	void listen() {
		this.told.start();
		LOGGER.addAppender(this.told);
		// Else this build's log would tell of versions that it does not use.
		LOGGER.setAdditive(false);
	}

	@AfterEach
	void stopListening() {
		LOGGER.setAdditive(true);
		LOGGER.detachAppender(this.told);
	}

	@Test
	void is_absent_where_there_is_no_etcd() {
		assertThat(EtcdBinary.find(Map.of("PATH", this.temporary.toString()))).isEmpty();
		assertThat(EtcdBinary.find(Map.of())).isEmpty();
	}

	@Test
	void is_the_first_on_the_path_with_its_etcdctl() throws IOException {
		Path first = program("first/etcd", "echo 'etcd Version: 3.4.23'");
		program("second/etcd", "echo 'etcd Version: 3.5.30'");
		Path etcdctl = program("second/etcdctl", "");

		EtcdBinary binary = EtcdBinary.find(Map.of("PATH", path("none") + ":" + path("first") + ":" + path("second")))
			.orElseThrow();

		assertThat(binary.path()).isEqualTo(first);
		assertThat(binary.version()).isEqualTo(new EtcdVersion(3, 4, 23));
		assertThat(binary.canSkipFsync()).isFalse();
		assertThat(binary.etcdctl()).contains(etcdctl);
	}

	@Test
	void is_the_one_in_a_given_file_with_the_etcdctl_beside_it() throws IOException {
		Path given = program("given/etcd", "echo 'etcd Version: 3.5.30'");
		Path neighbour = program("given/etcdctl", "");

		assertThat(EtcdBinary.at(given).path()).isEqualTo(given);
		assertThat(EtcdBinary.at(given).etcdctl()).contains(neighbour);
		assertThatIllegalStateException().isThrownBy(() -> EtcdBinary.at(this.temporary.resolve("none")))
			.withMessageContaining(path("none").toString());
	}

	@Test
	void is_the_one_that_the_environment_names_with_the_etcdctl_beside_it() throws IOException {
		program("path/etcd", "echo 'etcd Version: 3.4.23'");
		program("path/etcdctl", "");
		Path named = program("named/etcd", "echo 'etcd Version: 3.5.30'; echo '  --unsafe-no-fsync'");
		Path neighbour = program("named/etcdctl", "");

		EtcdBinary binary = EtcdBinary.find(Map.of("PATH", path("path"), "ETCD_BIN", named.toString())).orElseThrow();

		assertThat(binary.path()).isEqualTo(named);
		assertThat(binary.version()).hasToString("3.5.30");
		assertThat(binary.canSkipFsync()).isTrue();
		assertThat(binary.etcdctl()).contains(neighbour);
	}

	@Test
	void is_told_once() throws IOException {
		Map<String, String> environment = Map.of("ETCD_BIN",
				program("named/etcd", "echo 'etcd Version: 3.5.16'").toString());

		EtcdBinary.find(environment);
		EtcdBinary.find(environment);

		assertThat(this.told.list).singleElement()
			.satisfies((event) -> assertThat(event.getFormattedMessage()).contains("3.5.16", path("named/etcd")));
	}

	@Test
	void takes_the_etcdctl_that_the_environment_names() throws IOException {
		Path etcd = program("named/etcd", "echo 'etcd Version: 3.6.1'");
		program("named/etcdctl", "");
		Path etcdctl = program("other/etcdctl", "");

		Optional<EtcdBinary> binary = EtcdBinary
			.find(Map.of("ETCD_BIN", etcd.toString(), "ETCDCTL_BIN", etcdctl.toString()));

		assertThat(binary.flatMap(EtcdBinary::etcdctl)).contains(etcdctl);
	}

	@Test
	void is_an_error_if_the_named_file_is_no_program() throws IOException {
		Path text = Files.writeString(this.temporary.resolve("text"), "not executable");

		assertThatIllegalStateException().isThrownBy(() -> EtcdBinary.find(Map.of("ETCD_BIN", text.toString())))
			.withMessageContaining("ETCD_BIN")
			.withMessageContaining(text.toString());
		assertThatIllegalStateException().isThrownBy(() -> EtcdBinary.find(Map.of("ETCD_BIN", path("missing"))))
			.withMessageContaining("missing");
	}

	@Test
	void is_an_error_if_it_is_older_than_3_4() throws IOException {
		Path old = program("old/etcd", "echo 'etcd Version: 3.3.27'");

		assertThatIllegalStateException().isThrownBy(() -> EtcdBinary.find(Map.of("ETCD_BIN", old.toString())))
			.withMessageContaining("3.3.27")
			.withMessageContaining(EtcdBinary.REMEDY);
	}

	@Test
	void is_an_error_if_it_is_another_program() throws IOException {
		Path other = program("other/etcd", "echo hello");

		assertThatIllegalStateException().isThrownBy(() -> EtcdBinary.find(Map.of("ETCD_BIN", other.toString())))
			.withMessageContaining(other.toString())
			.withStackTraceContaining("hello");
	}

	private Path program(String name, String script) throws IOException {
		Path file = this.temporary.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "#!/bin/sh\n" + script + "\n");
		return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	private String path(String name) {
		return this.temporary.resolve(name).toString();
	}

}
