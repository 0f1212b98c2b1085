/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

import io.etcd.jetcd.Client;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.client.EtcdClientFactory;
import io.github.etcd3.spring.client.EtcdClientSettings;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The template on a class path without Jackson.
 */
@EmbeddedServer
class WithoutJacksonTests {

	@Test
	void objects_are_refused_with_the_remedy_and_text_works(TestEtcd etcd) throws ReflectiveOperationException {
		// Not closed: threads of gRPC may still load classes after the client's end.
		ClassLoader withoutJackson = new WithoutJackson();
		Class<?> user = withoutJackson.loadClass(User.class.getName());
		assertThat(user).isNotSameAs(User.class);
		Object said = user.getMethod("apply", String.class)
			.invoke(user.getDeclaredConstructor().newInstance(), etcd.endpoint().toString());
		assertThat(said).isEqualTo("text, EtcdCodecException: put 'without-jackson/key': a value of "
				+ "java.lang.Integer can't be encoded, nothing was written: there is no codec. Add Jackson 3 "
				+ "(tools.jackson.core:jackson-databind) for JSON, give the template an EtcdCodec, "
				+ "or use String or byte[].");
	}

	/**
	 * Sees the test's class path, but for Jackson.
	 */
	private static final class WithoutJackson extends URLClassLoader {

		WithoutJackson() {
			super(classPath(), ClassLoader.getPlatformClassLoader());
		}

		private static URL[] classPath() {
			String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
			return Arrays.stream(path.split(File.pathSeparator)).map(WithoutJackson::url).toArray(URL[]::new);
		}

		private static URL url(String entry) {
			try {
				return Path.of(entry).toUri().toURL();
			}
			catch (MalformedURLException ex) {
				throw new IllegalArgumentException(entry, ex);
			}
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.startsWith("tools.jackson.")) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

	}

	/**
	 * Runs in the other class loader.
	 */
	public static final class User implements UnaryOperator<String> {

		@Override
		public String apply(String endpoint) {
			try (Client client = new EtcdClientFactory(EtcdClientSettings.builder(endpoint).build(), List.of())
				.create()) {
				EtcdKvTemplate kv = EtcdKvTemplate.builder(EtcdCalls.of(client)).prefix("without-jackson").build();
				kv.put("key", "text");
				String text = kv.getAndDelete("key").previous().orElseThrow().value();
				try {
					kv.put("key", 42);
					return "It did not fail";
				}
				catch (EtcdException ex) {
					return text + ", " + ex.getClass().getSimpleName() + ": " + ex.getMessage();
				}
			}
		}

	}

}
