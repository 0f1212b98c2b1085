/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.ApplicationContext;

/**
 * Asks an application's actuator over HTTP.
 */
final class ActuatorClient {

	private final HttpClient http = HttpClient.newHttpClient();

	private final String base;

	ActuatorClient(ApplicationContext context) {
		this.base = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port")
				+ "/actuator/";
	}

	JsonNode get(String path) {
		HttpResponse<String> answer = send(HttpRequest.newBuilder().GET(), path);
		if (answer.statusCode() != 200) {
			throw new IllegalStateException(answer.statusCode() + " " + answer.body());
		}
		return json(answer);
	}

	int statusOf(String path) {
		return send(HttpRequest.newBuilder().GET(), path).statusCode();
	}

	HttpResponse<String> post(String path, String body) {
		return send(HttpRequest.newBuilder()
			.header("Content-Type", "application/json")
			.POST(HttpRequest.BodyPublishers.ofString(body)), path);
	}

	static JsonNode json(HttpResponse<String> answer) {
		return JsonMapper.shared().readTree(answer.body());
	}

	private HttpResponse<String> send(HttpRequest.Builder request, String path) {
		try {
			return this.http.send(request.uri(URI.create(this.base + path)).timeout(Duration.ofSeconds(60)).build(),
					HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

}
