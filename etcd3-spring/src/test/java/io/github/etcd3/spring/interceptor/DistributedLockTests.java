/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.spring.interceptor;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import javax.sql.DataSource;

import org.aopalliance.intercept.MethodInterceptor;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.context.support.PropertySourcesPlaceholderConfigurer;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.StringUtils;

import io.github.etcd3.spring.FencingToken;
import io.github.etcd3.spring.annotation.DistributedLock;
import io.github.etcd3.spring.annotation.WhenLocked;
import io.github.etcd3.spring.contention.Application;
import io.github.etcd3.spring.etcd.EmbeddedServer;
import io.github.etcd3.spring.etcd.TestEtcd;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;
import io.github.etcd3.spring.lock.LockLostException;
import io.github.etcd3.spring.lock.LockNotAcquiredException;
import io.github.etcd3.spring.lock.NestedLockException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Methods that run under a lock, in an application without Spring Boot.
 */
@EmbeddedServer
class DistributedLockTests {

	private static final String PREFIX = "annotated/";

	private static final Duration LIVENESS = Duration.ofSeconds(60);

	private final TestEtcd etcd;

	private Application here;

	private Application elsewhere;

	private @Nullable AnnotationConfigApplicationContext context;

	DistributedLockTests(TestEtcd etcd) {
		this.etcd = etcd;
	}

	@BeforeEach
	void connect() {
		this.here = Application.of(this.etcd.endpoints());
		this.elsewhere = Application.of(this.etcd.endpoints());
	}

	@AfterEach
	void close() {
		if (this.context != null) {
			this.context.close();
		}
		assertThat(this.here.keys(PREFIX)).as("keys left behind").isEmpty();
		this.here.close();
		this.elsewhere.close();
	}

	@Test
	void a_method_holds_the_lock_that_its_arguments_name_while_it_runs() {
		Invoices invoices = start(Invoices.class).getBean(Invoices.class);
		assertThat(invoices.pay("7", () -> locked("invoice-7"))).isTrue();
		assertThat(locked("invoice-7")).isFalse();
		assertThat(invoices.named(() -> locked("by-property"))).isTrue();
		assertThat(invoices.unnamed(() -> locked("DistributedLockTests.Invoices.unnamed"))).isTrue();
		assertThat(invoices.composed(() -> locked("composed"))).isTrue();
		assertThat(invoices.ofBean(() -> locked("from-a-bean"))).isTrue();
		assertThat(invoices.unlocked(() -> this.here.keys(PREFIX).isEmpty())).isTrue();
	}

	@Test
	void the_lock_of_another_template_is_another_one() {
		Invoices invoices = start(Invoices.class).getBean(Invoices.class);
		assertThat(invoices.elsewhere(() -> !locked("other") && !this.here.keys("annotated/others/other").isEmpty()))
			.isTrue();
	}

