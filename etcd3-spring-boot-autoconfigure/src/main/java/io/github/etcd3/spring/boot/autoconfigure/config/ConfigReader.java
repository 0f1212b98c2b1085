/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.kv.EtcdKvTemplate;

/**
 * Reads at startup. Once etcd has not answered, it is not asked again, so that a start
 * without it takes one time-out, however many imports there are.
 */
final class ConfigReader {

	private final EtcdKvTemplate keys;

	private final Runnable close;

	private @Nullable EtcdException outage;

	ConfigReader(EtcdCalls calls, Runnable close) {
		this.keys = EtcdKvTemplate.builder(calls).build();
		this.close = close;
	}

	/** The start fails: nobody closes the bootstrap context then. */
	void close() {
		this.close.run();
	}

	/**
	 * Reads what a target names, at one revision.
	 * @param target the document or prefix
	 * @return the entries, in the order of their keys; none if there is nothing
	 * @throws EtcdException if it can't be read
	 */
	List<EtcdEntry<String>> read(ConfigTarget target) {
		if (this.outage != null) {
			throw this.outage;
		}
		try {
			return target.document() ? this.keys.getEntry(target.path()).stream().toList()
					: this.keys.withPrefix(target.path()).list();
		}
		catch (EtcdUnavailableException | EtcdTimeoutException ex) {
			this.outage = ex;
			throw ex;
		}
	}

}
