/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.embedded.differential;

import java.util.Comparator;
import java.util.List;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.etcd.jetcd.api.AlarmMember;
import io.etcd.jetcd.api.AlarmResponse;
import io.etcd.jetcd.api.AuthenticateResponse;
import io.etcd.jetcd.api.HashResponse;
import io.etcd.jetcd.api.LeaseTimeToLiveResponse;
import io.etcd.jetcd.api.Member;
import io.etcd.jetcd.api.MemberListResponse;
import io.etcd.jetcd.api.ResponseHeader;
import io.etcd.jetcd.api.StatusResponse;

/**
 * Takes out of a response what two servers may answer differently, and nothing else.
 */
final class Likeness {

	private final long ownId;

	/**
	 * For the responses of one server.
	 * @param ownId its member id
	 */
	Likeness(long ownId) {
		this.ownId = ownId;
	}

	static ResponseHeader header(Message response) {
		FieldDescriptor field = response.getDescriptorForType().findFieldByName("header");
		return (field != null) ? (ResponseHeader) response.getField(field) : ResponseHeader.getDefaultInstance();
	}

	/**
	 * The response as another server should have answered it.
	 */
	Message of(Message response) {
		if (response instanceof StatusResponse status) {
			return status(status);
		}
		if (response instanceof AlarmResponse alarms) {
			return alarms(alarms);
		}
		if (response instanceof MemberListResponse members) {
			return members(members);
		}
		Message.Builder builder = withoutIdentity(response).toBuilder();
		if (builder instanceof LeaseTimeToLiveResponse.Builder lease && lease.getTTL() > 0) {
			// The remaining seconds depend on how fast the steps went.
			lease.setTTL(1);
		}
		if (builder instanceof LeaseTimeToLiveResponse.Builder lease) {
			// In no order: etcd iterates a map.
			List<ByteString> keys = lease.getKeysList()
				.stream()
				.sorted(ByteString.unsignedLexicographicalComparator())
				.toList();
			lease.clearKeys().addAllKeys(keys);
		}
		else if (builder instanceof AuthenticateResponse.Builder token && !token.getToken().isEmpty()) {
			token.setToken("a token");
		}
		else if (builder instanceof HashResponse.Builder hash) {
			// Of the whole database file, not of the history.
			hash.setHash(0);
		}
		return builder.build();
	}

	/**
	 * Without the ids of cluster and member, and the term, which a server chooses itself.
	 */
	private static Message withoutIdentity(Message response) {
		FieldDescriptor field = response.getDescriptorForType().findFieldByName("header");
		if (field == null || !response.hasField(field)) {
			return response;
		}
		ResponseHeader.Builder header = ((ResponseHeader) response.getField(field)).toBuilder()
			.clearClusterId()
			.clearMemberId()
			.clearRaftTerm();
		return response.toBuilder().setField(field, header.build()).build();
	}

	private Message status(StatusResponse status) {
		StatusResponse.Builder builder = status.toBuilder()
			.setVersion(status.getVersion().startsWith("3.") ? "3.x" : status.getVersion())
			// Sizes of a file, and the log's length: an in-memory server has neither.
			.clearDbSize()
			.clearDbSizeInUse()
			.clearRaftIndex()
			.clearRaftAppliedIndex()
			.clearRaftTerm()
			.setLeader(ownIdAsSymbol(status.getLeader()));
		// In no order: etcd iterates a map.
		List<String> errors = status.getErrorsList()
			.stream()
			.map((error) -> error.replace(Long.toUnsignedString(this.ownId), "(own id)"))
			.sorted()
			.toList();
		return withoutIdentity(builder.clearErrors().addAllErrors(errors).build());
	}

	private Message alarms(AlarmResponse response) {
		AlarmResponse named = Messages.mapNumbers(response, this::ownIdAsSymbol);
		// In no order: etcd iterates a map.
		List<AlarmMember> alarms = named.getAlarmsList()
			.stream()
			.sorted(Comparator.comparingLong(AlarmMember::getMemberID).thenComparing(AlarmMember::getAlarm))
			.toList();
		return withoutIdentity(named.toBuilder().clearAlarms().addAllAlarms(alarms).build());
	}

	/** How many members and addresses, and what they are; not who and where. */
	private Message members(MemberListResponse response) {
		MemberListResponse.Builder builder = response.toBuilder();
		for (Member.Builder member : builder.getMembersBuilderList()) {
			member.setID(ownIdAsSymbol(member.getID()))
				.setName("a name")
				.clearPeerURLs()
				.addPeerURLs(response.getMembers(0).getPeerURLsCount() + " URLs");
			int clientUrls = member.getClientURLsCount();
			member.clearClientURLs().addClientURLs(clientUrls + " URLs");
		}
		return withoutIdentity(builder.build());
	}

	private long ownIdAsSymbol(long number) {
		return (number == this.ownId) ? Symbols.OWN_ID : number;
	}

}
