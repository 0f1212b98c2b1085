/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.kv.FencedOutException;
import io.github.etcd3.spring.kv.UpdateConflictException;
import io.github.etcd3.spring.leader.NotLeaderException;
import io.github.etcd3.spring.lock.LockLostException;
import io.github.etcd3.spring.lock.LockNotAcquiredException;

/**
 * Tells failures as problem details (RFC 9457), whose text is the exception's own.
 */
@RestControllerAdvice
final class EtcdProblems {

	@ExceptionHandler
	ProblemDetail failed(EtcdException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "etcd did not carry it out", ex);
	}

	@ExceptionHandler
	ProblemDetail unknown(EtcdOutcomeUnknownException ex) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "etcd may have carried it out or not", ex);
	}

	@ExceptionHandler
	ProblemDetail invalid(EtcdInvalidArgumentException ex) {
		return problem(HttpStatus.BAD_REQUEST, "etcd can't do this", ex);
	}

	@ExceptionHandler({ LockNotAcquiredException.class, LockLostException.class, NotLeaderException.class,
			FencedOutException.class, UpdateConflictException.class })
	ProblemDetail conflict(RuntimeException ex) {
		return problem(HttpStatus.CONFLICT, "Another one was first", ex);
	}

	private static ProblemDetail problem(HttpStatus status, String title, RuntimeException ex) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, ex.getMessage());
		problem.setTitle(title);
		return problem;
	}

}
