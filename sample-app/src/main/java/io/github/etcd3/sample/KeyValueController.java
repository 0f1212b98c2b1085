/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.sample;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.kv.EtcdKvOperations;
import io.github.etcd3.spring.kv.WriteResult;

/**
 * Keys under the prefix of {@code etcd.kv.prefix}. An entry's ETag is its mod revision,
 * so that {@code If-Match} is a compare-and-set.
 */
@RestController
@RequestMapping("/kv")
final class KeyValueController {

	private final EtcdKvOperations kv;

	KeyValueController(EtcdKvOperations kv) {
		this.kv = kv;
	}

	@GetMapping
	Map<String, String> list() {
		Map<String, String> values = new TreeMap<>();
		this.kv.list().forEach((entry) -> values.put(entry.key(), entry.value()));
		return values;
	}

	@GetMapping("/{key}")
	ResponseEntity<String> get(@PathVariable String key) {
		return this.kv.getEntry(key)
			.map((entry) -> ResponseEntity.ok().eTag(Long.toString(entry.modRevision())).body(entry.value()))
			.orElseGet(() -> ResponseEntity.notFound().build());
	}

	@PutMapping("/{key}")
	ResponseEntity<Void> put(@PathVariable String key, @RequestBody String value,
			@RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String expected) {
		WriteResult result = (expected != null) ? this.kv.putIfRevision(key, value, modRevision(expected))
				: this.kv.put(key, value);
		return result.applied() ? ResponseEntity.noContent().eTag(Long.toString(result.revision())).build()
				: ResponseEntity.status(HttpStatus.PRECONDITION_FAILED).build();
	}

	@DeleteMapping("/{key}")
	ResponseEntity<String> delete(@PathVariable String key) {
		return ResponseEntity.of(this.kv.getAndDelete(key).previous().map(EtcdEntry::value));
	}

	private static long modRevision(String eTag) {
		try {
			return Long.parseLong(eTag.replace("\"", ""));
		}
		catch (NumberFormatException ex) {
			throw new ResponseStatusException(HttpStatus.BAD_REQUEST,
					"If-Match is '" + eTag + "': it must be one ETag, a revision in double quotes", ex);
		}
	}

}
