/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.spring.EtcdAlarmException;
import io.github.etcd3.spring.EtcdAuthenticationException;
import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdCompactedException;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.EtcdInvalidArgumentException;
import io.github.etcd3.spring.EtcdLeaseNotFoundException;
import io.github.etcd3.spring.EtcdOutcomeUnknownException;
import io.github.etcd3.spring.EtcdPermissionDeniedException;
import io.github.etcd3.spring.EtcdTimeoutException;
import io.github.etcd3.spring.EtcdUnavailableException;

/**
 * The one place where the failures of gRPC and jetcd become ours. It goes by the status
 * code and etcd's own texts (its {@code rpctypes/error.go}).
 */
final class CallFailures {

	private final List<String> endpoints;

	CallFailures(List<String> endpoints) {
		this.endpoints = endpoints;
	}

	List<String> endpoints() {
		return this.endpoints;
	}

	EtcdException translate(EtcdCall call, Throwable thrown) {
		Throwable failure = unwrap(thrown);
		if (failure instanceof EtcdException ours) {
			return ours;
		}
		if (failure instanceof TimeoutException) {
			return late(call, failure);
		}
		if (failure instanceof ClosedClientException closed) {
			return (closed.underWay() && call.write()) ? unknown(call, "the client was closed", failure)
					: unavailable(call, "the client is closed: the application is shutting down", "", failure);
		}
		if (failure instanceof CancellationException) {
			return call.write() ? unknown(call, "it was cancelled", failure)
					: new EtcdException(call + " was cancelled", call, failure);
		}
		Status status = FailureStatus.of(failure);
		if (status == null) {
			return new EtcdException(call + " failed: " + failure, call, failure);
		}
		return translate(call, status, FailureStatus.text(status), failure);
	}

	private EtcdException translate(EtcdCall call, Status status, String text, Throwable failure) {
		return switch (status.getCode()) {
			case DEADLINE_EXCEEDED ->
				FailureStatus.unsent(failure) ? unreached(call, status, failure) : late(call, failure);
			case UNAVAILABLE -> refused(call, status, text, failure);
			case CANCELLED -> call.write() ? unknown(call, "the connection was closed", failure)
					: unavailable(call, "the connection was closed", "", failure);
			case UNAUTHENTICATED -> unauthenticated(call, text, failure);
			case PERMISSION_DENIED -> new EtcdPermissionDeniedException(call + " is not permitted: " + text
					+ ". Grant the user a role for this key range (etcdctl role grant-permission)"
					+ (call.write() ? "; most writes compare first, and need readwrite." : "."), call, failure);
			case OUT_OF_RANGE ->
				text.contains("compacted")
						? new EtcdCompactedException(call + ": the revision asked for is gone (" + text
								+ "). Read at the current revision instead.", call, failure)
						: invalid(call, text, failure);
			case RESOURCE_EXHAUSTED -> exhausted(call, text, failure);
			case NOT_FOUND -> text.contains("lease")
					? new EtcdLeaseNotFoundException(call + ": the lease has expired or was revoked (" + text + ")",
							call, failure)
					: new EtcdException(call + " failed: " + text, call, failure);
			case DATA_LOSS -> new EtcdAlarmException(
					call + " was refused: " + text
							+ ". A CORRUPT alarm is raised: compare the members (etcdctl endpoint hashkv).",
					call, failure);
			case INVALID_ARGUMENT, FAILED_PRECONDITION -> rejected(call, text, failure);
			case UNIMPLEMENTED -> new EtcdException(call + " is unknown to the server at " + this.endpoints + ": "
					+ text + ". It needs etcd 3.4 or later, at its client port (2379 by default).", call, failure);
			case UNKNOWN, INTERNAL -> internal(call, status, text, failure);
			default -> new EtcdException(call + " failed: " + status.getCode() + " " + text, call, failure);
		};
	}

	private EtcdException unreached(EtcdCall call, Status status, Throwable failure) {
		String reason = FailureStatus.connectReason(status);
		return unavailable(call, "no endpoint could be reached in time" + (reason.isEmpty() ? "" : " (" + reason + ")"),
				ConnectRemedy.of(reason, secure()), failure);
	}

	/** http and https are never mixed, {@link EtcdEndpoints} refuses that. */
	private boolean secure() {
		return this.endpoints.stream().anyMatch((endpoint) -> endpoint.startsWith("https:"));
	}

	private EtcdException refused(EtcdCall call, Status status, String text, Throwable failure) {
		if (FailureStatus.unsent(failure)) {
			String reason = FailureStatus.connectReason(status);
			return unavailable(call, reason.isEmpty() ? text : reason, ConnectRemedy.of(reason, secure()), failure);
		}
		if (text.contains("no leader")) {
			return unavailable(call, "the cluster has no leader",
					" Bring back a majority of its members (etcdctl endpoint status --cluster).", failure);
		}
		return call.write() ? unknown(call, text.isEmpty() ? "the connection broke" : text, failure)
				: unavailable(call, text.isEmpty() ? "the connection broke" : text, "", failure);
	}

	private EtcdException unavailable(EtcdCall call, String reason, String remedy, Throwable failure) {
		return new EtcdUnavailableException(
				call + " was not carried out by etcd at " + this.endpoints + ": " + reason + "." + remedy, call,
				failure);
	}

	private EtcdException late(EtcdCall call, Throwable failure) {
		String after = "etcd at " + this.endpoints + " gave no answer within the request timeout";
		return call.write() ? unknown(call, after, failure)
				: new EtcdTimeoutException(
						call + " timed out: " + after + ". Look at the members' health, or raise etcd.request-timeout.",
						call, failure);
	}

