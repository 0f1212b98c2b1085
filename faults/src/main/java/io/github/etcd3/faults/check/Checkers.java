/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.check;

import java.time.Duration;
import java.util.List;

/**
 * All that is checked.
 */
public final class Checkers {

	private Checkers() {
	}

	/**
	 * One checker for each promise, or more.
	 * @param ttl how long leases live
	 * @return the checkers, which may be used again and by several threads
	 */
	public static List<Checker> all(Duration ttl) {
		return List.of(new MutualExclusionChecker(ttl), new OneLeaderChecker(ttl), new TokensGrowChecker(ttl),
				new FencingChecker(), new GrantsChecker(), new LossesToldChecker(), new FailoverChecker(ttl),
				new LostWriteChecker(), new LinearizabilityChecker(), new TakenOnceChecker(), new WatchChecker(ttl),
				new ViewChecker(ttl), new MembershipChecker(ttl), new NothingLeftChecker(), new MeaningfulRunChecker());
	}

}
