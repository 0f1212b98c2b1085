/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.boot.autoconfigure;

/**
 * What a look at an endpoint, apart from any etcd client, has shown.
 *
 * @param endpoint the endpoint's URL
 * @param found what is there, as a clause
 * @param remedy what mends it, as a sentence; empty where nothing is wrong
 */
record EndpointFinding(String endpoint, String found, String remedy) {

}
