package dev.hedgerow.simulator;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A virtual thread of the world, and the life of the node it belongs to. */
final class SimulatedThread {
    private static final int FRAMES = 16;

    private final String name;
    private final Life life;
    private @Nullable Thread thread;
    private @Nullable Runnable continuation;
    private boolean ended;

    SimulatedThread(String name, Life life) {
        this.name = name;
        this.life = life;
    }

    String name() {
        return name;
    }

    Life life() {
        return life;
    }

    boolean canRun() {
        return !ended && !life.isOver();
    }

    void end() {
        ended = true;
    }

    void attach(Thread thread) {
        this.thread = thread;
    }

    boolean is(Thread other) {
        return other.equals(thread);
    }

    @Nullable Runnable continuation() {
        return continuation;
    }

    void continuation(Runnable continuation) {
        this.continuation = continuation;
    }

    /** Goes on until it blocks, on the calling thread. */
    void resume() {
        Objects.requireNonNull(continuation).run();
    }

    /**
     * Its state and where it waits.
     *
     * @param scheduled whether the scheduler is going to resume it
     */
    String describe(boolean scheduled) {
        Thread mine = thread;
        if (mine == null) {
            return name + " not started";
        }
        String frames =
                Arrays.stream(mine.getStackTrace())
                        .filter(frame -> !frame.getClassName().startsWith("java.lang."))
                        .limit(FRAMES)
                        .map(frame -> "\n        at " + frame)
                        .collect(Collectors.joining());
        return name + " " + mine.getState() + (scheduled ? "" : hint(mine.getState())) + frames;
    }

    private static String hint(Thread.State state) {
        return switch (state) {
            case BLOCKED -> " (a contended synchronized block: use java.util.concurrent.locks)";
            case TIMED_WAITING -> " (a timed wait of the JDK: wait on the world's clock)";
            case RUNNABLE ->
                    " (resumed from outside: a contended synchronized block or a timed wait)";
            case NEW, WAITING, TERMINATED -> "";
        };
    }
}
