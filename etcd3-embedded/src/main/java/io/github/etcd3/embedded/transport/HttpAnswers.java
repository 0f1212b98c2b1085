/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.transport;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import org.jspecify.annotations.Nullable;

import io.github.etcd3.embedded.member.Alarms;
import io.github.etcd3.embedded.member.Member;

/**
 * What etcd answers over plain HTTP: {@code /version} and {@code /health}. There is no
 * JSON gateway ({@code /v3/…}), no {@code /metrics}, {@code /livez} or {@code /readyz}.
 * Who speaks no HTTP is hung up on, as by etcd.
 */
final class HttpAnswers {

	private final Member member;

	private final Clock clock = Clock.system(ZoneOffset.UTC);

	HttpAnswers(Member member) {
		this.member = member;
	}

	ChannelHandler handler() {
		return new SimpleChannelInboundHandler<FullHttpRequest>() {

			@Override
			protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
				if (request.decoderResult().isFailure()) {
					context.close();
					return;
				}
				boolean keepAlive = HttpUtil.isKeepAlive(request);
				FullHttpResponse response = answer(request);
				if (!keepAlive) {
					response.headers().set("Connection", "close");
				}
				var written = context.writeAndFlush(response);
				if (!keepAlive) {
					written.addListener(ChannelFutureListener.CLOSE);
				}
			}

			@Override
			public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
				context.close();
			}

		};
	}

	private FullHttpResponse answer(FullHttpRequest request) {
		FullHttpResponse response = byPath(request);
		response.headers()
			.set("Access-Control-Allow-Headers", "accept, content-type, authorization")
			.set("Access-Control-Allow-Methods", "POST, GET, OPTIONS, PUT, DELETE")
			.set("Access-Control-Allow-Origin", "*")
			.set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(this.clock)));
		response.headers().set("Content-Length", response.content().readableBytes());
		if (HttpMethod.HEAD.equals(request.method())) {
			response.content().clear();
		}
		return response;
	}

	private FullHttpResponse byPath(FullHttpRequest request) {
		if (HttpMethod.OPTIONS.equals(request.method())) {
			return text(HttpResponseStatus.OK, "", null);
		}
		QueryStringDecoder uri = new QueryStringDecoder(request.uri());
		return switch (uri.path()) {
			case "/version" -> HttpMethod.GET.equals(request.method()) ? text(HttpResponseStatus.OK,
					"{\"etcdserver\":\"" + Member.VERSION + "\",\"etcdcluster\":\"" + Member.CLUSTER_VERSION + "\"}",
					"application/json") : methodNotAllowed();
			case "/health" -> HttpMethod.GET.equals(request.method()) ? health(uri.parameters()) : methodNotAllowed();
			default -> error(HttpResponseStatus.NOT_FOUND, "404 page not found");
		};
	}

	private FullHttpResponse health(Map<String, List<String>> query) {
		List<String> excluded = query.getOrDefault("exclude", List.of());
		for (Alarms.Alarm alarm : this.member.alarms().all()) {
			String name = (alarm.type() == Alarms.NO_SPACE) ? "NOSPACE" : "CORRUPT";
			if (!excluded.contains(name)) {
				return unhealthy("ALARM " + name);
			}
		}
		boolean local = query.getOrDefault("serializable", List.of("")).get(0).equals("true");
		if (!local && !this.member.leadership().held()) {
			return unhealthy("RAFT NO LEADER");
		}
		return text(HttpResponseStatus.OK, "{\"health\":\"true\",\"reason\":\"\"}", "text/plain; charset=utf-8");
	}

	private static FullHttpResponse unhealthy(String reason) {
		return error(HttpResponseStatus.SERVICE_UNAVAILABLE, "{\"health\":\"false\",\"reason\":\"" + reason + "\"}");
	}

	private static FullHttpResponse methodNotAllowed() {
		FullHttpResponse response = error(HttpResponseStatus.METHOD_NOT_ALLOWED, "Method Not Allowed");
		response.headers().set("Allow", HttpMethod.GET);
		return response;
	}

	private static FullHttpResponse error(HttpResponseStatus status, String text) {
		FullHttpResponse response = text(status, text + "\n", "text/plain; charset=utf-8");
		response.headers().set("X-Content-Type-Options", "nosniff");
		return response;
	}

	private static FullHttpResponse text(HttpResponseStatus status, String text, @Nullable String type) {
		FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status,
				Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
		if (type != null) {
			response.headers().set("Content-Type", type);
		}
		return response;
	}

}
