/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import com.google.protobuf.Message;

/**
 * Makes a script that shows a difference as short as it can, by running shorter ones on
 * fresh servers.
 */
final class Shrinker {

	private final Function<List<Step>, Optional<Difference>> run;

	private final int mostRuns;

	private final long end;

	private int runs;

	private List<Step> script = List.of();

	private Difference difference;

	/**
	 * For one failure.
	 * @param run tells the difference that a script shows
	 * @param mostRuns after how many runs to be content
	 * @param longest after what time to be content
	 */
	Shrinker(Function<List<Step>, Optional<Difference>> run, int mostRuns, Duration longest) {
		this.run = run;
		this.mostRuns = mostRuns;
		this.end = System.nanoTime() + longest.toNanos();
	}

	/**
	 * Shortens a script.
	 * @param steps a script
	 * @param shown the difference it showed
	 * @return what is left, as text
	 */
	String shrink(List<Step> steps, Difference shown) {
		keep(steps, shown);
		boolean shows = stillShows(this.script);
		if (!shows && !stillShows(this.script)) {
			return "It did not show again in two runs, so it is up to chance.\n" + describe();
		}
		for (int size = Math.max(1, this.script.size() / 2); canGoOn(); size = Math.max(1, size / 2)) {
			boolean shorter = removeChunks(size);
			if (size == 1 && !shorter) {
				break;
			}
		}
		// Simpler requests may need fewer others.
		boolean simpler = true;
		while (simpler && canGoOn()) {
			simpler = simplifyRequests();
			simpler |= removeChunks(1);
		}
		return describe();
	}

	private void keep(List<Step> steps, Difference shown) {
		this.script = List.copyOf(steps.subList(0, Math.min(steps.size(), shown.index() + 1)));
		this.difference = shown;
	}

	private boolean canGoOn() {
		return this.runs < this.mostRuns && System.nanoTime() < this.end;
	}

	private boolean stillShows(List<Step> steps) {
		if (!canGoOn()) {
			return false;
		}
		this.runs++;
		Optional<Difference> shown = this.run.apply(steps);
		shown.ifPresent((found) -> keep(steps, found));
		return shown.isPresent();
	}

	// From the end: what comes late depends on what came early.
	private boolean removeChunks(int size) {
		boolean removed = false;
		for (int start = this.script.size() - size; start > -size && canGoOn(); start -= size) {
			List<Step> without = new ArrayList<>(this.script);
			int from = Math.max(0, start);
			int to = Math.min(without.size(), start + size);
			if (from < to) {
				without.subList(from, to).clear();
				removed |= !without.isEmpty() && stillShows(without);
			}
		}
		return removed;
	}

	private boolean simplifyRequests() {
		boolean simpler = false;
		for (int index = this.script.size() - 1; index >= 0; index--) {
			int position = index;
			for (Message request : this.script.get(index).requests()) {
				for (Message candidate : Simplification.of(request)) {
					if (position < this.script.size() && canGoOn()) {
						List<Step> changed = new ArrayList<>(this.script);
						changed.set(position, changed.get(position).map((unused) -> candidate));
						if (stillShows(changed)) {
							simpler = true;
							break;
						}
					}
				}
			}
			index = Math.min(index, this.script.size());
		}
		return simpler;
	}

	private String describe() {
		StringBuilder text = new StringBuilder();
		for (int index = 0; index < this.script.size(); index++) {
			text.append("  ").append(index + 1).append(". ").append(this.script.get(index)).append('\n');
		}
		return text.append("the last as sent: ")
			.append(this.difference.step())
			.append("\n  ")
			.append(this.difference)
			.append("\n(")
			.append(this.runs)
			.append(" runs)")
			.toString();
	}

}
