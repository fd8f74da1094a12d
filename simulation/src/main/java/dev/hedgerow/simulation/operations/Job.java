package dev.hedgerow.simulation.operations;

import dev.hedgerow.operations.Target;
import java.util.List;

/**
 * What an operation of the play is asked to do.
 *
 * @param name nobody else has it
 * @param targets {@code x} exclusively, {@code ~x} shared
 * @param steps how many
 */
record Job(String name, List<String> targets, int steps, Trouble trouble) {
    /** What happens to it in its middle. */
    enum Trouble {
        NONE,
        /** The first attempt fails, and the next does not. */
        ONCE,
        /** It fails for good. */
        ALWAYS,
        /** It takes longer than a lease lasts. */
        SLOW
    }

    static Target target(String name) {
        return name.startsWith("~")
                ? Target.shared("thing", name.substring(1))
                : Target.exclusive("thing", name);
    }

    List<Target> all() {
        return targets.stream().map(Job::target).toList();
    }
}
