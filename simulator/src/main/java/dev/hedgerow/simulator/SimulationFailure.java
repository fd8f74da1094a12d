package dev.hedgerow.simulator;

/**
 * A play that broke off: a thread's body threw, nobody could go on, the events ran out, or somebody
 * outside resumed a thread. The message names the seed and what the threads were doing.
 */
public final class SimulationFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    SimulationFailure(String message) {
        super(message);
    }

    SimulationFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
