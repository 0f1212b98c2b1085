/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.rpc.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import com.google.protobuf.CodedOutputStream;
import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.KeyValue;

import io.github.etcd3.embedded.lease.Lease;
import io.github.etcd3.embedded.member.Member;

/**
 * The content of a snapshot: the database that etcd 3.5 would have, for
 * {@code etcdutl snapshot restore}. It holds keys with their history, leases and alarms;
 * members come from the restore, and users and roles are not in it.
 */
final class DatabaseFile {

	/** The size of a new etcd's file. */
	static final int EMPTY_BYTES = 20480;

	private static final int REVISION_BYTES = Long.BYTES + 1 + Long.BYTES;

	private DatabaseFile() {
	}

	static byte[] of(Member member) {
		return member.read(() -> collect(member)).content();
	}

	private static BoltFile collect(Member member) {
		BoltFile file = new BoltFile();
		file.add("alarm", alarms(member));
		file.add("auth", List.of());
		file.add("authRoles", List.of());
		file.add("authUsers", List.of());
		file.add("cluster",
				List.of(entry("clusterVersion", Member.CLUSTER_VERSION.getBytes(StandardCharsets.US_ASCII))));
		file.add("key", keys(member));
		file.add("lease", leases(member));
		file.add("members", List.of());
		file.add("members_removed", List.of());
		file.add("meta", meta(member));
		return file;
	}

	private static List<BoltFile.Entry> alarms(Member member) {
		return member.alarms()
			.all()
			.stream()
			.map((alarm) -> AlarmMember.newBuilder().setMemberID(alarm.memberId()).setAlarmValue(alarm.type()).build())
			.map((alarm) -> new BoltFile.Entry(alarm.toByteArray(), new byte[0]))
			.sorted(Comparator.comparing(BoltFile.Entry::key, Arrays::compareUnsigned))
			.toList();
	}

	private static List<BoltFile.Entry> keys(Member member) {
		List<BoltFile.Entry> entries = new ArrayList<>();
		member.store().visit((revision, sub, tombstone, kv) -> {
			KeyValue value = tombstone ? KeyValue.newBuilder().setKey(kv.getKey()).build() : kv;
			entries.add(new BoltFile.Entry(revision(revision, sub, tombstone), value.toByteArray()));
		});
		return entries;
	}

	private static List<BoltFile.Entry> leases(Member member) {
		return member.lessor()
			.all()
			.stream()
			.sorted((one, other) -> Long.compareUnsigned(one.id(), other.id()))
			.map((lease) -> new BoltFile.Entry(number(lease.id()), message(lease)))
			.toList();
	}

	private static byte[] message(Lease lease) {
		byte[] message = new byte[CodedOutputStream.computeInt64Size(1, lease.id())
				+ CodedOutputStream.computeInt64Size(2, lease.ttl())];
		try {
			CodedOutputStream out = CodedOutputStream.newInstance(message);
			out.writeInt64(1, lease.id());
			out.writeInt64(2, lease.ttl());
			return message;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<BoltFile.Entry> meta(Member member) {
		List<BoltFile.Entry> entries = new ArrayList<>();
		entries.add(entry("consistent_index", number(member.store().revision())));
		long compacted = member.store().compactedRevision();
		if (compacted > 0) {
			entries.add(entry("finishedCompactRev", revision(compacted, 0, false)));
			entries.add(entry("scheduledCompactRev", revision(compacted, 0, false)));
		}
		entries.add(entry("term", number(member.leadership().term())));
		return entries;
	}

	private static BoltFile.Entry entry(String key, byte[] value) {
		return new BoltFile.Entry(key.getBytes(StandardCharsets.US_ASCII), value);
	}

	private static byte[] number(long number) {
		return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
	}

	private static byte[] revision(long main, int sub, boolean tombstone) {
		ByteBuffer bytes = ByteBuffer.allocate(REVISION_BYTES + (tombstone ? 1 : 0));
		bytes.putLong(main).put((byte) '_').putLong(sub);
		if (tombstone) {
			bytes.put((byte) 't');
		}
		return bytes.array();
	}

}
