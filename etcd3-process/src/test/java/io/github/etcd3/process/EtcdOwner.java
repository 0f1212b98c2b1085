/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A JVM that has an etcd and dies without closing it.
 */
final class EtcdOwner {

	private EtcdOwner() {
	}

	public static void main(String[] arguments) throws IOException {
		EtcdProcess etcd = EtcdProcess.start();
		Process lock = etcd.startEtcdctl("lock", "name");
		if (arguments[1].equals("paused")) {
			etcd.pause();
		}
		Path report = Path.of(arguments[0]);
		Path draft = report.resolveSibling("draft");
		Files.write(draft,
				List.of(etcd.dataDir().getParent().toString(), Long.toString(etcd.pid()), Long.toString(lock.pid())));
		Files.move(draft, report, StandardCopyOption.ATOMIC_MOVE);
		if (System.in.read() == -1) {
			System.exit(0);
		}
	}

}
