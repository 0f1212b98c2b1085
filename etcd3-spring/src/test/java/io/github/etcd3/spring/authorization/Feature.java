/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.authorization;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.etcd3.spring.cloud.EtcdDiscoveryClient;
import io.github.etcd3.spring.cloud.EtcdRegistration;
import io.github.etcd3.spring.cloud.EtcdServiceRegistry;
import io.github.etcd3.spring.integration.EtcdMetadataStore;
import io.github.etcd3.spring.kv.EtcdKvTemplate;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockSettings;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.membership.EtcdMembershipGroup;
import io.github.etcd3.spring.membership.MemberRegistration;
import io.github.etcd3.spring.session.SessionLease;
import io.github.etcd3.spring.watch.EtcdWatch;
import io.github.etcd3.spring.watch.PrefixView;

import static io.github.etcd3.spring.authorization.Grant.read;
import static io.github.etcd3.spring.authorization.Grant.readWrite;
import static io.github.etcd3.spring.authorization.Grant.write;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What an application does, and the least that its user must be granted for it, as
 * docs/security.md says it.
 */
enum Feature {

	/** Leases belong to nobody. */
	SESSION(List.of(), (application) -> {
		try (UserApplication other = application.another()) {
			assertThat(other.session().lease().isValid()).isTrue();
		}
	}),

	READS(List.of(read("keys/")), (application) -> {
		application.everything("keys").put("a", "1");
		EtcdKvTemplate kv = application.kv("keys");
		assertThat(kv.get("a")).contains("1");
		assertThat(kv.list(String.class)).hasSize(1);
		assertThat(kv.count()).isEqualTo(1);
	}),

	/** Without a look at what is there. */
	BLIND_WRITES(List.of(write("keys/")), (application) -> {
		EtcdKvTemplate kv = application.kv("keys");
		kv.putWithoutLease("a", "1");
		kv.put("b", "2", Duration.ofSeconds(60));
		kv.delete("a");
		assertThat(application.everything("keys").keys()).containsExactly("b");
	}),

	/** A put keeps the lease of its key, and asks for the key therefore. */
	WRITES(List.of(readWrite("keys/")), (application) -> {
		EtcdKvTemplate kv = application.kv("keys");
		kv.put("a", "1");
		kv.put("a", "2");
		kv.compareAndSet("a", "2", "3");
		kv.increment("count");
		assertThat(kv.getAndDelete("a").previous()).isPresent();
		kv.deleteAll();
	}),

	EPHEMERAL_KEYS(List.of(readWrite("keys/")), (application) -> {
		application.kv("keys").putEphemeral("a", "1");
		SessionLease lease = application.session().lease();
		application.administrator().revoke(lease);
		application.session().abandon(lease, "it was revoked");
		application.await(() -> application.everything("keys").get("a").isPresent());
	}),

	LOCKS(List.of(readWrite("locks/job/")), (application) -> {
		try (UserApplication other = application.another()) {
			CompletableFuture<Void> waiting;
			try (EtcdLock held = locks(application).acquire("job")) {
				assertThat(locks(other).tryAcquire("job")).isEmpty();
				waiting = CompletableFuture.runAsync(
						() -> locks(other).executeWithoutResult("job", (mine) -> assertThat(held.isHeld()).isFalse()));
				assertThat(held.isHeld()).isTrue();
			}
			waiting.join();
		}
	}),

	FENCED_WRITES(List.of(readWrite("locks/job/"), readWrite("keys/")), (application) -> {
		try (EtcdLock held = locks(application).acquire("job")) {
			EtcdKvTemplate kv = held.kv().withPrefix(application.root() + "/keys");
			kv.put("a", "1");
			kv.delete("a");
		}
	}),

	ELECTIONS(List.of(readWrite("elections/job/")), (application) -> elections(application, (service) -> {
		EtcdLeaderElection election = service.create(new LeaderElectionSettings("job",
				application.root() + "/elections/job", "me", true, Duration.ofSeconds(10)));
		election.start();
		application.await(election::isLeader);
		application.await(() -> election.leader().isPresent());
	})),

	WATCHES(List.of(read("keys/")), (application) -> {
		AtomicInteger heard = new AtomicInteger();
		try (EtcdWatch watch = application.kv("keys").watch().start((event) -> heard.incrementAndGet())) {
			application.everything("keys").put("a", "1");
			application.await(() -> heard.get() == 1);
			assertThat(watch.revision()).isPositive();
		}
	}),

