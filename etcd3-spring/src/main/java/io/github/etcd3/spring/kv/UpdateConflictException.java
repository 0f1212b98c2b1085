/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

/**
 * The key was changed by others between the read and the write of every attempt. Nothing
 * was written.
 */
public class UpdateConflictException extends EtcdException {

	/**
	 * Creates an exception.
	 * @param call the write
	 * @param attempts how often it was tried
	 */
	public UpdateConflictException(EtcdCall call, int attempts) {
		super(call + " was given up: others changed the key during each of " + attempts
				+ " attempts. Write it from fewer places at a time, or under a lock.", call, null);
	}

}
