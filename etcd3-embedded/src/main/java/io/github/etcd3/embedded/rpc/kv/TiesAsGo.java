/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.kv;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Sorts as Go does, whose sort is not stable but always the same: where keys tie (think
 * of a hundred keys by version), a client sees the very order that etcd answers with. Up
 * to twelve elements that is the order they came in.
 * <p>
 * This is the pattern-defeating quicksort that Go sorts by since 1.19: each choice below
 * (sizes, pivots, the way to swap) decides how ties end up.
 *
 * @param <T> what is sorted
 */
final class TiesAsGo<T> {

	private static final int INSERTION_SIZE = 12;

	private static final int NINTHER_SIZE = 50;

	private static final int MOST_SWAPS = 12;

	private static final int MOST_REPAIRS = 5;

	private final List<T> elements;

	private final Comparator<T> order;

	/** How often the search for the last pivot found two elements the wrong way round. */
	private int swaps;

	private TiesAsGo(List<T> elements, Comparator<T> order) {
		this.elements = elements;
		this.order = order;
	}

	/**
	 * Sorts a list.
	 * @param elements a list with fast access by index
	 * @param order the order
	 */
	static <T> void sort(List<T> elements, Comparator<T> order) {
		int size = elements.size();
		new TiesAsGo<>(elements, order).sort(0, size, Integer.SIZE - Integer.numberOfLeadingZeros(size));
	}

	private boolean less(int left, int right) {
		return this.order.compare(this.elements.get(left), this.elements.get(right)) < 0;
	}

	private void swap(int left, int right) {
		Collections.swap(this.elements, left, right);
	}

	/**
	 * Sorts a part.
	 * @param from its begin
	 * @param to behind its end
	 * @param badPivots how many bad pivots to bear before sorting by heap
	 */
	private void sort(int from, int to, int badPivots) {
		int start = from;
		int end = to;
		int bearable = badPivots;
		boolean balanced = true;
		boolean partitioned = true;
		while (end - start > INSERTION_SIZE) {
			if (bearable == 0) {
				sortByHeap(start, end);
				return;
			}
			if (!balanced) {
				shuffle(start, end);
				bearable--;
			}
			int pivot = choosePivot(start, end);
			boolean ascending = this.swaps == 0;
			if (this.swaps == MOST_SWAPS) {
				Collections.reverse(this.elements.subList(start, end));
				pivot = (end - 1) - (pivot - start);
				ascending = true;
			}
			if (balanced && partitioned && ascending && repair(start, end)) {
				return;
			}
			if (start > 0 && !less(start - 1, pivot)) {
				start = partitionEqual(start, end, pivot);
				continue;
			}
			swap(start, pivot);
			int firstLeft = skipLess(start, start + 1, end - 1);
			partitioned = firstLeft > skipNotLess(start, firstLeft, end - 1);
			int middle = partition(start, firstLeft, end - 1);
			balanced = Math.min(middle - start, end - middle) >= (end - start) / 8;
			if (middle - start < end - middle) {
				sort(start, middle, bearable);
				start = middle + 1;
			}
			else {
				sort(middle + 1, end, bearable);
				end = middle;
			}
		}
		sortByInsertion(start, end);
	}

	private void sortByInsertion(int start, int end) {
		for (int i = start + 1; i < end; i++) {
			sinkTo(start, i);
		}
	}

	/**
	 * Moves an element down to its place among those before it.
	 */
	private void sinkTo(int first, int index) {
		for (int i = index; i > first && less(i, i - 1); i--) {
			swap(i, i - 1);
		}
	}

	private void sortByHeap(int start, int end) {
		int size = end - start;
		for (int root = (size - 1) / 2; root >= 0; root--) {
			siftDown(root, size, start);
		}
		for (int last = size - 1; last >= 0; last--) {
			swap(start, start + last);
			siftDown(0, last, start);
		}
	}

	private void siftDown(int top, int size, int start) {
		int root = top;
		for (int child = 2 * root + 1; child < size; child = 2 * root + 1) {
			if (child + 1 < size && less(start + child, start + child + 1)) {
				child++;
			}
			if (!less(start + root, start + child)) {
				return;
			}
			swap(start + root, start + child);
			root = child;
		}
	}

	/**
	 * Parts the elements around the pivot, which lies first.
	 * @return where the pivot ends up
	 */
	private int partition(int pivot, int from, int to) {
		int left = from;
		int right = to;
		while (true) {
			left = skipLess(pivot, left, right);
			right = skipNotLess(pivot, left, right);
			if (left > right) {
				swap(right, pivot);
				return right;
			}
			swap(left++, right--);
		}
	}

	private int skipLess(int pivot, int from, int to) {
		int left = from;
		while (left <= to && less(left, pivot)) {
			left++;
		}
		return left;
	}

	private int skipNotLess(int pivot, int from, int to) {
		int right = to;
		while (from <= right && !less(right, pivot)) {
			right--;
		}
		return right;
	}

	/**
	 * Moves what equals the pivot to the front, where nothing is less than it.
	 * @return where the greater ones begin
	 */
	private int partitionEqual(int start, int end, int pivot) {
		swap(start, pivot);
		int left = start + 1;
		int right = end - 1;
		while (true) {
			while (left <= right && !less(start, left)) {
				left++;
			}
			while (left <= right && less(start, right)) {
				right--;
			}
			if (left > right) {
				return left;
			}
			swap(left++, right--);
		}
	}

	/**
	 * Tries to mend a part that looks almost sorted.
	 * @return whether it is sorted now
	 */
	private boolean repair(int start, int end) {
		int i = start + 1;
		for (int repairs = 0; repairs < MOST_REPAIRS; repairs++) {
			while (i < end && !less(i, i - 1)) {
				i++;
			}
			if (i == end) {
				return true;
			}
			if (end - start < NINTHER_SIZE) {
				return false;
			}
			swap(i, i - 1);
			if (i - start >= 2) {
				sinkTo(0, i - 1);
			}
			for (int j = i + 1; j < end && less(j, j - 1); j++) {
				swap(j, j - 1);
			}
		}
		return false;
	}

	/**
	 * Breaks a pattern that made for a bad pivot, by numbers that depend on the size
	 * alone.
	 */
	private void shuffle(int start, int end) {
		int size = end - start;
		long random = size;
		int mask = (Integer.highestOneBit(size) << 1) - 1;
		int middle = start + size / 4 * 2;
		for (int i = -1; i <= 1; i++) {
			random ^= random << 13;
			random ^= random >>> 7;
			random ^= random << 17;
			int other = (int) random & mask;
			swap(middle + i, start + ((other >= size) ? other - size : other));
		}
	}

	private int choosePivot(int start, int end) {
		this.swaps = 0;
		int size = end - start;
		int first = start + size / 4;
		int second = start + size / 4 * 2;
		int third = start + size / 4 * 3;
		if (size >= NINTHER_SIZE) {
			first = median(first - 1, first, first + 1);
			second = median(second - 1, second, second + 1);
			third = median(third - 1, third, third + 1);
		}
		return median(first, second, third);
	}

	private int median(int first, int second, int third) {
		int low = first;
		int middle = second;
		if (less(middle, low)) {
			low = second;
			middle = first;
			this.swaps++;
		}
		if (less(third, middle)) {
			middle = third;
			this.swaps++;
		}
		if (less(middle, low)) {
			middle = low;
			this.swaps++;
		}
		return middle;
	}

}