	@Test
	void a_call_is_skipped_refused_or_waits_while_somebody_else_holds_the_lock() throws Exception {
		Busy busy = start(Busy.class).getBean(Busy.class);
		EtcdLock held = this.elsewhere.locks(PREFIX).acquire("busy");
		assertThat(busy.skipped()).isNull();
		assertThat(busy.skippedOptional()).isEmpty();
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(busy::refused);
		assertThatExceptionOfType(LockNotAcquiredException.class).isThrownBy(busy::waitsALittle);
		CompletableFuture<String> waiting = CompletableFuture.supplyAsync(busy::waits);
		CompletableFuture<String> skipsLater = CompletableFuture.supplyAsync(busy::skippedAfterAWhile);
		held.close();
		assertThat(waiting.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
		assertThat(skipsLater.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
		assertThat(busy.skipped()).isEqualTo("ran");
		assertThat(busy.skippedOptional()).contains("ran");
		assertThat(busy.refused()).isEqualTo("ran");
	}

	@Test
	void parameters_are_told_the_lock_and_its_token() {
		Invoices invoices = start(Invoices.class).getBean(Invoices.class);
		List<Object> told = invoices.told("x", null, null);
		assertThat(told.get(0)).isEqualTo("x");
		assertThat(told.get(1)).isInstanceOfSatisfying(EtcdLock.class,
				(lock) -> assertThat(lock.token()).isEqualTo(told.get(2)));
		assertThat(told.get(2)).isInstanceOf(FencingToken.class);
	}

	@Test
	void what_a_method_throws_comes_through_and_the_lock_is_released() {
		Invoices invoices = start(Invoices.class).getBean(Invoices.class);
		assertThatExceptionOfType(IOException.class).isThrownBy(invoices::fails).withMessage("broken");
		assertThat(locked("fails")).isFalse();
	}

	@Test
	void a_nested_call_and_a_lost_lock_are_told() {
		AnnotationConfigApplicationContext started = start(Invoices.class);
		Invoices invoices = started.getBean(Invoices.class);
		assertThatExceptionOfType(NestedLockException.class)
			.isThrownBy(() -> invoices.pay("7", () -> invoices.pay("7", () -> true)));
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> invoices.hold(null, (lock) -> {
			this.elsewhere.keys(PREFIX)
				.forEach((key) -> this.elsewhere.delete(key.getKey().toString(StandardCharsets.UTF_8)));
			Awaitility.await().atMost(LIVENESS).until(() -> !lock.isHeld());
		}));
	}

	@Test
	void the_lock_is_taken_before_what_other_proxies_do_and_released_after_it() {
		AnnotationConfigApplicationContext started = start(Invoices.class, Around.class);
		started.getBean(Invoices.class).pay("8", () -> true);
		assertThat(started.getBean(Around.class).keysBeforeAndAfter).containsExactly(1, 1);
	}

	@Test
	void an_asynchronous_method_takes_the_lock_on_its_own_thread() throws Exception {
		Asynchronous bean = start(Asynchronous.class, WithAsync.class).getBean(Asynchronous.class);
		EtcdLock held = this.elsewhere.locks(PREFIX).acquire("async");
		CompletableFuture<String> result = bean.run();
		assertThat(result).isNotDone();
		held.close();
		assertThat(result.get(60, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread().getName());
	}

	@Test
	void the_lock_outlives_the_commit_of_a_transaction() {
		AnnotationConfigApplicationContext started = start(Paying.class, WithTransactions.class);
		Paying bean = started.getBean(Paying.class);
		List<String> heard = new CopyOnWriteArrayList<>();
		bean.insert((moment) -> heard.add(moment + ": " + locked("transaction")));
		assertThat(heard).containsExactly("in the transaction: true", "before the commit: true",
				"after the commit: true", "after the completion: true");
		assertThat(locked("transaction")).isFalse();
		assertThat(started.getBean(JdbcTemplate.class).queryForObject("select count(*) from paid", Integer.class))
			.isEqualTo(1);
	}

	@Test
	void the_lock_outlives_a_rollback() {
		AnnotationConfigApplicationContext started = start(Paying.class, WithTransactions.class);
		Paying bean = started.getBean(Paying.class);
		List<String> heard = new CopyOnWriteArrayList<>();
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> bean.insert((moment) -> {
			heard.add(moment + ": " + locked("transaction"));
			if (moment.startsWith("in")) {
				throw new IllegalStateException("rolled back");
			}
		}));
		assertThat(heard).containsExactly("in the transaction: true", "after the completion: true");
		assertThat(started.getBean(JdbcTemplate.class).queryForObject("select count(*) from paid", Integer.class))
			.isZero();
	}

	@Test
	void a_schedule_runs_once_in_the_cluster_while_its_lock_is_kept_and_not_while_others_have_it() {
		EtcdLock held = this.elsewhere.locks(PREFIX).acquire("scheduled");
		Routine routine = start(Routine.class, WithSchedules.class).getBean(Routine.class);
		Awaitility.await().atMost(LIVENESS).until(() -> routine.ticks() > 3);
		assertThat(routine.runs()).isZero();
		held.close();
		Awaitility.await().atMost(LIVENESS).until(() -> routine.runs() == 1);
		int ticks = routine.ticks();
		Awaitility.await().atMost(LIVENESS).until(() -> routine.ticks() > ticks + 3);
		assertThat(routine.runs()).as("while it is kept, for 3 s").isEqualTo(1);
		Awaitility.await().atMost(LIVENESS).until(() -> routine.runs() > 1);
		this.context.close();
		Awaitility.await().atMost(LIVENESS).until(() -> this.elsewhere.keys(PREFIX).isEmpty());
	}

	@Test
	void a_method_that_hangs_loses_its_lock_when_its_time_is_over() {
		Timed timed = start(Timed.class).getBean(Timed.class);
		assertThatExceptionOfType(LockLostException.class).isThrownBy(() -> timed.hangs(null, () -> {
			EtcdLock other = this.elsewhere.locks(PREFIX).acquire("hangs", LIVENESS);
			other.close();
			return true;
		}));
		assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> timed.hangs(null, () -> {
			Awaitility.await().atMost(LIVENESS).until(() -> !locked("hangs"));
			throw new IllegalStateException("failed as well");
		})).satisfies((ex) -> assertThat(ex.getSuppressed()).hasAtLeastOneElementOfType(LockLostException.class));
	}

