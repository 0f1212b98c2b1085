/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.kv;

/**
 * Keys and values of etcd under a prefix, blocking. What is under one prefix is a space
 * of its own: no method reaches a key outside of it.
 * <p>
 * A prefix ends at a slash: {@code nodes} stands for {@code nodes/}, so that it never
 * matches {@code nodes-old}. Under a prefix a key that begins with a slash is refused,
 * since it looks as if it were meant to be absolute; without a prefix it is a key like
 * others. Nothing else in a key has a meaning ({@code ..} is two dots). The key that
 * equals the prefix, slash included, does not belong to it.
 */
public interface EtcdKvOperations
		extends EtcdReadOperations, EtcdWriteOperations, EtcdBulkOperations, EtcdWatchOperations {

	/**
	 * The keys under a longer prefix.
	 * @param prefix what to add to {@link #prefix()}, not empty; a slash is added at its
	 * end if it has none
	 * @return a narrowed template, which shares all else with this one
	 */
	EtcdKvOperations withPrefix(String prefix);

	/**
	 * The same keys, with each write guarded: etcd applies it only as long as the fence's
	 * key is the one that was created at the token's revision. A write of a holder that
	 * was replaced fails with {@link FencedOutException}. Reads are not guarded. A
	 * template has one fence: on a fenced template this one takes the place of the other,
	 * which then guards nothing any more.
	 * @param fence whose holder may write
	 * @return a template that writes only then
	 */
	EtcdKvOperations fenced(Fence fence);

	/**
	 * Starts a transaction over several keys.
	 * @return an empty transaction
	 */
	EtcdTransaction transaction();

	/**
	 * The same operations without waiting.
	 * @return a view that returns futures
	 */
	AsyncEtcdKvOperations async();

}
