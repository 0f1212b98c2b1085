/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring;

/**
 * A key with its value and what etcd knows of it.
 *
 * @param <V> the type of the value
 * @param key the key, relative to the template that read it
 * @param value the decoded value
 * @param createRevision the cluster's revision at which the key was created
 * @param modRevision the cluster's revision of the key's last change
 * @param version how often the key was written since its creation, from 1
 * @param leaseId the lease that the key is attached to, or 0 for none
 */
public record EtcdEntry<V>(String key, V value, long createRevision, long modRevision, long version, long leaseId) {

	/**
	 * Says all but the value, which may be secret or long: so does everything that holds
	 * an entry.
	 */
	@Override
	public String toString() {
		return "EtcdEntry[key=" + EtcdCall.shown(this.key) + ", createRevision=" + this.createRevision
				+ ", modRevision=" + this.modRevision + ", version=" + this.version + ", leaseId="
				+ Long.toHexString(this.leaseId) + "]";
	}

}
