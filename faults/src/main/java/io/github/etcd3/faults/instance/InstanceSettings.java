/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.instance;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What makes an application.
 *
 * @param name its name, such as {@code app-1}
 * @param endpoints where it finds etcd
 * @param launcher what the command that starts a process of it begins with, such as a
 * program that becomes that command in another network; empty for none
 * @param histories the folder in which each of its processes writes a file
 * {@code <name>.<incarnation>.jsonl}
 * @param logs the folder in which each of its processes writes a file
 * {@code <name>.<incarnation>.log}
 * @param seed what its choices depend on
 * @param bug the name of the bug to plant into it, or {@code null}
 * @param properties further arguments, such as {@code --etcd.session.ttl=15s}
 */
public record InstanceSettings(String name, List<URI> endpoints, List<String> launcher, Path histories, Path logs,
		long seed, @Nullable String bug, List<String> properties) {

	/** Nobody changes them afterwards. */
	public InstanceSettings {
		endpoints = List.copyOf(endpoints);
		launcher = List.copyOf(launcher);
		properties = List.copyOf(properties);
	}

}
