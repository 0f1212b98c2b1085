/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.util.FileSystemUtils;

import io.github.etcd3.process.EtcdProcess;
import io.github.etcd3.process.junit.EtcdServer;
import io.github.etcd3.spring.etcd.ProcessTestEtcd;

/**
 * The promises of a group, on a real etcd that goes away, and may lose its data.
 */
@EtcdServer(dedicated = true)
class SingleMemberMembershipOutageTests extends MembershipOutageTests {

	private final EtcdProcess process;

	SingleMemberMembershipOutageTests(EtcdProcess process) {
		super(new ProcessTestEtcd(process));
		this.process = process;
	}

	@Test
	void all_tasks_are_back_after_a_restart_without_data() {
		try (MemberApplication one = start(Duration.ofSeconds(4))) {
			List<MemberRegistration<Task>> tasks = registerTasks(one);
			restartWithoutData();
			// Not before a renewal finds out that etcd does not know the lease any more.
			measure("a restart without data", one, tasks);
		}
	}

	@Test
	void all_tasks_are_back_at_once_if_a_view_shows_that_the_data_is_gone() {
		try (MemberApplication one = start(Duration.ofMinutes(10))) {
			List<MemberRegistration<Task>> tasks = registerTasks(one);
			MembershipView<Task> view = one.group.view();
			eventually().until(() -> view.members().size() == tasks.size());
			restartWithoutData();
			measure("a restart without data, with a view open", one, tasks);
		}
	}

	private void restartWithoutData() {
		this.process.kill();
		try {
			FileSystemUtils.deleteRecursively(this.process.dataDir());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.process.restart();
	}

}
