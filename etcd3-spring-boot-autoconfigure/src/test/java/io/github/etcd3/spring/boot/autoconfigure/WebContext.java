/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.sun.net.httpserver.HttpServer;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.ConfigurableWebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/**
 * A context with a web server that is the JDK's: it answers with the name of the
 * application, and lets go its port when Spring Boot's own servers would drain.
 */
final class WebContext extends AnnotationConfigApplicationContext implements ConfigurableWebServerApplicationContext {

	private final Server server = new Server(this);

	/** What was in etcd when the server was told to drain. */
	List<String> foundAtDrain = List.of("not yet");

	private final AnyEtcd etcd;

	WebContext(AnyEtcd etcd) {
		this.etcd = etcd;
	}

	/** The keys of all services. */
	List<String> found() {
		return this.etcd.keys("services/");
	}

	@Override
	protected void onRefresh() {
		super.onRefresh();
		getBeanFactory().registerSingleton("webServerLifecycle", this.server);
	}

	@Override
	public WebServer getWebServer() {
		return this.server;
	}

	@Override
	public String getServerNamespace() {
		return null;
	}

	@Override
	public void setServerNamespace(String namespace) {
		throw new UnsupportedOperationException();
	}

	private static final class Server implements WebServer, SmartLifecycle {

		private final WebContext context;

		private HttpServer http;

		private boolean running;

		Server(WebContext context) {
			this.context = context;
		}

		@Override
		public void start() {
			byte[] name = this.context.getEnvironment().getRequiredProperty("answer").getBytes(StandardCharsets.UTF_8);
			try {
				this.http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			this.http.createContext("/", (exchange) -> {
				exchange.sendResponseHeaders(200, name.length);
				exchange.getResponseBody().write(name);
				exchange.close();
			});
			this.http.start();
			this.running = true;
			this.context.publishEvent(new Started(this, this.context));
		}

		@Override
		public void stop() {
			this.context.foundAtDrain = this.context.found();
			this.http.stop(0);
			this.running = false;
		}

		@Override
		public int getPort() {
			return this.http.getAddress().getPort();
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public int getPhase() {
			return WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE;
		}

	}

	private static final class Started extends WebServerInitializedEvent {

		private final transient WebServerApplicationContext context;

		Started(WebServer server, WebServerApplicationContext context) {
			super(server);
			this.context = context;
		}

		@Override
		public WebServerApplicationContext getApplicationContext() {
			return this.context;
		}

	}

}
