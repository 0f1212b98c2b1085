/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import java.time.YearMonth;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

@Component
class Billing {

	private final EtcdKvTemplate kv;

	private final EtcdLockTemplate locks;

	private final EtcdLeaderElection election;

	Billing(EtcdKvTemplate kv, EtcdLockTemplate locks, @Qualifier("billing") EtcdLeaderElection election) {
		this.kv = kv;
		this.locks = locks;
		this.election = election;
	}

	/** Reads the key {@code shop/currency}. */
	String currency() {
		return this.kv.get("currency").orElse("EUR");
	}

	/** One thread of all instances at a time pays an invoice. */
	void pay(String invoice) {
		this.locks.executeWithoutResult(invoice, (lock) -> {
			if (this.kv.get("paid/" + invoice).isEmpty()) {
				// etcd refuses this write if the lock was lost meanwhile.
				lock.kv().put("paid/" + invoice, "yes");
			}
		});
	}

	/** Closes the month in one instance only. */
	boolean closeTheMonth() {
		return this.election.callIfLeader((leader) -> leader.kv().put("closed", YearMonth.now().toString())).executed();
	}

}
