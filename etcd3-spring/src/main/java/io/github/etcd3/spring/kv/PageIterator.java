/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

import io.etcd.jetcd.KeyValue;

import io.github.etcd3.spring.EtcdCall;

/**
 * Goes through the pages of a range, waiting for each when it is needed.
 */
final class PageIterator implements Iterator<KeyValue> {

	private final EtcdCall call;

	private final Pages pages;

	private Iterator<KeyValue> page = List.<KeyValue>of().iterator();

	private boolean started;

	PageIterator(EtcdCall call, Pages pages) {
		this.call = call;
		this.pages = pages;
	}

	@Override
	public boolean hasNext() {
		while (!this.page.hasNext()) {
			if (this.started && this.pages.isLast()) {
				return false;
			}
			this.page = Answer.of(this.call, this.pages.next()).await().iterator();
			this.started = true;
		}
		return true;
	}

	@Override
	public KeyValue next() {
		if (!hasNext()) {
			throw new NoSuchElementException();
		}
		return this.page.next();
	}

}
