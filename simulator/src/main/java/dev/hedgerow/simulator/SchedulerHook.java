package dev.hedgerow.simulator;

import java.util.concurrent.Executor;

/**
 * Makes virtual threads with a scheduler of ours. The JDK has no public way to do that; this is the
 * constructor its own tests use, and the only place that knows it.
 *
 * <p>By default the JDK also remembers every thread that has not ended, and a killed one never
 * does: run with {@code -Djdk.trackAllThreads=false}, or what they held is never freed.
 */
final class SchedulerHook {
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";

    private SchedulerHook() {}

    /**
     * A builder of virtual threads whose continuations go to the scheduler.
     *
     * @throws IllegalStateException when this JDK has no such hook or keeps it closed
     */
    static Thread.Builder.OfVirtual builder(Executor scheduler) {
        try {
            var constructor = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This JDK (%s) lacks %s(Executor), the hook that simulated threads need"
                            .formatted(Runtime.version(), BUILDER),
                    e);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "Simulated threads need --add-opens java.base/java.lang=ALL-UNNAMED", e);
        }
    }
}
