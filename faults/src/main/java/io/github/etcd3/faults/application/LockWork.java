/*
 * Copyright 2026 the etcd3-spring-boot authors
 * SPDX-License-Identifier: Apache-2.0
 */

package io.github.etcd3.faults.application;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.etcd3.faults.history.Operation;
import io.github.etcd3.faults.history.Recorder;
import io.github.etcd3.faults.history.Workload;
import io.github.etcd3.spring.EtcdException;
import io.github.etcd3.spring.lock.EtcdLock;
import io.github.etcd3.spring.lock.EtcdLockTemplate;

import org.springframework.stereotype.Component;

/**
 * Takes locks, holds them for a while and asks whether it still does. It writes through
 * the fence whatever the answer is.
 */
@Component
final class LockWork implements Work {

	private static final int NAMES = 3;

	private static final int LONGEST_WAIT = 4_000;

	private static final int LOST_PAUSE = 3_500;

	private final EtcdLockTemplate locks;

	private final FencedWrites fenced;

	private final Recorder recorder;

	private final Pace pace;

	LockWork(EtcdLockTemplate locks, FencedWrites fenced, Recorder recorder, Pace pace) {
		this.locks = locks;
		this.fenced = fenced;
		this.recorder = recorder;
		this.pace = pace;
	}

	@Override
	public Workload workload() {
		return Workload.LOCK;
	}

	@Override
	public int threads() {
		return 2;
	}

	@Override
	public Step begin(Random random) {
		return () -> {
			Optional<EtcdLock> lock = acquire("lock-" + random.nextInt(NAMES), random.nextInt(LONGEST_WAIT));
			if (lock.isPresent()) {
				hold(lock.get(), random);
			}
			this.pace.pause(10 + random.nextInt(150));
		};
	}

	private Optional<EtcdLock> acquire(String name, int wait) {
		Operation acquire = this.recorder.invoke(Workload.LOCK, "acquire", Map.of("lock", name));
		try {
			Optional<EtcdLock> lock = this.locks.tryAcquire(name, Duration.ofMillis(wait));
			lock.ifPresentOrElse((held) -> acquire.ok(values(held)),
					() -> acquire.fail(Map.of("reason", "not acquired")));
			return lock;
		}
		catch (EtcdException ex) {
			if (RecordedCalls.surelyNotCarriedOut(ex)) {
				acquire.fail(RecordedCalls.reason(ex));
			}
			else {
				acquire.unknown(RecordedCalls.reason(ex));
			}
		}
		catch (RuntimeException ex) {
			acquire.unknown(RecordedCalls.reason(ex));
			Workers.unexpected(this.recorder, Workload.LOCK, ex);
		}
		return Optional.empty();
	}

	private void hold(EtcdLock lock, Random random) throws InterruptedException {
		lock.onLost(() -> this.recorder.note(Workload.LOCK, "lost", values(lock)));
		try {
			int left = (random.nextInt(10) == 0) ? 3_000 + random.nextInt(5_000) : 20 + random.nextInt(480);
			boolean goesOn = true;
			while (left > 0 && goesOn) {
				held(lock);
				this.fenced.write(lock.name(), lock.token(), lock.kv());
				if (!held(lock)) {
					// Time to be told of the loss.
					this.pace.pause(LOST_PAUSE);
				}
				int pause = 10 + random.nextInt(120);
				goesOn = this.pace.pause(pause);
				left -= pause;
			}
			held(lock);
		}
		finally {
			release(lock);
		}
		if (random.nextInt(8) == 0) {
			// Late: another one may hold it by now.
			this.pace.pause(random.nextInt(1_000));
			this.fenced.write(lock.name(), lock.token(), lock.kv());
		}
	}

	private boolean held(EtcdLock lock) {
		Operation asked = this.recorder.invoke(Workload.LOCK, "held", values(lock));
		boolean held = lock.isHeld();
		asked.ok(Map.of("held", Boolean.toString(held)));
		return held;
	}

	private void release(EtcdLock lock) {
		Operation release = this.recorder.invoke(Workload.LOCK, "release", values(lock));
		lock.close();
		release.ok(Map.of());
	}

	private static Map<String, String> values(EtcdLock lock) {
		return Map.of("lock", lock.name(), "token", lock.token().toString());
	}

}
