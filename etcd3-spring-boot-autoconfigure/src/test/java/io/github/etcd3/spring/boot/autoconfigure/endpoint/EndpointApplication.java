/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure.endpoint;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * An application with a web server and the endpoint.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EndpointApplication {

	static ConfigurableApplicationContext run(Collection<URI> endpoints, String... properties) {
		return run(EndpointApplication.class, endpoints, properties);
	}

	static ConfigurableApplicationContext run(Class<?> application, Collection<URI> endpoints, String... properties) {
		List<String> arguments = new ArrayList<>(List.of("--spring.main.web-application-type=servlet",
				"--server.port=0", "--server.address=127.0.0.1", "--spring.main.banner-mode=off",
				"--spring.jmx.enabled=false", "--management.endpoints.web.exposure.include=*",
				"--etcd.endpoints=" + endpoints.stream().map(URI::toString).collect(Collectors.joining(","))));
		List.of(properties).forEach((property) -> arguments.add("--" + property));
		return new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
	}

}
