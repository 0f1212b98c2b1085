/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.benchmarks.failover;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.LeadershipListener;
import io.github.etcd3.spring.leader.RevocationReason;

/**
 * An application with the starter, its defaults but for the TTL.
 */
final class StarterCandidacy implements Candidacy {

	private final ConfigurableApplicationContext context;

	private final EtcdLeaderElection election;

	private final EtcdKvTemplate kv;

	StarterCandidacy(String key, int ttl, String endpoints, Telling telling) {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.initializers((context) -> context.getBeanFactory().registerSingleton("telling", telling))
			.properties("logging.level.root=WARN", "etcd.endpoints=" + endpoints, "etcd.session.ttl=" + ttl + "s",
					"etcd.leader-election.elections.master.key=" + key)
			.run();
		this.election = this.context.getBean(LeaderElectionService.class).election("master");
		this.kv = this.context.getBean(EtcdKvTemplate.class);
	}

	@Override
	public void campaign() {
		this.election.campaign();
	}

	@Override
	public void resign() {
		this.election.resign();
	}

	@Override
	public void write() {
		this.kv.put("bench/failover/starter", "x");
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** The listener is there before the election starts, so that it misses no term. */
	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		Object listening(LeaderElectionService elections, Telling telling) {
			elections.election("master").addListener(new LeadershipListener() {

				@Override
				public void granted(Leadership leadership) {
					telling.tell("granted", System.nanoTime());
				}

				@Override
				public void revoked(Leadership leadership, RevocationReason reason) {
					telling.tell("revoked", System.nanoTime());
				}

			});
			return telling;
		}

	}

}
