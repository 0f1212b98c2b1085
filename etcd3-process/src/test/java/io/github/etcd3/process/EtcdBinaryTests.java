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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class EtcdBinaryTests {

	@TempDir
	Path temporary;

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
