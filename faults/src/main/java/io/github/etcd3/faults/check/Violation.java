/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

/**
 * Something that must not be, found in a history.
 *
 * @param promise which promise is broken
 * @param at when, in nanoseconds of the history's clock
 * @param explained {@code true} where etcd itself broke what the promise rests on (see
 * docs/guarantees.md): counted apart
 * @param text what happened, with the events that show it
 */
public record Violation(Promise promise, long at, boolean explained, String text) {

}
