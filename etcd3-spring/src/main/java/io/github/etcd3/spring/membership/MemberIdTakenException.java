/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdException;

/**
 * Another application has registered a member of this id. Its key goes with its session.
 */
public class MemberIdTakenException extends EtcdException {

	MemberIdTakenException(String message, EtcdCall call) {
		super(message, call, null);
	}

}
