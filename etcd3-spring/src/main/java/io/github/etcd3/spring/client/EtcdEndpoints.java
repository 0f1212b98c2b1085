/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The configured endpoints, checked once: each an {@code http} or {@code https} URL or a
 * bare {@code host:port}, or a single {@code dns:///} target whose addresses the name
 * service gives.
 */
public final class EtcdEndpoints {

	private static final int DEFAULT_PORT = 2379;

	private static final String ALLOWED = "Give http://host:port, https://host:port, host:port, "
			+ "or a single dns:///name:port.";

	private static final Pattern ENDPOINT = Pattern
		.compile("(?:(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://)?(?<host>\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)"
				+ "(?::(?<port>[0-9]{1,5}))?/?");

	private static final String CREDENTIALS = "An endpoint has no user and no password: set etcd.username and "
			+ "etcd.password instead.";

	private final List<String> urls;

	private final String target;

	private final boolean secure;

	private EtcdEndpoints(List<String> urls, String target, boolean secure) {
		this.urls = urls;
		this.target = target;
		this.secure = secure;
	}

	/**
	 * Reads and checks the endpoints.
	 * @param endpoints one or more endpoints as the user wrote them
	 * @param ssl whether TLS is configured; endpoints without a scheme then mean https
	 * @return the endpoints
	 * @throws InvalidEtcdSettingException if one is malformed, http and https are mixed,
	 * or the scheme contradicts {@code ssl}
	 */
	public static EtcdEndpoints parse(List<String> endpoints, boolean ssl) {
		if (endpoints.isEmpty()) {
			throw new InvalidEtcdSettingException("endpoints", null, "At least one endpoint is needed. " + ALLOWED);
		}
		if (endpoints.get(0).startsWith("dns:")) {
			return dnsTarget(endpoints, ssl);
		}
		List<Endpoint> parsed = IntStream.range(0, endpoints.size())
			.mapToObj((index) -> Endpoint.parse(index, endpoints.get(index), ssl))
			.distinct()
			.toList();
		boolean secure = parsed.get(0).secure();
		for (int index = 0; index < endpoints.size(); index++) {
			Endpoint endpoint = Endpoint.parse(index, endpoints.get(index), ssl);
			if (endpoint.secure() != secure) {
				throw new InvalidEtcdSettingException("endpoints[" + index + "]", endpoints.get(index),
						"http and https can't be mixed: one client speaks either plaintext or TLS to all members.");
			}
		}
		if (ssl && !secure) {
			throw new InvalidEtcdSettingException("endpoints[0]", endpoints.get(0),
					"TLS is configured by etcd.ssl, so the endpoints must be https:// (or without a scheme).");
		}
		String addresses = String.join(",", parsed.stream().map(Endpoint::encodedAddress).toList());
		return new EtcdEndpoints(parsed.stream().map(Endpoint::url).toList(), "ip:///" + addresses, secure);
	}

	private static EtcdEndpoints dnsTarget(List<String> endpoints, boolean ssl) {
		String target = endpoints.get(0);
		if (endpoints.size() > 1) {
			throw new InvalidEtcdSettingException("endpoints[1]", endpoints.get(1),
					"A dns:/// target gives all addresses by itself and stands alone.");
		}
		if (!target.matches("dns://[^/,]*/[A-Za-z0-9._-]+(:[0-9]{1,5})?")) {
			throw new InvalidEtcdSettingException("endpoints[0]", withoutCredentials(target), ALLOWED);
		}
		int port = target.lastIndexOf(':');
		if (port > target.lastIndexOf('/')) {
			requirePort("endpoints[0]", target, Integer.parseInt(target.substring(port + 1)));
		}
		return new EtcdEndpoints(List.of(target), target, ssl);
	}

	/** What is before an @ in a URL is often a password, and messages are logged. */
	private static String withoutCredentials(String text) {
		int scheme = text.indexOf("//") + 1;
		return text.substring(0, scheme) + text.substring(scheme).replaceFirst("^(/*).*@", "$1******@");
	}

	private static void requirePort(String setting, String endpoint, int port) {
		if (port < 1 || port > 65535) {
			throw new InvalidEtcdSettingException(setting, endpoint, "The port must be from 1 to 65535.");
		}
	}

	/**
	 * The endpoints in full, for messages and for asking each one directly.
	 * @return URLs with scheme and port, or the dns target
	 */
	public List<String> urls() {
		return this.urls;
	}

	/**
	 * What gRPC resolves.
	 * @return a gRPC target
	 */
	public String target() {
		return this.target;
	}

	/**
	 * Whether the endpoints are spoken to by TLS.
	 * @return {@code true} for https
	 */
	public boolean secure() {
		return this.secure;
	}

	@Override
	public String toString() {
		return this.urls.toString();
	}

	private record Endpoint(boolean secure, String host, int port) {

		static Endpoint parse(int index, String text, boolean ssl) {
			String setting = "endpoints[" + index + "]";
			Matcher matcher = ENDPOINT.matcher(text);
			if (!matcher.matches()) {
				throw new InvalidEtcdSettingException(setting, withoutCredentials(text),
						text.contains("@") ? CREDENTIALS : "It is not an address. " + ALLOWED);
			}
			String scheme = matcher.group("scheme");
			if (scheme == null) {
				scheme = ssl ? "https" : "http";
			}
			scheme = scheme.toLowerCase(Locale.ROOT);
			if (!scheme.equals("http") && !scheme.equals("https")) {
				throw new InvalidEtcdSettingException(setting, text, "Its scheme is unknown. " + ALLOWED);
			}
			String port = matcher.group("port");
			int number = (port != null) ? Integer.parseInt(port) : DEFAULT_PORT;
			requirePort(setting, text, number);
			Endpoint endpoint = new Endpoint(scheme.equals("https"), matcher.group("host"), number);
			try {
				new URI(endpoint.url());
			}
			catch (URISyntaxException ex) {
				throw new InvalidEtcdSettingException(setting, text,
						"It is not an address: " + ex.getReason() + ". " + ALLOWED);
			}
			return endpoint;
		}

		String url() {
			return (this.secure ? "https://" : "http://") + this.host + ":" + this.port;
		}

		// Brackets of an IPv6 address are no part of a URI's path unless encoded.
		String encodedAddress() {
			return this.host.replace("[", "%5B").replace("]", "%5D") + ":" + this.port;
		}

	}

}
