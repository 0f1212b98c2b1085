/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.lang.reflect.Type;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

/**
 * A value can't be encoded, or what is in etcd is not of the type that was asked for.
 * What is in etcd was left untouched.
 */
public class EtcdCodecException extends EtcdException {

	private final String key;

	private final Type type;

	/**
	 * Creates an exception.
	 * @param message what went wrong
	 * @param call the call that failed
	 * @param key the key, absolute within the client's namespace
	 * @param type the type of the value
	 * @param cause the cause, or {@code null}
	 */
	public EtcdCodecException(String message, EtcdCall call, String key, Type type, @Nullable Throwable cause) {
		super(message, call, cause);
		this.key = key;
		this.type = type;
	}

	/**
	 * The key of the value.
	 * @return the key, absolute within the client's namespace
	 */
	public String getKey() {
		return this.key;
	}

	/**
	 * The type of the value.
	 * @return the type that was given or asked for
	 */
	public Type getType() {
		return this.type;
	}

}