	private EtcdException unknown(EtcdCall call, String reason, Throwable failure) {
		return new EtcdOutcomeUnknownException(
				call + " was sent to etcd at " + this.endpoints + " and its answer is lost: " + reason
						+ ". It may have taken effect or not: read before you repeat it.",
				call, failure);
	}

	private EtcdException unauthenticated(EtcdCall call, String text, Throwable failure) {
		Throwable cause = FailureStatus.credentialsFailure(failure);
		if (cause != null) {
			Status status = FailureStatus.of(cause);
			if (status != null) {
				return translate(call, status, FailureStatus.text(status), failure);
			}
		}
		return authentication(call, text, failure);
	}

	private EtcdException authentication(EtcdCall call, String text, Throwable failure) {
		return new EtcdAuthenticationException(call + " was refused by etcd at " + this.endpoints + ": " + text
				+ ". Check etcd.username and etcd.password.", call, failure);
	}

	private EtcdException exhausted(EtcdCall call, String text, Throwable failure) {
		if (text.contains("space exceeded")) {
			return new EtcdAlarmException(
					call + " was refused: " + text + ". The NOSPACE alarm is raised: delete keys, "
							+ "compact, defragment and disarm it (etcdctl alarm disarm); reads and deletes still work."
							+ (call.write() ? " The write that filled the quota may have been carried out." : ""),
					call, failure);
		}
		if (text.contains("too many requests")) {
			return unavailable(call, text, " Slow down: etcd's apply queue is full.", failure);
		}
		if (FailureStatus.isRequestTooLarge(text)) {
			return invalid(call, text, failure);
		}
		if (FailureStatus.isAnswerTooLarge(text)) {
			return call.write() ? unknown(call, text, failure) : invalid(call, text, failure);
		}
		// Of something between here and etcd, which says nothing of what became of it.
		return (call.write() && !FailureStatus.unsent(failure)) ? unknown(call, text, failure)
				: unavailable(call, text, " Something before etcd limits its use: slow down.", failure);
	}

	private EtcdException rejected(EtcdCall call, String text, Throwable failure) {
		if (text.contains("user name is empty")) {
			return authentication(call, "it wants authentication and got no credentials (" + text + ")", failure);
		}
		if (text.contains("authentication is not enabled")) {
			return authentication(call,
					"authentication is not enabled there, so no credentials may be given (" + text + ")", failure);
		}
		if (text.contains("authentication failed") || text.contains("auth token")) {
			return authentication(call, text, failure);
		}
		return invalid(call, text, failure);
	}

	private EtcdException invalid(EtcdCall call, String text, Throwable failure) {
		return new EtcdInvalidArgumentException(call + " was rejected: " + text, call, failure);
	}

	private EtcdException internal(EtcdCall call, Status status, String text, Throwable failure) {
		if (text.contains("HTTP status code") || text.contains("content-type")) {
			return unavailable(call, "what answers there does not speak etcd's v3 API (" + text + ")",
					" Check the port: etcd's client port is 2379 by default.", failure);
		}
		if (text.contains("auth token")) {
			return authentication(call, text, failure);
		}
		return call.write() ? unknown(call, status.getCode() + " " + text, failure) : new EtcdException(
				call + " failed at " + this.endpoints + ": " + status.getCode() + " " + text, call, failure);
	}

	private static Throwable unwrap(Throwable thrown) {
		Throwable failure = thrown;
		while ((failure instanceof CompletionException || failure instanceof ExecutionException)
				&& failure.getCause() != null) {
			failure = failure.getCause();
		}
		return failure;
	}

	/**
	 * What mends a connection that can't be made.
	 */
	private static final class ConnectRemedy {

		private ConnectRemedy() {
		}

		static String of(@Nullable String reason, boolean secure) {
			String text = (reason != null) ? reason : "";
			if (text.contains("Connection refused")) {
				return " Is etcd running there? Set etcd.endpoints to the client URLs of its members.";
			}
			if (text.contains("HTTP/2") || text.contains("http2") || text.contains("First received frame")) {
				return " What listens there is not etcd, or it wants TLS: check the port, or use https:// endpoints.";
			}
			if (text.contains("no answer to the attempt")) {
				return " Something accepts connections there and stays silent: is it etcd's client port?";
			}
			if (text.contains("closed while performing TLS negotiation") || text.contains("not an SSL/TLS record")) {
				return " It speaks plaintext: use http:// endpoints, or enable TLS on etcd.";
			}
			if (text.contains("Network closed") || text.contains("Connection reset") || text.contains("Broken pipe")) {
				return " It closes the connection at once: " + (secure
						? "use http:// endpoints if it speaks plaintext, give a client certificate in the bundle "
								+ "of etcd.ssl.bundle if it wants one,"
						: "use https:// endpoints if it wants TLS,") + " and check the port.";
			}
			if (text.contains("unable to find valid certification path") || text.contains("PKIX")) {
				return " Its certificate is not trusted: put its CA into the bundle of etcd.ssl.bundle.";
			}
			if (text.contains("certificate_required") || text.contains("bad_certificate")) {
				return " It wants a client certificate: give one in the bundle of etcd.ssl.bundle.";
			}
			if (text.contains("subject alternative")) {
				return " Its certificate is for other names: use a host that the certificate lists.";
			}
			if (text.contains("UnresolvedAddress") || text.contains("UnknownHost")) {
				return " The host name can't be resolved: check etcd.endpoints.";
			}
			return " Check etcd.endpoints, and that etcd runs there.";
		}

	}

}
