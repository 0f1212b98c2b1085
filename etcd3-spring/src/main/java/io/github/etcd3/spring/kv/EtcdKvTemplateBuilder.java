/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.util.unit.DataSize;

import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.session.EtcdSession;
import io.github.etcd3.spring.watch.WatchObserver;

/**
 * Builds an {@link EtcdKvTemplate}. Templates that are derived from one built here, by
 * {@link EtcdKvTemplate#withPrefix(String)} and the like, share its settings.
 */
public final class EtcdKvTemplateBuilder {

	/** etcd's own default for {@code --max-request-bytes}. */
	static final DataSize MAX_REQUEST_SIZE = DataSize.ofKilobytes(1536);

	private final EtcdCalls calls;

	private String prefix = "";

	private @Nullable EtcdCodec codec;

	private @Nullable EtcdSession session;

	private DataSize maxRequestSize = MAX_REQUEST_SIZE;

	private WatchObserver watchObserver = WatchObserver.NONE;

	EtcdKvTemplateBuilder(EtcdCalls calls) {
		this.calls = calls;
	}

	/**
	 * Sets under which prefix all keys are.
	 * @param prefix the prefix, a slash is added at its end if it has none; empty (the
	 * default) for all keys
	 * @return this builder
	 */
	public EtcdKvTemplateBuilder prefix(String prefix) {
		this.prefix = prefix;
		return this;
	}

	/**
	 * Sets what encodes values that are neither {@code String} nor {@code byte[]}.
	 * @param codec the codec; by default a {@link JacksonEtcdCodec} if Jackson 3 is on
	 * the class path, else such values are refused
	 * @return this builder
	 */
	public EtcdKvTemplateBuilder codec(EtcdCodec codec) {
		this.codec = codec;
		return this;
	}

	/**
	 * Sets the session whose lease {@link EtcdKvTemplate#putEphemeral} uses.
	 * @param session the session; by default there is none
	 * @return this builder
	 */
	public EtcdKvTemplateBuilder session(EtcdSession session) {
		this.session = session;
		return this;
	}

	/**
	 * Sets how large a request may be: its keys (twice where a put keeps its key's lease)
	 * and values, and what etcd's encoding adds, counted as 64 bytes for each.
	 * @param maxRequestSize the cluster's {@code --max-request-bytes}; 1.5 MiB by default
	 * @return this builder
	 */
	public EtcdKvTemplateBuilder maxRequestSize(DataSize maxRequestSize) {
		if (maxRequestSize.isNegative() || maxRequestSize.toBytes() == 0) {
			throw new IllegalArgumentException("The maximum request size must be above 0: it is " + maxRequestSize);
		}
		this.maxRequestSize = maxRequestSize;
		return this;
	}

	/**
	 * Sets who is told which watches there are, to measure them.
	 * @param watchObserver the observer; nobody by default
	 * @return this builder
	 */
	public EtcdKvTemplateBuilder watchObserver(WatchObserver watchObserver) {
		this.watchObserver = watchObserver;
		return this;
	}

	/**
	 * Builds the template. Nothing is sent to etcd.
	 * @return a new template
	 */
	public EtcdKvTemplate build() {
		EphemeralKeys ephemerals = (this.session != null) ? new EphemeralKeys(this.calls, this.session) : null;
		EtcdCodec chosen = Objects.requireNonNullElseGet(this.codec, MissingCodec::orJackson);
		KvShared shared = new KvShared(this.calls, new Values(chosen), this.maxRequestSize.toBytes(), new FoundKeys(),
				ephemerals, this.watchObserver);
		return new EtcdKvTemplate(shared,
				this.prefix.isEmpty() ? KeySpace.ALL : KeySpace.ALL.narrow("withPrefix", this.prefix), null);
	}

}
