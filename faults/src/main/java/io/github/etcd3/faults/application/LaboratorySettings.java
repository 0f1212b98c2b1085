/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.nio.file.Path;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the laboratory tells an application.
 *
 * @param name the application's name, such as {@code app-1}
 * @param incarnation which of its processes this is, from 1
 * @param history where to write what happens
 * @param seed what its choices depend on
 */
@ConfigurationProperties("laboratory")
record LaboratorySettings(String name, int incarnation, Path history, long seed) {

	/** The process, as histories name it. */
	String process() {
		return this.name + '.' + this.incarnation;
	}

}
