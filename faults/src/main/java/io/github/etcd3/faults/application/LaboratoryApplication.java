/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.planted.PlantedBug;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.SimpleCommandLinePropertySource;

/**
 * An application of the starter that does all it can do with etcd at the same time, and
 * records it. It ends at a line {@code stop} on its standard input, or with that.
 */
@SpringBootApplication(proxyBeanMethods = false)
@EnableConfigurationProperties(LaboratorySettings.class)
@SuppressWarnings("checkstyle:HideUtilityClassConstructor")
public class LaboratoryApplication {

	/**
	 * Runs the application.
	 * @param arguments {@code --etcd.endpoints}, {@code --laboratory.name},
	 * {@code --laboratory.incarnation}, {@code --laboratory.history},
	 * {@code --laboratory.seed} and, to plant a bug, {@code --laboratory.bug}
	 * @throws IOException if the standard input can't be read
	 */
	public static void main(String[] arguments) throws IOException {
		SimpleCommandLinePropertySource given = new SimpleCommandLinePropertySource(arguments);
		String bug = given.getProperty("laboratory.bug");
		if (bug != null) {
			// Before any class of the library is loaded.
			PlantedBug.valueOf(bug).plant();
		}
		try (Recorder recorder = Recorder.open(required(given, "name") + '.' + required(given, "incarnation"),
				Path.of(required(given, "history")))) {
			Leftovers leftovers = Leftovers.before();
			SpringApplication application = new SpringApplication(LaboratoryApplication.class);
			application.addInitializers((context) -> context.getBeanFactory().registerSingleton("recorder", recorder));
			try (ConfigurableApplicationContext context = application.run(arguments)) {
				awaitStop();
			}
			leftovers.tell(recorder);
		}
	}

	private static String required(SimpleCommandLinePropertySource given, String name) {
		String value = given.getProperty("laboratory." + name);
		if (value == null) {
			throw new IllegalArgumentException("--laboratory." + name + " is missing");
		}
		return value;
	}

	/** The input ends also if the laboratory dies. */
	private static void awaitStop() throws IOException {
		BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
		String line = input.readLine();
		while (line != null && !line.equals("stop")) {
			line = input.readLine();
		}
	}

}
