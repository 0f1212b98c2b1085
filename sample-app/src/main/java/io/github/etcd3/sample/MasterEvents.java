/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.context.event.EventListener;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.etcd3.spring.leader.LeaderChangedEvent;
import io.github.etcd3.spring.leader.LeadershipGrantedEvent;
import io.github.etcd3.spring.leader.LeadershipRevokedEvent;

/**
 * Hears of the master by application events, and shows the latest ones. The library logs
 * them already.
 */
@RestController
final class MasterEvents {

	private static final int SHOWN = 20;

	private final List<MasterEvent> events = new CopyOnWriteArrayList<>();

	@GetMapping("/master/events")
	List<MasterEvent> events() {
		return this.events;
	}

	@EventListener
	void onGranted(LeadershipGrantedEvent event) {
		add(new MasterEvent("granted", event.candidateId(), event.token().value()));
	}

	@EventListener
	void onRevoked(LeadershipRevokedEvent event) {
		add(new MasterEvent("revoked: " + event.reason(), event.candidateId(), event.token().value()));
	}

	@EventListener
	void onChanged(LeaderChangedEvent event) {
		add(new MasterEvent("changed", event.leader().candidateId(), event.leader().token().value()));
	}

	/** Events of one election come one after the other. */
	private void add(MasterEvent event) {
		this.events.add(event);
		if (this.events.size() > SHOWN) {
			this.events.remove(0);
		}
	}

	/**
	 * What happened.
	 *
	 * @param event granted to this instance, revoked from it, or changed to another one
	 * @param candidate whom it is about
	 * @param token the fencing token of that leadership
	 */
	record MasterEvent(String event, String candidate, long token) {

	}

}
