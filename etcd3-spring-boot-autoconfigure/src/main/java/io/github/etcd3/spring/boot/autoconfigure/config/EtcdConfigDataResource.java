/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.config;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataResource;

/**
 * One thing to read from etcd: a document, the keys under a prefix, or the documents
 * under it that are for a profile.
 */
final class EtcdConfigDataResource extends ConfigDataResource {

	private final ConfigTarget target;

	private final @Nullable String documentProfile;

	private final Kind kind;

	EtcdConfigDataResource(ConfigTarget target, @Nullable String documentProfile, Kind kind) {
		super(kind != Kind.MANDATORY);
		this.target = target;
		this.documentProfile = documentProfile;
		this.kind = kind;
	}

	ConfigTarget target() {
		return this.target;
	}

	/**
	 * Which documents under the prefix to take; {@code null} for all without a profile.
	 */
	@Nullable String documentProfile() {
		return this.documentProfile;
	}

	Kind kind() {
		return this.kind;
	}

	@Override
	public boolean equals(Object other) {
		return other instanceof EtcdConfigDataResource resource && resource.target.equals(this.target)
				&& Objects.equals(resource.documentProfile, this.documentProfile);
	}

	@Override
	public int hashCode() {
		return Objects.hash(this.target, this.documentProfile);
	}

	@Override
	public String toString() {
		return this.target + ((this.documentProfile != null) ? " for profile " + this.documentProfile : "");
	}

	/**
	 * What it means that there is nothing.
	 */
	enum Kind {

		/** The start fails. */
		MANDATORY,

		/** It may come later. */
		OPTIONAL,

		/** What is for a profile may be missing. */
		PROFILE

	}

}
