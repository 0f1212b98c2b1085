/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a file of bbolt, the database under etcd, in one go: two meta pages, an empty
 * free list, the pages of each bucket, and the page of the buckets. Every page is full
 * where it can be, in the order of the keys.
 */
final class BoltFile {

	private static final int PAGE = 4096;

	private static final int HEADER = 16;

	private static final int ELEMENT = 16;

	private static final int BRANCH = 1;

	private static final int LEAF = 2;

	private static final int META = 4;

	private static final int FREE_LIST = 16;

	private static final int FREE_LIST_PAGE = 2;

	private static final int FIRST_PAGE = 3;

	private static final int MAGIC = 0xED0CDAED;

	private static final int VERSION = 2;

	private static final int CHECKSUMMED = 56;

	private final ByteArrayOutputStream pages = new ByteArrayOutputStream();

	private final List<Entry> buckets = new ArrayList<>();

	private long next = FIRST_PAGE;

	/**
	 * Adds a bucket. Buckets come in the order of their names.
	 * @param name its name
	 * @param entries what it holds, in the order of the keys
	 */
	void add(String name, List<Entry> entries) {
		ByteBuffer bucket = littleEndian(2 * Long.BYTES).putLong(write(entries, false));
		this.buckets.add(new Entry(name.getBytes(StandardCharsets.US_ASCII), bytes(bucket)));
	}

	/**
	 * Ends the file.
	 * @return its content
	 */
	byte[] content() {
		long root = write(this.buckets, true);
		ByteBuffer file = littleEndian(Math.toIntExact(this.next * PAGE));
		file.put(meta(0, root)).put(meta(1, root)).put(freeList()).put(this.pages.toByteArray());
		return bytes(file);
	}

	/** Pages of leaves, and over them pages of branches until one is left: the root. */
	private long write(List<Entry> entries, boolean ofBuckets) {
		List<Child> children = new ArrayList<>();
		int from = 0;
		do {
			int to = from;
			int size = HEADER;
			while (to < entries.size() && (to == from || size + entries.get(to).size() <= PAGE)) {
				size += entries.get(to).size();
				to++;
			}
			List<Entry> part = entries.subList(from, to);
			children.add(new Child(part.isEmpty() ? new byte[0] : part.get(0).key(), writeLeaf(part, size, ofBuckets)));
			from = to;
		}
		while (from < entries.size());
		return root(children);
	}

	private long root(List<Child> children) {
		List<Child> level = children;
		while (level.size() > 1) {
			List<Child> above = new ArrayList<>();
			int from = 0;
			while (from < level.size()) {
				int to = from;
				int size = HEADER;
				while (to < level.size() && (to < from + 2 || size + level.get(to).size() <= PAGE)) {
					size += level.get(to).size();
					to++;
				}
				above.add(new Child(level.get(from).key(), writeBranch(level.subList(from, to), size)));
				from = to;
			}
			level = above;
		}
		return level.get(0).page();
	}

	private long writeLeaf(List<Entry> entries, int size, boolean ofBuckets) {
		ByteBuffer page = page(LEAF, entries.size(), size);
		int data = HEADER + entries.size() * ELEMENT;
		for (Entry entry : entries) {
			int position = data - page.position();
			page.putInt(ofBuckets ? 1 : 0).putInt(position).putInt(entry.key().length).putInt(entry.value().length);
			page.put(data, entry.key()).put(data + entry.key().length, entry.value());
			data += entry.key().length + entry.value().length;
		}
		return write(page);
	}

	private long writeBranch(List<Child> children, int size) {
		ByteBuffer page = page(BRANCH, children.size(), size);
		int data = HEADER + children.size() * ELEMENT;
		for (Child child : children) {
			int position = data - page.position();
			page.putInt(position).putInt(child.key().length).putLong(child.page());
			page.put(data, child.key());
			data += child.key().length;
		}
		return write(page);
	}

	private ByteBuffer page(int flags, int count, int size) {
		int overflow = (size - 1) / PAGE;
		return header(littleEndian((overflow + 1) * PAGE), this.next, flags, count, overflow);
	}

	private long write(ByteBuffer page) {
		long id = this.next;
		this.pages.writeBytes(bytes(page));
		this.next += page.capacity() / PAGE;
		return id;
	}

	private byte[] meta(int number, long root) {
		ByteBuffer meta = littleEndian(CHECKSUMMED).putInt(MAGIC)
			.putInt(VERSION)
			.putInt(PAGE)
			.putInt(0)
			.putLong(root)
			.putLong(0)
			.putLong(FREE_LIST_PAGE)
			.putLong(this.next)
			.putLong(number);
		return bytes(header(littleEndian(PAGE), number, META, 0, 0).put(bytes(meta)).putLong(checksum(bytes(meta))));
	}

	private static byte[] freeList() {
		return bytes(header(littleEndian(PAGE), FREE_LIST_PAGE, FREE_LIST, 0, 0));
	}

	private static ByteBuffer header(ByteBuffer page, long id, int flags, int count, int overflow) {
		return page.putLong(id).putShort((short) flags).putShort((short) count).putInt(overflow);
	}

	/** All of a buffer that {@link #littleEndian(int)} made, so without an offset. */
	@SuppressWarnings("ByteBufferBackingArray")
	private static byte[] bytes(ByteBuffer buffer) {
		return buffer.array();
	}

	private static ByteBuffer littleEndian(int size) {
		return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
	}

	/** FNV-1a of 64 bits. */
	private static long checksum(byte[] bytes) {
		long hash = 0xcbf29ce484222325L;
		for (byte next : bytes) {
			hash = (hash ^ (next & 0xff)) * 0x100000001b3L;
		}
		return hash;
	}

	/**
	 * A key and its value.
	 *
	 * @param key the key
	 * @param value the value
	 */
	@SuppressWarnings("ArrayRecordComponent")
	record Entry(byte[] key, byte[] value) {

		int size() {
			return ELEMENT + this.key.length + this.value.length;
		}

	}

	@SuppressWarnings("ArrayRecordComponent")
	private record Child(byte[] key, long page) {

		int size() {
			return ELEMENT + this.key.length;
		}

	}

}
