/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.client;

import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.List;

import javax.net.ssl.SSLException;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.etcd.jetcd.ClientBuilder;
import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Makes the client of an application. One is enough: it is thread-safe and multiplexes
 * all calls over one connection an endpoint. Whoever makes it closes it.
 */
public final class EtcdClientFactory {

	/** A page of a large prefix, and a watch's backlog, outgrow gRPC's 4 MiB. */
	private static final int MAX_INBOUND_BYTES = 64 * 1024 * 1024;

	private final EtcdClientSettings settings;

	private final List<EtcdClientBuilderCustomizer> customizers;

	private final CallObserver observer;

	/**
	 * Creates a factory.
	 * @param settings the settings
	 * @param customizers applied in this order to jetcd's builder, after the settings
	 */
	public EtcdClientFactory(EtcdClientSettings settings, List<EtcdClientBuilderCustomizer> customizers) {
		this(settings, customizers, CallObserver.NONE);
	}

	/**
	 * Creates a factory of clients whose calls are observed.
	 * @param settings the settings
	 * @param customizers applied in this order to jetcd's builder, after the settings
	 * @param observer is told of each call
	 */
	public EtcdClientFactory(EtcdClientSettings settings, List<EtcdClientBuilderCustomizer> customizers,
			CallObserver observer) {
		this.settings = settings;
		this.customizers = List.copyOf(customizers);
		this.observer = observer;
	}

	/**
	 * Makes a client that connects at its first call, so that it can be made while etcd
	 * is down. Each of its unary calls has a deadline; its
	 * {@link io.etcd.jetcd.KV#get(ByteSequence) reads} are retried as the settings say.
	 * @return a client; closing it fails what is under way
	 */
	public Client create() {
		SslContext sslContext = sslContext();
		ObservedCalls observed = new ObservedCalls(this.observer);
		return new ReconnectingClient(this.settings,
				(executor, reachability) -> connect(sslContext, executor, reachability, observed), Ticker.SYSTEM,
				observed);
	}

	private @Nullable SslContext sslContext() {
		if (!this.settings.endpoints().secure()) {
			return null;
		}
		EtcdTls tls = this.settings.tls();
		if (tls != null) {
			return tls.sslContext();
		}
		try {
			return GrpcSslContexts.forClient().build();
		}
		catch (SSLException ex) {
			throw new InvalidEtcdSettingException("endpoints", this.settings.endpoints(),
					"The JVM's TLS defaults can't be used: " + ex.getMessage());
		}
	}

	private Client connect(@Nullable SslContext sslContext, CallExecutor executor,
			CallInterceptor.Reachability reachability, ObservedCalls observed) {
		ClientBuilder builder = Client.builder()
			.target(this.settings.endpoints().target())
			.namespace(bytes(this.settings.namespace()))
			.connectTimeout(this.settings.connectTimeout())
			.keepaliveTime(this.settings.keepAlive().time())
			.keepaliveTimeout(this.settings.keepAlive().timeout())
			.keepaliveWithoutCalls(false)
			.maxInboundMessageSize(MAX_INBOUND_BYTES)
			.retryMaxAttempts(this.settings.retry().maxAttempts())
			.retryDelay(this.settings.retry().delay().toMillis())
			.retryMaxDelay(this.settings.retry().maxDelay().toMillis())
			.retryChronoUnit(ChronoUnit.MILLIS)
			.retryMaxDuration(this.settings.requestTimeout())
			.executorService(executor)
			.sslContext(sslContext);
		EtcdClientSettings.Credentials credentials = this.settings.credentials();
		if (credentials != null) {
			builder.user(bytes(credentials.username())).password(bytes(credentials.password()));
		}
		builder.interceptor(new CallInterceptor(this.settings.requestTimeout(), executor, reachability));
		builder.interceptor(new KeepLeaseInterceptor());
		if (this.observer != CallObserver.NONE) {
			// Added last, it sees a call first: on the thread that starts it.
			builder.interceptor(observed);
		}
		this.customizers.forEach((customizer) -> customizer.customize(builder));
		return builder.build();
	}

	private static ByteSequence bytes(String text) {
		return ByteSequence.from(text, StandardCharsets.UTF_8);
	}

}
