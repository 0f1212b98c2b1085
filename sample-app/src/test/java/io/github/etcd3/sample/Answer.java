/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.net.http.HttpResponse;
import java.util.Optional;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the sample answered over HTTP.
 */
record Answer(int status, String body, Optional<String> eTag) {

	static Answer of(HttpResponse<String> response) {
		return new Answer(response.statusCode(), response.body(), response.headers().firstValue("ETag"));
	}

	JsonNode json() {
		return JsonMapper.shared().readTree(this.body);
	}

}
