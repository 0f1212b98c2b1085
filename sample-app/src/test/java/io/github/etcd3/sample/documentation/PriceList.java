/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import io.github.etcd3.spring.boot.autoconfigure.config.EtcdConfigChangedEvent;

@Component
class PriceList {

	private final Environment environment;

	private volatile int discount;

	PriceList(Environment environment) {
		this.environment = environment;
		this.discount = environment.getProperty("shop.discount", Integer.class, 0);
	}

	@EventListener
	void changed(EtcdConfigChangedEvent event) {
		if (event.names().contains("shop.discount")) {
			this.discount = this.environment.getProperty("shop.discount", Integer.class, 0);
		}
	}

	int discount() {
		return this.discount;
	}

}
