/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.ssl.SslBundle;

/**
 * Looks at each endpoint by plain HTTP to explain why etcd can't be used: etcd tells its
 * version there, to everybody, on its client port.
 */
final class EndpointProbe {

	/** etcd 2 has the same member in its answer. */
	private static final Pattern VERSION = Pattern.compile("\"etcdserver\"\\s*:\\s*\"([0-9]+)([^\"]*)\"");

	private static final int OLDEST_MAJOR = 3;

	private static final String CHECK_PORT = "Check the port: etcd's client port is 2379 unless configured otherwise.";

	private final EtcdConnectionDetails details;

	private final Duration timeout;

	EndpointProbe(EtcdConnectionDetails details, Duration timeout) {
		this.details = details;
		this.timeout = timeout;
	}

	/**
	 * Looks at all endpoints at the same time.
	 * @param endpoints URLs; what is none, as a dns target, is left out
	 * @return what was found, in the same order
	 */
	List<EndpointFinding> ask(List<String> endpoints) {
		HttpClient client = client();
		List<CompletableFuture<EndpointFinding>> answers = endpoints.stream()
			.filter((endpoint) -> endpoint.startsWith("http"))
			.map((endpoint) -> ask(client, endpoint))
			.toList();
		return answers.stream().map(CompletableFuture::join).toList();
	}

	private HttpClient client() {
		HttpClient.Builder builder = HttpClient.newBuilder()
			.version(HttpClient.Version.HTTP_1_1)
			.connectTimeout(this.timeout);
		SslBundle bundle = this.details.getSslBundle();
		if (bundle != null) {
			builder.sslContext(bundle.createSslContext());
		}
		return builder.build();
	}

	private CompletableFuture<EndpointFinding> ask(HttpClient client, String endpoint) {
		return get(client, endpoint).handle((response, failure) -> {
			if (failure == null) {
				return CompletableFuture.completedFuture(answered(endpoint, response));
			}
			Throwable cause = unwrapped(failure);
			EndpointFinding finding = failed(endpoint, cause);
			return (finding != null) ? CompletableFuture.completedFuture(finding)
					: askOtherwise(client, endpoint, String.valueOf(cause.getMessage()));
		}).thenCompose((finding) -> finding);
	}

	/** Whoever speaks only TLS, or none, hangs up on the other: so try the other. */
	private CompletableFuture<EndpointFinding> askOtherwise(HttpClient client, String endpoint, String failure) {
		boolean secure = endpoint.startsWith("https:");
		String other = (secure ? "http" : "https") + endpoint.substring(endpoint.indexOf(':'));
		return get(client, other).handle((response, otherFailure) -> {
			if (secure && otherFailure == null) {
				// It speaks TLS and hung up on ours: its reason was lost with the
				// connection.
				return wantsTls(response) ? wantsClientCertificate(endpoint, failure) : speaksNoTls(endpoint);
			}
			if (secure) {
				// It may have told why, and that was lost with the connection, both
				// times.
				return hangsUp(endpoint, failure);
			}
			if (otherFailure == null || tlsFailed(other, messages(otherFailure)) != null) {
				return wantsTls(endpoint);
			}
			return new EndpointFinding(endpoint, "what listens there is not etcd (" + failure + ")", CHECK_PORT);
		});
	}

	private CompletableFuture<HttpResponse<String>> get(HttpClient client, String endpoint) {
		HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/version")).timeout(this.timeout).build();
		return client.sendAsync(request, BodyHandlers.ofString());
	}

	private static EndpointFinding answered(String endpoint, HttpResponse<String> response) {
		Matcher version = VERSION.matcher(response.body());
		if (version.find()) {
			String text = "etcd " + version.group(1) + version.group(2) + " answers";
			return (Integer.parseInt(version.group(1)) >= OLDEST_MAJOR) ? new EndpointFinding(endpoint, text, "")
					: new EndpointFinding(endpoint, text, "etcd 3.4 or later is needed: upgrade the cluster.");
		}
		if (wantsTls(response)) {
			return wantsTls(endpoint);
		}
		return new EndpointFinding(endpoint,
				"a web server that is not etcd answers (HTTP status " + response.statusCode() + ")", CHECK_PORT);
	}

	/** Go's web server says so in plain words. */
	private static boolean wantsTls(HttpResponse<String> response) {
		return response.body().contains("HTTP request to an HTTPS server");
	}

	private static EndpointFinding wantsTls(String endpoint) {
		return new EndpointFinding(endpoint, "it wants TLS",
				"Use https:// endpoints, and etcd.ssl.bundle for a private CA.");
	}

	private static EndpointFinding hangsUp(String endpoint, String failure) {
		return new EndpointFinding(endpoint,
				"it hangs up (" + failure + "), as etcd does without a client certificate if it wants one",
				"Put a key and a certificate into the bundle of etcd.ssl.bundle if it wants one. " + CHECK_PORT);
	}

	private static EndpointFinding speaksNoTls(String endpoint) {
		return new EndpointFinding(endpoint, "it speaks no TLS",
				"Use http:// endpoints without etcd.ssl, or enable TLS on etcd.");
	}

	private static @Nullable EndpointFinding failed(String endpoint, Throwable failure) {
		if (find(failure, UnresolvedAddressException.class)) {
			return new EndpointFinding(endpoint, "the host name can't be resolved", "Check etcd.endpoints.");
		}
		if (failure instanceof HttpTimeoutException) {
			return new EndpointFinding(endpoint, "nobody answers in time",
					"Check that etcd runs there, and what is between (firewalls, routes).");
		}
		if (failure instanceof ConnectException) {
			return new EndpointFinding(endpoint, "the connection is refused: nothing listens there",
					"Start etcd, or set etcd.endpoints to the client URLs of its members.");
		}
		return tlsFailed(endpoint, messages(failure));
	}

	private static @Nullable EndpointFinding tlsFailed(String endpoint, String messages) {
		if (messages.contains("No subject alternative") || messages.contains("No name matching")) {
			return new EndpointFinding(endpoint, "its certificate is for other names (" + messages + ")",
					"Use a host name in etcd.endpoints that the certificate lists.");
		}
		if (messages.contains("certification path") || messages.contains("PKIX")) {
			return new EndpointFinding(endpoint, "its certificate is not trusted",
					"Put its CA into the trust store of the bundle that etcd.ssl.bundle names.");
		}
		if (messages.contains("bad_certificate") || messages.contains("certificate_required")
				|| messages.contains("unknown_ca")) {
			return wantsClientCertificate(endpoint, messages);
		}
		return null;
	}

	private static EndpointFinding wantsClientCertificate(String endpoint, String messages) {
		return new EndpointFinding(endpoint, "it wants a client certificate that it trusts (" + messages + ")",
				"Put a key and a certificate of its CA into the bundle that etcd.ssl.bundle names.");
	}

	private static Throwable unwrapped(Throwable thrown) {
		return (thrown instanceof CompletionException && thrown.getCause() != null) ? thrown.getCause() : thrown;
	}

	private static boolean find(Throwable failure, Class<? extends Throwable> type) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return true;
			}
		}
		return false;
	}

	private static String messages(Throwable failure) {
		StringBuilder messages = new StringBuilder();
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			String message = cause.getMessage();
			if (message != null && messages.indexOf(message) < 0) {
				messages.append(messages.isEmpty() ? "" : "; ").append(message);
			}
		}
		return messages.toString();
	}

}
