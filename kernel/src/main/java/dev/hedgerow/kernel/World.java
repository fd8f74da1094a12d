package dev.hedgerow.kernel;

import java.util.random.RandomGenerator;

/**
 * The outside: time and waiting, threads, and chance. Passed to whatever needs one of them, so that
 * a test can play a whole node from one seed.
 */
public record World(Clock clock, Threads threads, RandomGenerator random) {
    /** This machine's clock and threads, and unpredictable randomness. */
    public static World system() {
        return new World(new SystemClock(), new SystemThreads(), new java.security.SecureRandom());
    }
}
