/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.info;

import java.lang.module.ModuleDescriptor.Version;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.etcd.jetcd.maintenance.StatusResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

import io.github.etcd3.spring.boot.autoconfigure.health.ClusterCheck;
import io.github.etcd3.spring.boot.autoconfigure.health.ClusterReport;
import io.github.etcd3.spring.boot.autoconfigure.health.MemberReport;
import io.github.etcd3.spring.client.Ticker;

/**
 * Says which cluster the application uses. What was found out is kept for a while, an
 * etcd that did not answer too; who may read this need not know more of an outage.
 */
final class EtcdInfoContributor implements InfoContributor, DisposableBean {

	static final Duration KEPT = Duration.ofSeconds(10);

	private final ClusterCheck check;

	private final Supplier<ClusterReport> look;

	private final Ticker ticker;

	private @Nullable Map<String, Object> known;

	private long asked;

	EtcdInfoContributor(ClusterCheck check, Ticker ticker) {
		this(check, check::run, ticker);
	}

	EtcdInfoContributor(ClusterCheck check, Supplier<ClusterReport> look, Ticker ticker) {
		this.check = check;
		this.look = look;
		this.ticker = ticker;
	}

	@Override
	public void contribute(Info.Builder builder) {
		builder.withDetail("etcd", details());
	}

	/** One at a time: who comes meanwhile needs no look of its own. */
	private synchronized Map<String, Object> details() {
		Map<String, Object> last = this.known;
		if (last != null && this.ticker.nanos() - this.asked < KEPT.toNanos()) {
			return last;
		}
		Map<String, Object> now = describe(this.look.get());
		if (now.isEmpty()) {
			now = (last != null) ? last : Map.of("error", "etcd does not answer.");
		}
		this.known = now;
		this.asked = this.ticker.nanos();
		return now;
	}

	/** The version is the lowest, which is what the cluster can do. */
	private static Map<String, Object> describe(ClusterReport report) {
		Map<String, Object> details = new LinkedHashMap<>();
		report.members()
			.stream()
			.map(MemberReport::status)
			.filter(Objects::nonNull)
			.map(StatusResponse::getVersion)
			.min(Comparator.comparing(Version::parse))
			.ifPresent((version) -> details.put("version", version));
		if (report.clusterId() != 0) {
			details.put("clusterId", Long.toHexString(report.clusterId()));
		}
		if (report.listError() == null) {
			details.put("members", report.members().size());
		}
		return details;
	}

	/** Ends what is under way, before the client closes. */
	@Override
	public void destroy() {
		this.check.close();
	}

}
