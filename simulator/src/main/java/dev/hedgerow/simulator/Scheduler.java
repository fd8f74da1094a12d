package dev.hedgerow.simulator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs all threads of a world on the one platform thread that made it, one at a time, each until it
 * blocks. Everything here happens on that carrier thread, or on a virtual thread mounted on it, so
 * that nothing needs a lock.
 */
final class Scheduler implements Executor {
    private final Thread carrier = Thread.currentThread();
    private final RandomGenerator chance;
    private final Trace trace;
    private final long eventsMax;
    private final List<SimulatedThread> runnable = new ArrayList<>();
    private final Set<SimulatedThread> threads = new LinkedHashSet<>();
    private final Map<Runnable, SimulatedThread> byContinuation = new HashMap<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong(Timer::nanos).thenComparingLong(Timer::order));
    private volatile @Nullable SimulatedThread running;
    private volatile @Nullable SimulationFailure broken;
    private @Nullable SimulatedThread starting;
    private @Nullable SimulatedThread previous;
    private volatile boolean closed;
    private long nanos;
    private long events;
    private long switches;
    private long timersMade;

    Scheduler(RandomGenerator chance, Trace trace, long eventsMax) {
        if (carrier.isVirtual()) {
            throw new IllegalStateException("a world needs a platform thread to run on");
        }
        this.chance = chance;
        this.trace = trace;
        this.eventsMax = eventsMax;
    }

    /** Something to do at a moment of virtual time, unless its life or its purpose is over. */
    static final class Timer {
        private final long nanos;
        private final long order;
        private final Life life;
        private final Runnable action;
        private boolean cancelled;

        private Timer(long nanos, long order, Life life, Runnable action) {
            this.nanos = nanos;
            this.order = order;
            this.life = life;
            this.action = action;
        }

        private long nanos() {
            return nanos;
        }

        private long order() {
            return order;
        }

        void cancel() {
            cancelled = true;
        }
    }

    /** Called by the JDK whenever one of our threads can go on. */
    @Override
    public void execute(Runnable continuation) {
        if (closed) {
            return;
        }
        Thread caller = Thread.currentThread();
        if (!caller.equals(carrier) && !isSimulated(caller)) {
            throw intruded(caller);
        }
        var thread = starting == null ? byContinuation.get(continuation) : starting;
        if (thread == null) {
            // a thread that was killed, and now will never run
            return;
        }
        if (thread.continuation() == null) {
            thread.continuation(continuation);
            byContinuation.put(continuation, thread);
        }
        if (thread.canRun()) {
            runnable.add(thread);
        }
    }

    private SimulationFailure intruded(Thread caller) {
        var failure =
                new SimulationFailure(
                        ("Thread '%s' resumed a simulated thread from outside. The cause is a contended"
                                        + " synchronized block, a timed wait of the JDK, or a"
                                        + " thread that the world did not start")
                                .formatted(caller.getName()));
        broken = failure;
        return failure;
    }

    Thread start(String name, Life life, Runnable body) {
        var thread = new SimulatedThread(name, life);
        if (life.isOver() || closed) {
            throw new IllegalStateException(
                    "%s was started in a life of %s that is over".formatted(name, life.node()));
        }
        Thread virtual = SchedulerHook.builder(this).name(name).unstarted(() -> live(thread, body));
        thread.attach(virtual);
        threads.add(thread);
        trace.add(nanos, name, "start");
        starting = thread;
        try {
            virtual.start();
        } finally {
            starting = null;
        }
        return virtual;
    }

    private void live(SimulatedThread thread, Runnable body) {
        try {
            body.run();
        } catch (Throwable e) {
            if (broken == null) {
                broken = new SimulationFailure(thread.name() + " threw " + e, e);
            }
        } finally {
            thread.end();
            forget(thread);
            trace.add(nanos, thread.name(), "end");
        }
    }

    private void forget(SimulatedThread thread) {
        threads.remove(thread);
        var continuation = thread.continuation();
        if (continuation != null) {
            byContinuation.remove(continuation);
        }
    }

    /** Kills the threads of a life where they stand: they never go on and unwind nothing. */
    void kill(Life life) {
        trace.add(nanos, life.node(), "crash");
        life.end();
        runnable.removeIf(thread -> thread.life() == life);
        threads.stream().filter(thread -> thread.life() == life).toList().forEach(this::forget);
    }

    Timer timer(long fromNow, Life life, Runnable action) {
        long at = nanos + Math.max(0, fromNow);
        var timer = new Timer(at < 0 ? Long.MAX_VALUE : at, timersMade++, life, action);
        timers.add(timer);
        return timer;
    }

    /** The simulated thread that is calling. */
    SimulatedThread current() {
        var thread = running;
        if (thread == null || !thread.is(Thread.currentThread())) {
            throw new IllegalStateException(
                    "'%s' is no thread of this world: only those may wait in it"
                            .formatted(Thread.currentThread().getName()));
        }
        return thread;
    }

    boolean isSimulated(Thread thread) {
        var now = running;
        return now != null && now.is(thread);
    }

    /** Lets others go first, now and then: code that asks for the time may be interrupted there. */
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is ours
    void perhapsYield() {
        if (isSimulated(Thread.currentThread()) && chance.nextInt(8) == 0) {
            Thread.yield();
        }
    }

    /** Runs everything until the body has ended, and leaves the rest where it stands. */
    void play(String name, Life life, Runnable body) {
        if (!Thread.currentThread().equals(carrier)) {
            throw new IllegalStateException("a world is played on the thread that made it");
        }
        var ended = new boolean[1];
        start(
                name,
                life,
                () -> {
                    body.run();
                    ended[0] = true;
                });
        try {
            while (!ended[0]) {
                step(name);
                failIfBroken();
            }
        } finally {
            closed = true;
            runnable.clear();
            timers.clear();
            threads.clear();
            byContinuation.clear();
        }
    }

    private void step(String goal) {
        if (++events > eventsMax) {
            throw new SimulationFailure("More than %,d events".formatted(eventsMax) + report());
        }
        if (!runnable.isEmpty()) {
            resume(draw());
            return;
        }
        var timer = timers.poll();
        if (timer == null) {
            throw new SimulationFailure(
                    "Nothing can run and no timer is set, but '%s' has not ended".formatted(goal)
                            + report());
        }
        if (!timer.cancelled && !timer.life.isOver()) {
            nanos = Math.max(nanos, timer.nanos);
            trace.add(nanos, timer.life.node(), "timer");
            timer.action.run();
        }
    }

    private SimulatedThread draw() {
        int index = chance.nextInt(runnable.size());
        var drawn = runnable.get(index);
        var last = runnable.removeLast();
        if (last != drawn) {
            runnable.set(index, last);
        }
        return drawn;
    }

    private void resume(SimulatedThread thread) {
        trace.add(nanos, thread.name(), "run");
        if (thread != previous) {
            switches++;
            previous = thread;
        }
        running = thread;
        try {
            thread.resume();
        } finally {
            running = null;
        }
    }

    private void failIfBroken() {
        var failure = broken;
        if (failure != null) {
            throw new SimulationFailure(failure.getMessage() + report(), failure);
        }
    }

    private String report() {
        closed = true;
        String events = trace.last().stream().collect(Collectors.joining("\n    ", "\n    ", ""));
        String waiting =
                threads.stream()
                        .map(thread -> thread.describe(runnable.contains(thread)))
                        .collect(Collectors.joining("\n    ", "\n    ", ""));
        return "\n  last events:" + events + "\n  threads:" + waiting;
    }

    void note(String thread, String event) {
        trace.add(nanos, thread, event);
    }

    long nanos() {
        return nanos;
    }

    long events() {
        return events;
    }

    long switches() {
        return switches;
    }
}
