/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

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

	private final Supplier<EtcdCalls> connect;

	private final Consumer<EtcdCalls> disconnect;

	private @Nullable EtcdCalls calls;

	private @Nullable EtcdException outage;

	ConfigReader(Supplier<EtcdCalls> connect, Consumer<EtcdCalls> disconnect) {
		this.connect = connect;
		this.disconnect = disconnect;
	}

	/** It connects anew if it is needed again. */
	void close() {
		if (this.calls != null) {
			this.disconnect.accept(this.calls);
			this.calls = null;
		}
	}

	private EtcdKvTemplate keys() {
		EtcdCalls calls = (this.calls != null) ? this.calls : this.connect.get();
		this.calls = calls;
		return EtcdKvTemplate.builder(calls).build();
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
			return target.document() ? keys().getEntry(target.path()).stream().toList()
					: keys().withPrefix(target.path()).list();
		}
		catch (EtcdUnavailableException | EtcdTimeoutException ex) {
			this.outage = ex;
			throw ex;
		}
	}

}
