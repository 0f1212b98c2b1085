/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.annotation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.annotation.ListeningApplication.Heard;
import io.github.etcd3.spring.client.EtcdCalls;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.LoggedLines;
import io.github.etcd3.spring.etcd.OneLine;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.watch.WatchErrorHandler;
import io.github.etcd3.spring.watch.WatchEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Listeners whose ids, prefixes and templates would break a log, and keys and values of
 * others that no text can hold: the good ones between them are told all the same.
 */
@EmbeddedServer(dedicated = true)
class HostileListenerTests extends ListeningTestCase {

	private static final Map<String, Object> PROPERTIES = Map.of("id", "a\nforged\u001b[2J", "prefix", "\n\u202e");

	HostileListenerTests(TestEtcd etcd) {
		super(etcd);
	}

	@Test
	void an_odd_id_and_an_odd_prefix_work_and_forge_no_line() {
		LoggedLines log = new LoggedLines();
		try (log) {
			ListeningApplication started = start(PROPERTIES, Odd.class);
			started.kv().put("\n\u202e/k\0", "value\n");
			started.awaitHeard(2);
			assertThat(started.heard()).contains("\n\u202e/k\0=value\n");
			assertThat(started.heard()).anySatisfy((text) -> {
				assertThat(text).startsWith("thread etcd-listener-");
				OneLine.assertHarmless(text);
			});
			EtcdListenerContainer container = started.registry().container("a\nforged\u001b[2J");
			OneLine.assertHarmless(container.toString());
			container.stop();
			container.start();
			assertThatIllegalArgumentException().isThrownBy(() -> started.registry().container("\u001b[31m"))
				.withMessageContaining("forged")
				.satisfies((ex) -> OneLine.assertHarmless(ex.getMessage()));
			started.kv().put("\n\u202e/fails\n", "throw");
			Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !log.all().isEmpty());
			container.stop();
		}
		assertThat(log.all()).anyMatch((line) -> line.contains("fails")).allSatisfy(OneLine::assertHarmless);
	}

	@Test
	void what_can_not_work_is_told_on_one_line() {
		for (String odd : List.of("\n", "a\nforged", "\u001b[2J", "\u202e", "x".repeat(100_000) + "\n")) {
			for (Class<?> listener : List.of(OddNumber.class, OddTemplate.class, OddPlaceholder.class,
					OddOutside.class)) {
				assertThatExceptionOfType(InvalidEtcdListenerException.class)
					.isThrownBy(() -> start(Map.of("odd", odd), listener))
					.satisfies((ex) -> {
						OneLine.assertHarmless(ex.getMessage());
						OneLine.assertHarmless(ex.getProblem());
						OneLine.assertHarmless(ex.getRemedy());
					});
			}
		}
	}

	@Test
	void what_others_write_keeps_no_listener_from_what_is_behind_it() {
		ListeningApplication started = start(Good.class, Errors.class);
		List<byte[]> keys = new ArrayList<>(List.of(new byte[] { (byte) 0xff }, new byte[] { 'a', (byte) 0xfe, '/' },
				"\n".getBytes(StandardCharsets.UTF_8), "..".getBytes(StandardCharsets.UTF_8),
				"\0".getBytes(StandardCharsets.UTF_8), "/".getBytes(StandardCharsets.UTF_8)));
		List<byte[]> values = List.of(new byte[0], new byte[] { -1, 0 }, "no number".getBytes(StandardCharsets.UTF_8),
				new byte[1_400 * 1024]);
		ByteSequence prefix = ByteSequence.from("app/numbers/", StandardCharsets.UTF_8);
		try (Client client = this.etcd.connect()) {
			EtcdCalls calls = EtcdCalls.of(client);
			for (byte[] value : values) {
				for (byte[] key : keys) {
					calls.await(EtcdCall.write("put", "foreign"),
							client.getKVClient().put(prefix.concat(ByteSequence.from(key)), ByteSequence.from(value)));
				}
			}
		}
		started.kv().put("numbers/behind", 7);

		started.awaitHeard(keys.size() * values.size() + 1);
		assertThat(started.heard()).endsWith("number 7").allSatisfy(OneLine::assertHarmless);
		assertThat(started.heard().stream().filter((text) -> text.startsWith("number "))).containsExactly("number 7");
	}

	record Odd(Heard heard) {

		@EtcdListener(id = "${id}", prefix = "${prefix}")
		void changed(WatchEvent.Put<String> event) {
			if (event.value().equals("throw")) {
				throw new IllegalStateException("thrown on purpose");
			}
			this.heard.add(event.key() + "=" + event.value());
			this.heard.add("thread " + Thread.currentThread().getName());
		}

	}

	record OddNumber(Heard heard) {

		@EtcdListener(prefix = "a", concurrency = "x${odd}")
		void changed(String value) {
		}

	}

	record OddTemplate(Heard heard) {

		@EtcdListener(prefix = "a", template = "x${odd}")
		void changed(String value) {
		}

	}

	record OddPlaceholder(Heard heard) {

		@EtcdListener(prefix = "${missing\n\u001b[2J}")
		void changed(String value) {
		}

	}

	record OddOutside(Heard heard) {

		@EtcdListener(prefix = "/${odd}")
		void changed(String value) {
		}

	}

	record Good(Heard heard) {

		@EtcdListener(prefix = "numbers")
		void changed(int value) {
			this.heard.add("number " + value);
		}

	}

	record Errors(Heard heard) implements WatchErrorHandler {

		@Override
		public void failed(@Nullable WatchEvent<?> event, Throwable failure) {
			this.heard.add("error " + failure.getMessage());
		}

	}

}
