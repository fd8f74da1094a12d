package dev.hedgerow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class SimulatedWorldTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void thisJdkHasTheHookThatSimulatedThreadsNeed() throws InterruptedException {
        var ran = new AtomicBoolean();
        SchedulerHook.builder(Runnable::run).start(() -> ran.set(true)).join();
        assertThat(ran).as("a body run by the executor given to the JDK's builder").isTrue();
    }

    @Test
    void twoPlaysOfASeedAreTheSameAndSeedsDiffer() {
        var hashes = new HashSet<Long>();
        for (long seed = 0; seed < 20; seed++) {
            String first = workersAndTaker(seed, hashes);
            assertThat(workersAndTaker(seed, hashes)).as("seed %d", seed).isEqualTo(first);
        }
        assertThat(hashes).hasSize(20);
    }

    private static String workersAndTaker(long seed, Set<Long> hashes) {
        var world = new SimulatedWorld(seed);
        var order = new StringBuilder();
        var queue = new LinkedBlockingQueue<Integer>();
        var lock = new ReentrantLock();
        world.play(() -> {
            var outside = world.outside();
            for (int i = 0; i < 5; i++) {
                int id = i;
                var node = world.node("n" + id).world();
                node.threads().start("worker", () -> work(node, lock, queue, order, id));
            }
            var taken =
                    outside.threads()
                            .start(
                                    "taker",
                                    () -> {
                                        for (int i = 0; i < 100; i++) {
                                            order.append(take(queue)).append(',');
                                        }
                                    });
            join(taken);
        });
        assertThat(world.switches()).as("threads interleave").isGreaterThan(200);
        hashes.add(world.traceHash());
        return order.append(world.elapsed()).toString();
    }

    private static void work(
            dev.hedgerow.kernel.World node,
            ReentrantLock lock,
            LinkedBlockingQueue<Integer> queue,
            StringBuilder order,
            int id) {
        for (int round = 0; round < 20; round++) {
            node.clock().sleep(Duration.ofNanos(node.random().nextInt(1000)));
            lock.lock();
            try {
                node.clock().sleep(Duration.ofNanos(5));
                order.append((char) ('a' + id));
            } finally {
                lock.unlock();
            }
            queue.add(id);
        }
    }

    @Test
    void anHourOfWaitingCostsNothing() {
        var world = new SimulatedWorld(1);
        world.play(() -> world.outside().clock().sleep(Duration.ofHours(1)));
        assertThat(world.elapsed()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void aTimedWaitEndsBySignalOrByTime() {
        var world = new SimulatedWorld(2);
        world.play(() -> {
            var clock = world.outside().clock();
            var threads = world.outside().threads();
            var lock = new ReentrantLock();
            var condition = lock.newCondition();
            assertThat(await(clock, lock, condition)).isFalse();
            assertThat(world.elapsed()).isEqualTo(SECOND);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            var waiter =
                    threads.start(
                            "waiter", () -> assertThat(await(clock, lock, condition)).isTrue());
            clock.sleep(Duration.ofMillis(1));
            locked(lock, condition::signal);
            join(waiter);
            assertThat(world.elapsed()).isEqualTo(Duration.ofMillis(1001));
        });
    }

    @Test
    void aTimedWaitWakesNobodyElse() {
        var world = new SimulatedWorld(3);
        assertThatThrownBy(() -> world.play(() -> waitBesideOneForgotten(world)))
                .hasMessageContaining("Nothing can run")
                .hasMessageContaining("outside/forgotten WAITING");
    }

    private static void waitBesideOneForgotten(SimulatedWorld world) {
        var lock = new ReentrantLock();
        var condition = lock.newCondition();
        var threads = world.outside().threads();
        var forgotten = threads.start("forgotten", () -> locked(lock, () -> waitFor(condition)));
        await(world.outside().clock(), lock, condition);
        join(forgotten);
    }

    @Test
    void anInterruptedWaitIsCancelledAndKeepsTheFlag() {
        var world = new SimulatedWorld(4);
        var seen = new ArrayList<Failure>();
        world.play(() -> {
            var outside = world.outside();
            var lock = new ReentrantLock();
            var condition = lock.newCondition();
            Thread sleeper =
                    outside.threads()
                            .start(
                                    "sleeper",
                                    () -> cancelled(seen, () -> outside.clock().sleep(SECOND)));
            Thread waiter =
                    outside.threads()
                            .start(
                                    "waiter",
                                    () ->
                                            cancelled(
                                                    seen,
                                                    () -> await(outside.clock(), lock, condition)));
            outside.clock().sleep(Duration.ofMillis(1));
            sleeper.interrupt();
            waiter.interrupt();
            join(sleeper);
            join(waiter);
        });
        assertThat(seen).containsExactly(Failure.CANCELLED, Failure.CANCELLED);
    }

    private static boolean await(Clock clock, ReentrantLock lock, Condition condition) {
        lock.lock();
        try {
            return clock.await(lock, condition, SECOND);
        } finally {
            lock.unlock();
        }
    }

    private static void cancelled(List<Failure> seen, Runnable wait) {
        try {
            wait.run();
        } catch (HedgerowException e) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            seen.add(e.failure());
        }
    }

    @Test
    void aCrashedNodeDoesNothingMoreAndTheOthersGoOn() {
        var world = new SimulatedWorld(5);
        var ticks = new AtomicLong();
        var others = new AtomicLong();
        world.play(() -> {
            var node = world.node("a");
            var other = world.node("b");
            for (int i = 0; i < 3; i++) {
                ticker(node, ticks, SECOND);
            }
            ticker(other, others, SECOND);
            world.outside().clock().sleep(Duration.ofMillis(4500));
            var old = node.world();
            node.crash();
            assertThatThrownBy(() -> old.threads().start("late", () -> {}))
                    .isInstanceOf(IllegalStateException.class);
            world.outside().clock().sleep(Duration.ofSeconds(5));
            assertThat(ticks).hasValue(12);
            assertThat(others).hasValue(9);
            ticker(node, ticks, SECOND);
            world.outside().clock().sleep(Duration.ofMillis(2500));
            assertThat(ticks).as("the node's next life").hasValue(14);
        });
        assertThat(world.crashes()).isEqualTo(1);
    }

    @Test
    void aThreadThatCrashesItsOwnNodeStopsThere() {
        var world = new SimulatedWorld(6);
        var after = new AtomicBoolean();
        world.play(() -> {
            var node = world.node("a");
            node.world()
                    .threads()
                    .start(
                            "suicide",
                            () -> {
                                LockSupport.unpark(Thread.currentThread());
                                node.crash();
                                after.set(true);
                            });
            world.outside().clock().sleep(SECOND);
            assertThat(node.crashes()).isEqualTo(1);
        });
        assertThat(after).isFalse();
    }

    @Test
    void nodesHaveClocksOfTheirOwn() {
        var world = new SimulatedWorld(7);
        world.play(() -> {
            var right = world.node("right").world().clock();
            var fast = world.node("fast");
            var clock = fast.world().clock();
            fast.rate(1.5);
            long before = clock.nanos();
            right.sleep(Duration.ofSeconds(2));
            assertThat(clock.nanos() - before).isEqualTo(3_000_000_000L);
            clock.sleep(Duration.ofSeconds(3));
            assertThat(world.elapsed()).isEqualTo(Duration.ofSeconds(4));
            var wall = clock.instant();
            fast.jump(Duration.ofHours(-1));
            assertThat(clock.instant()).isEqualTo(wall.minus(Duration.ofHours(1)));
            assertThat(clock.nanos() - before).isEqualTo(6_000_000_000L);
        });
    }

    @Test
    void threadsThatWaitForEachOtherAreReportedWithTheirStacks() {
        var world = new SimulatedWorld(8);
        var one = new ReentrantLock();
        var two = new ReentrantLock();
        assertThatThrownBy(() ->
                        world.play(() -> {
                            var threads = world.outside().threads();
                            var clock = world.outside().clock();
                            threads.start("ab", () -> inOrder(clock, one, two));
                            join(threads.start("ba", () -> inOrder(clock, two, one)));
                        }))
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("Seed 8")
                .hasMessageContaining("Nothing can run")
                .hasMessageContaining("outside/ab WAITING")
                .hasMessageContaining("SimulatedWorldTest.inOrder");
    }

    @Test
    void anEndlessLoopRunsOutOfEvents() {
        var world = new SimulatedWorld(9, 10_000, false);
        assertThatThrownBy(() ->
                        world.play(() -> {
                            while (true) {
                                world.outside().clock().nanos();
                            }
                        }))
                .hasMessageContaining("More than 10,000 events");
    }

    @Test
    void aThreadThatThrowsEndsThePlay() {
        var world = new SimulatedWorld(10);
        assertThatThrownBy(() ->
                        world.play(() -> {
                            world.outside()
                                    .threads()
                                    .start(
                                            "thrower",
                                            () -> {
                                                throw new IllegalStateException("x");
                                            });
                            world.outside().clock().sleep(SECOND);
                        }))
                .hasMessageContaining("outside/thrower threw java.lang.IllegalStateException: x")
                .hasRootCauseMessage("x");
    }

    @Test
    void aTimedWaitOfTheJdkIsCaught() {
        assertThatThrownBy(
                        () -> {
                            var world = new SimulatedWorld(11);
                            world.play(() -> {
                                try {
                                    new CountDownLatch(1).await(10, TimeUnit.SECONDS);
                                } catch (InterruptedException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
                        })
                .hasMessageContaining("SimulatedWorldTest")
                .hasMessageMatching("(?s).*(timed wait of the JDK|from outside).*");
    }

    @Test
    void aContendedSynchronizedBlockIsCaught() {
        var monitor = new Object();
        assertThatThrownBy(
                        () -> {
                            var world = new SimulatedWorld(12);
                            world.play(() -> {
                                var threads = world.outside().threads();
                                var clock = world.outside().clock();
                                var one = threads.start("one", () -> inside(monitor, clock));
                                var two = threads.start("two", () -> inside(monitor, clock));
                                join(one);
                                join(two);
                            });
                        })
                .hasMessageContaining("SimulatedWorldTest.inside")
                .hasMessageMatching("(?s).*(contended synchronized block|from outside).*");
    }

    @Test
    void onlyThreadsOfTheWorldMayWaitInIt() {
        var world = new SimulatedWorld(13);
        assertThatThrownBy(() -> world.outside().clock().sleep(SECOND))
                .hasMessageContaining("is no thread of this world");
    }

    @Test
    void replayFindsWhatDoesNotComeFromTheSeed() {
        var outside = new AtomicLong();
        Replay.check(14, world -> world.play(() -> world.outside().clock().sleep(SECOND)));
        assertThatThrownBy(() ->
                        Replay.check(
                                14,
                                world ->
                                        world.play(() ->
                                                world.note("leak " + outside.incrementAndGet()))))
                .hasMessageContaining("then in one play")
                .hasMessageContaining("leak 3");
    }

    @Test
    void whatACrashedNodeHeldIsFreed() {
        var held = play(15);
        for (int i = 0; i < 50 && held.get() != null; i++) {
            System.gc();
        }
        assertThat(held.get())
                .as("on the stack of a killed thread; needs -Djdk.trackAllThreads=false")
                .isNull();
    }

    private static WeakReference<Object> play(long seed) {
        var world = new SimulatedWorld(seed);
        var held = new ArrayList<WeakReference<Object>>();
        world.play(() -> {
            var node = world.node("a");
            node.world()
                    .threads()
                    .start(
                            "holder",
                            () -> {
                                var object = new Object();
                                held.add(new WeakReference<>(object));
                                node.world().clock().sleep(SECOND);
                                assertThat(object).isNotNull();
                            });
            world.outside().clock().sleep(Duration.ofMillis(1));
            node.crash();
        });
        return held.getFirst();
    }

    private static void ticker(SimulatedNode node, AtomicLong ticks, Duration each) {
        var mine = node.world();
        mine.threads()
                .start(
                        "ticker",
                        () -> {
                            while (true) {
                                mine.clock().sleep(each);
                                ticks.incrementAndGet();
                            }
                        });
    }

    private static void inOrder(Clock clock, ReentrantLock first, ReentrantLock second) {
        locked(
                first,
                () -> {
                    clock.sleep(SECOND);
                    locked(second, () -> {});
                });
    }

    private static void inside(Object monitor, Clock clock) {
        synchronized (monitor) {
            clock.sleep(SECOND);
        }
    }

    private static void locked(ReentrantLock lock, Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // to see a wake-up without a cause
    private static void waitFor(Condition condition) {
        condition.awaitUninterruptibly();
    }

    private static int take(LinkedBlockingQueue<Integer> queue) {
        try {
            return queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
