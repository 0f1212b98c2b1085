/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.env.MapPropertySource;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.annotation.LeaderOnly;
import io.github.etcd3.spring.annotation.WhenNotLeader;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.leader.EtcdLeaderElection;
import io.github.etcd3.spring.leader.LeaderElectionService;
import io.github.etcd3.spring.leader.LeaderElectionSettings;
import io.github.etcd3.spring.leader.Leadership;
import io.github.etcd3.spring.leader.NotLeaderException;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Methods that only the leader runs, in an application without Spring Boot.
 */
@EmbeddedServer
@Timeout(180)
class LeaderOnlyTests {

	private static final String KEY = "led/master";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private Application here;

	private Application elsewhere;

	private LeaderElectionService others;

	private @Nullable AnnotationConfigApplicationContext context;

	LeaderOnlyTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.here = Application.of(this.etcd.endpoints());
		this.elsewhere = Application.of(this.etcd.endpoints());
		this.others = service(this.elsewhere);
	}

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
		this.others.close();
		assertThat(this.here.keys("led/")).as("keys left behind").isEmpty();
		this.here.close();
		this.elsewhere.close();
	}

	@Test
	void a_method_runs_only_while_this_application_leads() {
		Tasks tasks = start(Tasks.class).getBean(Tasks.class);
		assertThat(tasks.assign()).isNull();
		assertThat(tasks.optional()).isEmpty();
		assertThat(tasks.future()).isCompletedWithValue(null);
		tasks.nothing();
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(tasks::refused)
			.withMessageContaining("Tasks.refused")
			.withMessageContaining("master");
		assertThat(target(tasks).runs).isEmpty();
		lead();
		assertThat(tasks.assign()).isEqualTo("assigned");
		assertThat(tasks.optional()).contains("assigned");
		assertThat(tasks.future()).isCompletedWithValue("assigned");
		assertThat(tasks.refused()).isEqualTo("assigned");
		assertThat(tasks.byProperty()).isEqualTo("assigned");
		assertThat(tasks.composed()).isEqualTo("assigned");
		tasks.nothing();
		election().resign();
		assertThat(tasks.assign()).isNull();
		assertThat(tasks.anybody()).isEqualTo("anybody");
	}

	@Test
	void parameters_are_told_the_term_and_its_token() {
		Tasks tasks = start(Tasks.class).getBean(Tasks.class);
		lead();
		Leadership term = election().leadership().orElseThrow();
		assertThat(tasks.told(null, null)).containsExactly(term, term.token());
	}

	@Test
	void all_public_methods_of_a_class_run_only_on_the_leader_but_for_those_that_say_otherwise() {
		WholeClass bean = start(WholeClass.class).getBean(WholeClass.class);
		assertThat(bean.declared()).isNull();
		assertThat(bean.notPublic()).isEqualTo("not public");
		assertThat(bean.toString()).isEqualTo("whole class");
		assertThatExceptionOfType(NotLeaderException.class).isThrownBy(bean::refused);
		lead();
		assertThat(bean.declared()).isEqualTo("declared");
	}

	@Test
	void a_bean_behind_an_annotated_interface_is_guarded_as_well() {
		Assigning bean = start(BehindAnInterface.class).getBean(Assigning.class);
		assertThat(AopUtils.isJdkDynamicProxy(bean)).isTrue();
		assertThat(bean.assign()).isNull();
		lead();
		assertThat(bean.assign()).isEqualTo("assigned");
	}

	@Test
	void a_resignation_waits_for_a_method_and_interrupts_one_that_asks_for_it() throws Exception {
		Patient patient = start(Patient.class).getBean(Patient.class);
		lead();
		EtcdLeaderElection other = this.others.create(settings("other"));
		other.start();
		Thread waiting = new Thread(() -> patient.waitForInterrupt(other));
		Thread finishing = new Thread(() -> patient.finish(other));
		waiting.start();
		finishing.start();
		assertThat(target(patient).begun.await(60, TimeUnit.SECONDS)).isTrue();
		Thread resigning = new Thread(election()::resign);
		resigning.start();
		Awaitility.await().atMost(LIVENESS).until(() -> target(patient).interrupted.getCount() == 0);
		assertThat(finishing.isInterrupted()).isFalse();
		assertThat(other.isLeader()).isFalse();
		target(patient).finish.countDown();
		for (Thread thread : List.of(waiting, finishing, resigning)) {
			thread.join(60_000);
			assertThat(thread.isAlive()).isFalse();
		}
		assertThat(target(patient).another).isFalse();
		Awaitility.await().atMost(LIVENESS).until(other::isLeader);
	}

	@Test
	void the_loss_of_the_session_interrupts_as_well() throws Exception {
		Patient patient = start(Patient.class).getBean(Patient.class);
		lead();
		EtcdLeaderElection other = this.others.create(settings("other"));
		Thread waiting = new Thread(() -> patient.waitForInterrupt(other));
		waiting.start();
		Awaitility.await().atMost(LIVENESS).until(() -> target(patient).begun.getCount() == 1);
		this.elsewhere.calls().client().getLeaseClient().revoke(this.here.session().lease().id()).join();
		assertThat(target(patient).interrupted.await(60, TimeUnit.SECONDS)).isTrue();
		waiting.join(60_000);
	}

	@Test
	void a_thread_whose_work_is_over_is_not_interrupted() {
		Patient patient = start(Patient.class).getBean(Patient.class);
		lead();
		patient.quick();
		election().resign();
		assertThat(Thread.interrupted()).isFalse();
	}

	@Test
	void a_stage_that_a_method_returns_is_awaited_by_a_resignation() throws Exception {
		Patient patient = start(Patient.class).getBean(Patient.class);
		lead();
		CompletableFuture<String> stage = patient.stage();
		Thread resigning = new Thread(election()::resign);
		resigning.start();
		Awaitility.await().atMost(LIVENESS).until(() -> !election().isLeader());
		resigning.join(500);
		assertThat(resigning.isAlive()).isTrue();
		stage.complete("done");
		resigning.join(60_000);
		assertThat(resigning.isAlive()).isFalse();
	}

	@Test
	void scheduled_and_asynchronous_methods_run_only_on_the_leader() throws Exception {
		Routine bean = start(Routine.class, WithSchedules.class).getBean(Routine.class);
		Awaitility.await().atMost(LIVENESS).until(() -> target(bean).unguarded.get() > 3);
		assertThat(target(bean).guarded).hasValue(0);
		assertThat(bean.asynchronous().get(60, TimeUnit.SECONDS)).isNull();
		lead();
		Awaitility.await().atMost(LIVENESS).until(() -> target(bean).guarded.get() > 3);
		assertThat(bean.asynchronous().get(60, TimeUnit.SECONDS)).isEqualTo("led");
		election().resign();
		int runs = target(bean).guarded.get();
		int before = target(bean).unguarded.get();
		Awaitility.await().atMost(LIVENESS).until(() -> target(bean).unguarded.get() > before + 3);
		assertThat(target(bean).guarded).hasValue(runs);
	}

	@Test
	void who_does_not_lead_does_not_wait_for_the_lock() {
		Both both = start(Both.class).getBean(Both.class);
		this.elsewhere.locks("led/").executeWithoutResult("both", (lock) -> both.run());
		assertThat(target(both).runs).hasValue(0);
		lead();
		both.run();
		assertThat(target(both).runs).hasValue(1);
	}

	@ParameterizedTest
	@ValueSource(classes = { SkippedNumber.class, UnknownElection.class, FinalMethod.class, PublishedResult.class,
			FinalInLedClass.class })
	void what_can_not_work_fails_at_startup_and_names_the_method(Class<?> type) {
		assertThatExceptionOfType(InvalidAnnotatedMethodException.class).isThrownBy(() -> {
			try {
				start(type);
			}
			catch (BeanCreationException ex) {
				throw (RuntimeException) ex.getMostSpecificCause();
			}
		}).withMessageContaining("@LeaderOnly on " + type.getName() + ".run").satisfies((ex) -> {
			assertThat(ex.getAnnotation()).isEqualTo(LeaderOnly.class);
			assertThat(ex.getRemedy()).endsWith(".");
		});
	}

	private static LeaderElectionService service(Application application) {
		return new LeaderElectionService(application.calls(), application.session(), application.contention(),
				application.kv(), null);
	}

	private static LeaderElectionSettings settings(String candidate) {
		return new LeaderElectionSettings("master", KEY, candidate, true, Duration.ofSeconds(60));
	}

	private EtcdLeaderElection election() {
		return this.context.getBean(EtcdLeaderElection.class);
	}

	/** Whose fields can be read, unlike the proxy's. */
	@SuppressWarnings("unchecked")
	private static <T> T target(T bean) {
		return (T) AopProxyUtils.getSingletonTarget(bean);
	}

	private void lead() {
		election().start();
		Awaitility.await().atMost(LIVENESS).until(() -> election().isLeader());
	}

	private AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
		this.context = started;
		started.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("election-name", "master")));
		started.registerBean(Application.class, () -> this.here, (definition) -> definition.setDestroyMethodName(""));
		started.register(Elections.class);
		for (Class<?> component : components) {
			started.registerBean(StringUtils.uncapitalize(component.getSimpleName()), component);
		}
		started.refresh();
		return started;
	}

	@Configuration(proxyBeanMethods = false)
	static class Elections {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		static LeaderOnlyPostProcessor leaderOnly() {
			return new LeaderOnlyPostProcessor();
		}

		@Bean
		static DistributedLockPostProcessor distributedLocks() {
			return new DistributedLockPostProcessor();
		}

		@Bean
		EtcdLockTemplate locks(Application application) {
			return application.locks("led/");
		}

		@Bean
		LeaderElectionService elections(Application application) {
			return service(application);
		}

		@Bean
		@Qualifier("master")
		EtcdLeaderElection master(LeaderElectionService elections) {
			return elections.create(settings("here"));
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly("master")
	@interface OnMaster {

	}

	static class Tasks {

		private final List<String> runs = new CopyOnWriteArrayList<>();

		@LeaderOnly("master")
		public @Nullable String assign() {
			this.runs.add("assign");
			return "assigned";
		}

		@LeaderOnly
		public Optional<String> optional() {
			this.runs.add("optional");
			return Optional.of("assigned");
		}

		@LeaderOnly
		public CompletableFuture<String> future() {
			this.runs.add("future");
			return CompletableFuture.completedFuture("assigned");
		}

		@LeaderOnly
		public void nothing() {
			this.runs.add("nothing");
		}

		@LeaderOnly(whenNotLeader = WhenNotLeader.FAIL)
		public String refused() {
			this.runs.add("refused");
			return "assigned";
		}

		@LeaderOnly("${election-name}")
		public @Nullable String byProperty() {
			return "assigned";
		}

		@OnMaster
		public @Nullable String composed() {
			return "assigned";
		}

		@LeaderOnly
		public @Nullable List<Object> told(@Nullable Leadership leadership, @Nullable FencingToken token) {
			return List.of(leadership, token);
		}

		public String anybody() {
			return "anybody";
		}

	}

	@LeaderOnly("master")
	static class WholeClass {

		public @Nullable String declared() {
			return "declared";
		}

		@LeaderOnly(election = "master", whenNotLeader = WhenNotLeader.FAIL)
		public String refused() {
			return "declared";
		}

		String notPublic() {
			return "not public";
		}

		@Override
		public String toString() {
			return "whole class";
		}

	}

	@LeaderOnly("master")
	interface Assigning {

		@Nullable String assign();

	}

	static final class BehindAnInterface implements Assigning {

		@Override
		public String assign() {
			return "assigned";
		}

	}

	static class Patient {

		private final CountDownLatch begun = new CountDownLatch(2);

		private final CountDownLatch interrupted = new CountDownLatch(1);

		private final CountDownLatch finish = new CountDownLatch(1);

		private final AtomicBoolean another = new AtomicBoolean();

		@LeaderOnly(election = "master", interrupt = true)
		public void waitForInterrupt(EtcdLeaderElection other) {
			this.begun.countDown();
			try {
				this.finish.await();
			}
			catch (InterruptedException ex) {
				this.another.compareAndSet(false, other.isLeader());
				this.interrupted.countDown();
			}
		}

		@LeaderOnly("master")
		public void finish(EtcdLeaderElection other) {
			this.begun.countDown();
			try {
				this.finish.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			this.another.compareAndSet(false, other.isLeader());
		}

		@LeaderOnly(election = "master", interrupt = true)
		public void quick() {
		}

		@LeaderOnly("master")
		public CompletableFuture<String> stage() {
			return new CompletableFuture<>();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	@EnableAsync
	static class WithSchedules {

	}

	static class Routine {

		private final AtomicInteger guarded = new AtomicInteger();

		private final AtomicInteger unguarded = new AtomicInteger();

		@Scheduled(fixedDelay = 10)
		@LeaderOnly("master")
		public void guarded() {
			this.guarded.incrementAndGet();
		}

		@Scheduled(fixedDelay = 10)
		public void unguarded() {
			this.unguarded.incrementAndGet();
		}

		@Async
		@LeaderOnly("master")
		public CompletableFuture<String> asynchronous() {
			return CompletableFuture.completedFuture("led");
		}

	}

	static class Both {

		private final AtomicInteger runs = new AtomicInteger();

		@LeaderOnly("master")
		@DistributedLock("both")
		public void run() {
			this.runs.incrementAndGet();
		}

	}

	static class SkippedNumber {

		@LeaderOnly("master")
		public int run() {
			return 1;
		}

	}

	static class UnknownElection {

		@LeaderOnly("unknown")
		public void run() {
		}

	}

	static class FinalMethod {

		@LeaderOnly("master")
		public final void run() {
		}

	}

	@LeaderOnly("master")
	static class FinalInLedClass {

		public final void run() {
		}

	}

	static class PublishedResult {

		@LeaderOnly("master")
		public Flow.@Nullable Publisher<String> run() {
			return null;
		}

	}

}