	/** Those of {@code @EtcdListener} are started like this. */
	BACKGROUND_WATCHES(List.of(read("keys/")), (application) -> {
		AtomicInteger heard = new AtomicInteger();
		try (EtcdWatch watch = application.kv("keys").watch().startInBackground((event) -> heard.incrementAndGet())) {
			application.await(() -> watch.revision() > 0);
			application.everything("keys").put("a", "1");
			application.await(() -> heard.get() == 1);
		}
	}),

	VIEWS(List.of(read("keys/")), (application) -> {
		application.everything("keys").put("a", "1");
		try (PrefixView<String> view = application.kv("keys").view(String.class)) {
			application.await(view::isCurrent);
			assertThat(view.get("a")).contains("1");
		}
	}),

	MEMBERSHIP(List.of(readWrite("members/")), (application) -> {
		try (EtcdMembershipGroup<String> group = members(application);
				MemberRegistration<String> member = group.register("a", "1")) {
			member.update((before) -> "2");
			assertThat(member.isRegistered()).isTrue();
			application.await(() -> group.view().member("a").isPresent());
		}
	}),

	MEMBERSHIP_IN_BACKGROUND(List.of(readWrite("members/")), (application) -> {
		try (EtcdMembershipGroup<String> group = members(application);
				MemberRegistration<String> member = group.registerInBackground("a", "1")) {
			application.await(member::isRegistered);
		}
	}),

	/** Of an application that is no member. */
	MEMBERSHIP_VIEW(List.of(read("members/")), (application) -> {
		application.everything("members").put("a", "1");
		try (EtcdMembershipGroup<String> group = members(application)) {
			application.await(() -> group.view().isCurrent());
			assertThat(group.view().member("a")).isPresent();
		}
	}),

	SERVICE_REGISTRY(List.of(readWrite("services/orders/")), (application) -> {
		EtcdServiceRegistry registry = new EtcdServiceRegistry(application.kv("services"), application.session());
		try {
			EtcdRegistration registration = new EtcdRegistration("orders", "a", "10.0.0.1", 80, false, Map.of());
			registry.register(registration);
			application.await(() -> !application.everything("services").keys().isEmpty());
			registry.deregister(registration);
			assertThat(application.everything("services").keys()).isEmpty();
		}
		finally {
			registry.close();
		}
	}),

	DISCOVERY(List.of(read("services/")), (application) -> {
		application.everything("services")
			.put("orders/a", Map.of("host", "10.0.0.1", "port", 80, "secure", false, "metadata", Map.of()));
		EtcdDiscoveryClient discovery = new EtcdDiscoveryClient(application.kv("services"));
		try {
			application.await(() -> isCurrent(discovery));
			assertThat(discovery.getInstances("orders")).hasSize(1);
		}
		finally {
			discovery.close();
		}
	}),

	METADATA_STORE(List.of(readWrite("metadata/")), (application) -> {
		EtcdMetadataStore store = new EtcdMetadataStore(application.kv("metadata"));
		store.start();
		try {
			assertThat(store.putIfAbsent("a", "1")).isNull();
			assertThat(store.replace("a", "1", "2")).isTrue();
			assertThat(Optional.ofNullable(store.remove("a"))).contains("2");
		}
		finally {
			store.stop();
		}
	});

	private final List<Grant> grants;

	private final Consumer<UserApplication> use;

	Feature(List<Grant> grants, Consumer<UserApplication> use) {
		this.grants = grants;
		this.use = use;
	}

	/** Relative to the user's own prefix. */
	List<Grant> grants() {
		return this.grants;
	}

	/**
	 * Whether what is missing among these grants is asked for in a transaction inside
	 * another one: a fenced write is the user's own transaction inside of the comparison.
	 */
	boolean isNestedOnly(List<Grant> granted) {
		return this == FENCED_WRITES && granted.contains(readWrite("locks/job/"));
	}

	void use(UserApplication application) {
		this.use.accept(application);
	}

	private static EtcdLockTemplate locks(UserApplication application) {
		return new EtcdLockTemplate(application.contention(), EtcdKvTemplate.builder(application.calls()).build(),
				new EtcdLockSettings(application.root() + "/locks/", Duration.ofSeconds(30)));
	}

	private static void elections(UserApplication application, Consumer<LeaderElectionService> use) {
		try (LeaderElectionService service = new LeaderElectionService(application.calls(), application.session(),
				application.contention(), EtcdKvTemplate.builder(application.calls()).build(), null)) {
			use.accept(service);
		}
	}

	private static EtcdMembershipGroup<String> members(UserApplication application) {
		return new EtcdMembershipGroup<>("tasks", application.kv("members"), application.session(), String.class);
	}

	private static boolean isCurrent(EtcdDiscoveryClient discovery) {
		try {
			discovery.probe();
			return true;
		}
		catch (IllegalStateException ex) {
			return false;
		}
	}

}
