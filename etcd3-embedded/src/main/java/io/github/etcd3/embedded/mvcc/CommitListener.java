/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.mvcc;

import java.util.List;

/**
 * Hears of every commit that changed something.
 */
@FunctionalInterface
public interface CommitListener {

	/**
	 * Told under the member's write lock, in the order of the revisions: must not block
	 * nor call out.
	 * @param revision the main revision of the commit
	 * @param changes what it changed, in the order of the sub revisions
	 */
	void committed(long revision, List<Change> changes);

}