	@Test
	void a_stage_that_a_method_returns_holds_the_lock_until_it_completes() throws Exception {
		Timed timed = start(Timed.class).getBean(Timed.class);
		CompletableFuture<String> work = new CompletableFuture<>();
		CompletableFuture<String> result = timed.stage(work);
		assertThat(locked("stage")).isTrue();
		assertThat(result).isNotDone();
		work.complete("done");
		assertThat(result.get(60, TimeUnit.SECONDS)).isEqualTo("done");
		assertThat(locked("stage")).isFalse();
		EtcdLock held = this.elsewhere.locks(PREFIX).acquire("stage");
		assertThat(timed.stage(work)).isCompletedWithValue(null);
		held.close();
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21)
	void virtual_threads_hold_one_after_another() throws Exception {
		Timed timed = start(Timed.class).getBean(Timed.class);
		SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
		executor.setVirtualThreads(true);
		AtomicInteger inside = new AtomicInteger();
		AtomicInteger most = new AtomicInteger();
		CompletableFuture<?>[] calls = IntStream.range(0, 100)
			.mapToObj((call) -> CompletableFuture.runAsync(() -> timed.counted(() -> {
				most.accumulateAndGet(inside.incrementAndGet(), Math::max);
				inside.decrementAndGet();
				return true;
			}), executor))
			.toArray(CompletableFuture[]::new);
		CompletableFuture.allOf(calls).get(60, TimeUnit.SECONDS);
		assertThat(most).hasValue(1);
	}

	@Test
	void a_bean_behind_an_interface_is_intercepted_as_well() {
		AnnotationConfigApplicationContext started = start(PaidThings.class);
		Payable payable = started.getBean(Payable.class);
		assertThat(AopUtils.isJdkDynamicProxy(payable)).isTrue();
		assertThat(payable.pay(() -> locked("by-interface"))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalMethod.class, PrivateMethod.class, StaticMethod.class, FinalClass.class,
			SkippedNumber.class, BadDuration.class, MissingPlaceholder.class, BadExpression.class,
			UnknownTemplate.class, NotInTheInterface.class, Published.class, PlainFuture.class, ZeroAtMost.class,
			ShorterThanAtLeast.class })
	void what_can_not_work_fails_at_startup_and_names_the_method(Class<?> type) {
		assertThatExceptionOfType(InvalidAnnotatedMethodException.class).isThrownBy(() -> {
			try {
				start(type);
			}
			catch (BeanCreationException ex) {
				throw ex.getRootCause() instanceof InvalidAnnotatedMethodException root ? root : find(ex);
			}
		}).withMessageContaining(type.getName() + ".run").satisfies((ex) -> {
			assertThat(ex.getProblem()).isNotBlank();
			assertThat(ex.getRemedy()).endsWith(".");
		});
	}

