/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample.documentation;

import org.springframework.context.event.EventListener;

import io.github.etcd3.spring.boot.autoconfigure.config.EtcdConfigChangedEvent;

class PriceList {

	@EventListener
	void changed(EtcdConfigChangedEvent event) {
		if (event.keys().contains("shop.prices")) {
			reload();
		}
	}

	private void reload() {
	}

}
