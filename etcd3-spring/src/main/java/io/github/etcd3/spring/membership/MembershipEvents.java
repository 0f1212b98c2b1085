/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.membership;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.etcd3.spring.EtcdCall;
import io.github.etcd3.spring.EtcdEntry;
import io.github.etcd3.spring.watch.PrefixViewChange;
import io.github.etcd3.spring.watch.PrefixViewListener;

/**
 * Tells a listener what the change of a key means.
 *
 * @param <M> the type of the metadata
 */
final class MembershipEvents<M> implements PrefixViewListener<M> {

	private static final Logger logger = LoggerFactory.getLogger(MembershipEvents.class);

	private final String group;

	private final MembershipListener<M> listener;

	MembershipEvents(String group, MembershipListener<M> listener) {
		this.group = group;
		this.listener = listener;
	}

	@Override
	public void changed(PrefixViewChange<M> change) {
		if (!MembershipView.isMember(change.key())) {
			return;
		}
		EtcdEntry<M> before = change.before();
		EtcdEntry<M> after = change.after();
		if (before != null && after != null && before.createRevision() == after.createRevision()) {
			// Not if it only moved to another lease.
			if (!Objects.deepEquals(before.value(), after.value())) {
				tell(new MembershipEvent.Changed<>(this.group, MembershipView.member(after),
						MembershipView.member(before)));
			}
			return;
		}
		if (before != null) {
			tell(new MembershipEvent.Left<>(this.group, MembershipView.member(before)));
		}
		if (after != null) {
			tell(new MembershipEvent.Joined<>(this.group, MembershipView.member(after)));
		}
	}

	private void tell(MembershipEvent<M> event) {
		try {
			this.listener.onEvent(event);
		}
		catch (RuntimeException | Error ex) {
			// Not the metadata, which may be secret or long.
			logger.warn("A listener of group '{}' failed for {} '{}'; it is told what comes next",
					EtcdCall.shown(this.group), event.getClass().getSimpleName(), EtcdCall.shown(event.member().id()),
					ex);
		}
	}

}
