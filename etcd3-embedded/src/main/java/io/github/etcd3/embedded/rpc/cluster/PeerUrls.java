/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.failure.EtcdError;

/**
 * The rules for a member's addresses ({@code types.NewURLs} of etcd).
 */
final class PeerUrls {

	private PeerUrls() {
	}

	static List<String> checked(List<String> urls) {
		if (urls.isEmpty()) {
			throw EtcdError.MEMBER_BAD_URLS.exception();
		}
		return urls.stream().map(String::trim).map(PeerUrls::check).sorted().toList();
	}

	private static String check(String url) {
		try {
			if (isAddress(new URI(url))) {
				return url;
			}
		}
		catch (URISyntaxException ex) {
			// answered as any other bad address
		}
		throw EtcdError.MEMBER_BAD_URLS.exception();
	}

	private static boolean isAddress(URI uri) {
		if (uri.getScheme() == null) {
			return false;
		}
		return switch (uri.getScheme()) {
			case "http", "https" -> hasPort(uri.getRawAuthority()) && "".equals(uri.getRawPath());
			case "unix", "unixs" -> true;
			default -> false;
		};
	}

	private static boolean hasPort(@Nullable String authority) {
		return authority != null && authority.matches("([^:\\[\\]]*|\\[[^\\[\\]]*]):[0-9]*");
	}

}