	private static RuntimeException find(RuntimeException ex) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (cause instanceof InvalidAnnotatedMethodException invalid) {
				return invalid;
			}
		}
		return ex;
	}

	private boolean locked(String name) {
		return this.elsewhere.locks(PREFIX).tryAcquire(name).map((lock) -> {
			lock.close();
			return false;
		}).orElse(true);
	}

	private AnnotationConfigApplicationContext start(Class<?>... components) {
		AnnotationConfigApplicationContext started = new AnnotationConfigApplicationContext();
		this.context = started;
		started.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("lock-name", "by-property")));
		started.registerBean(Application.class, () -> this.here, (definition) -> definition.setDestroyMethodName(""));
		started.register(Locks.class);
		for (Class<?> component : components) {
			started.registerBean(StringUtils.uncapitalize(component.getSimpleName()), component);
		}
		started.refresh();
		return started;
	}

	interface Work {

		boolean run();

	}

	@Configuration(proxyBeanMethods = false)
	static class Locks {

		@Bean
		static PropertySourcesPlaceholderConfigurer placeholders() {
			return new PropertySourcesPlaceholderConfigurer();
		}

		@Bean
		static DistributedLockPostProcessor distributedLocks() {
			return new DistributedLockPostProcessor();
		}

		@Bean
		@Primary
		EtcdLockTemplate locks(Application application) {
			return application.locks(PREFIX);
		}

		@Bean
		@Qualifier("others")
		EtcdLockTemplate otherLocks(Application application) {
			return application.locks(PREFIX + "others/");
		}

		@Bean
		String lockName() {
			return "from-a-bean";
		}

	}

	@Retention(RetentionPolicy.RUNTIME)
	@DistributedLock("composed")
	@interface Composed {

	}

	static class Invoices {

		@DistributedLock("invoice-#{#id}")
		boolean pay(String id, Work work) {
			return work.run();
		}

		@DistributedLock("${lock-name}")
		public boolean named(Work work) {
			return work.run();
		}

		@DistributedLock
		public boolean unnamed(Work work) {
			return work.run();
		}

		@Composed
		public boolean composed(Work work) {
			return work.run();
		}

		@DistributedLock("#{@lockName}")
		public boolean ofBean(Work work) {
			return work.run();
		}

		@DistributedLock(name = "other", template = "others")
		public boolean elsewhere(Work work) {
			return work.run();
		}

		@DistributedLock("told")
		public List<Object> told(String text, @Nullable EtcdLock lock, @Nullable FencingToken token) {
			return List.of(text, lock, token);
		}

		@DistributedLock("fails")
		public void fails() throws IOException {
			throw new IOException("broken");
		}

		@DistributedLock("held")
		public void hold(@Nullable EtcdLock lock, Consumer<EtcdLock> work) {
			work.accept(lock);
		}

		public boolean unlocked(Work work) {
			return work.run();
		}

	}

	static class Busy {

		@DistributedLock(name = "busy", whenLocked = WhenLocked.SKIP)
		public @Nullable String skipped() {
			return "ran";
		}

		@DistributedLock(name = "busy", whenLocked = WhenLocked.SKIP)
		public Optional<String> skippedOptional() {
			return Optional.of("ran");
		}

		@DistributedLock(name = "busy", whenLocked = WhenLocked.SKIP, waitFor = "60s")
		public @Nullable String skippedAfterAWhile() {
			return "ran";
		}

		@DistributedLock(name = "busy", whenLocked = WhenLocked.FAIL)
		public String refused() {
			return "ran";
		}

		@DistributedLock(name = "busy", waitFor = "10ms")
		public String waitsALittle() {
			return "ran";
		}

		@DistributedLock("busy")
		public String waits() {
			return "ran";
		}

	}

	/**
	 * As a transaction's proxy: there before the lock's.
	 */
	static class Around implements BeanPostProcessor, BeanFactoryAware, PriorityOrdered {

		private final List<Integer> keysBeforeAndAfter = new CopyOnWriteArrayList<>();

		private BeanFactory beanFactory;

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		private int keys() {
			return this.beanFactory.getBean(Application.class).keys(PREFIX).size();
		}

		@Override
		public int getOrder() {
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (!(bean instanceof Invoices)) {
				return bean;
			}
			ProxyFactory proxies = new ProxyFactory(bean);
			proxies.setProxyTargetClass(true);
			proxies.addAdvice((MethodInterceptor) (invocation) -> {
				this.keysBeforeAndAfter.add(keys());
				try {
					return invocation.proceed();
				}
				finally {
					this.keysBeforeAndAfter.add(keys());
				}
			});
			return proxies.getProxy();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class WithAsync {

	}

	static class Asynchronous {

		@Async
		@DistributedLock("async")
		public CompletableFuture<String> run() {
			return CompletableFuture.completedFuture(Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableTransactionManagement
	static class WithTransactions {

		@Bean
		EmbeddedDatabase database() {
			EmbeddedDatabase database = new EmbeddedDatabaseBuilder().generateUniqueName(true)
				.setType(EmbeddedDatabaseType.H2)
				.build();
			new JdbcTemplate(database).execute("create table paid (id int)");
			return database;
		}

		@Bean
		JdbcTransactionManager transactions(DataSource database) {
			return new JdbcTransactionManager(database);
		}

		@Bean
		JdbcTemplate jdbc(DataSource database) {
			return new JdbcTemplate(database);
		}

	}

	static class Paying {

		private final JdbcTemplate jdbc;

		Paying(JdbcTemplate jdbc) {
			this.jdbc = jdbc;
		}

		@Transactional
		@DistributedLock("transaction")
		public void insert(Consumer<String> moments) {
			this.jdbc.update("insert into paid values (1)");
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					moments.accept("before the commit");
				}

				@Override
				public void afterCommit() {
					moments.accept("after the commit");
				}

				@Override
				public void afterCompletion(int status) {
					moments.accept("after the completion");
				}

			});
			moments.accept("in the transaction");
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableScheduling
	static class WithSchedules {

	}

	static class Routine {

		private final AtomicInteger runs = new AtomicInteger();

		private final AtomicInteger ticks = new AtomicInteger();

		@Scheduled(fixedDelay = 10)
		@DistributedLock(name = "scheduled", whenLocked = WhenLocked.SKIP, atLeastFor = "3s", atMostFor = "1m")
		public void run() {
			this.runs.incrementAndGet();
		}

		@Scheduled(fixedDelay = 10)
		public void tick() {
			this.ticks.incrementAndGet();
		}

		public int runs() {
			return this.runs.get();
		}

		public int ticks() {
			return this.ticks.get();
		}

	}

	static class Timed {

		@DistributedLock(name = "hangs", atMostFor = "300ms")
		public void hangs(@Nullable EtcdLock lock, Work work) {
			work.run();
		}

		@DistributedLock(name = "stage", whenLocked = WhenLocked.SKIP)
		public CompletableFuture<String> stage(CompletableFuture<String> work) {
			return work;
		}

		@DistributedLock("counted")
		public boolean counted(Work work) {
			return work.run();
		}

	}

	static class Published {

		@DistributedLock("a")
		public Flow.@Nullable Publisher<String> run() {
			return null;
		}

	}

	static class PlainFuture {

		@DistributedLock("a")
		public @Nullable Future<String> run() {
			return null;
		}

	}

	static class ZeroAtMost {

		@DistributedLock(name = "a", atMostFor = "0s")
		public void run() {
		}

	}

	static class ShorterThanAtLeast {

		@DistributedLock(name = "a", atMostFor = "1s", atLeastFor = "2s")
		public void run() {
		}

	}

	interface Payable {

		@DistributedLock("by-interface")
		boolean pay(Work work);

	}

	static final class PaidThings implements Payable {

		@Override
		public boolean pay(Work work) {
			return work.run();
		}

	}

	static class FinalMethod {

		@DistributedLock("a")
		public final void run() {
		}

	}

	static class PrivateMethod {

		@DistributedLock("a")
		private void run() {
		}

	}

	static class StaticMethod {

		@DistributedLock("a")
		public static void run() {
		}

	}

	static final class FinalClass {

		@DistributedLock("a")
		public void run() {
		}

	}

	static class SkippedNumber {

		@DistributedLock(name = "a", whenLocked = WhenLocked.SKIP)
		public int run() {
			return 1;
		}

	}

	static class BadDuration {

		@DistributedLock(name = "a", waitFor = "soon")
		public void run() {
		}

	}

	static class MissingPlaceholder {

		@DistributedLock("${missing}")
		public void run() {
		}

	}

	static class BadExpression {

		@DistributedLock("#{1 +}")
		public void run() {
		}

	}

	static class UnknownTemplate {

		@DistributedLock(name = "a", template = "unknown")
		public void run() {
		}

	}

	static final class NotInTheInterface implements Payable {

		@Override
		public boolean pay(Work work) {
			return work.run();
		}

		@DistributedLock("a")
		public void run() {
		}

	}

}
