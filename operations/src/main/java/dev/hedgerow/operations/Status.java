package dev.hedgerow.operations;

import java.time.Instant;
import java.util.Optional;

/** An operation's state, with what belongs to that state and to no other. */
public sealed interface Status {
    State state();

    /**
     * @param until not before this time; absent when only an earlier operation is in the way
     */
    record Waiting(Optional<Instant> until) implements Status {
        @Override
        public State state() {
            return State.WAITING;
        }
    }

    record Ready(Instant since) implements Status {
        @Override
        public State state() {
            return State.READY;
        }
    }

    /**
     * @param since when it was claimed
     * @param step the step it is in, or the last one it was in
     */
    record Running(Lease lease, Instant since, Optional<String> step) implements Status {
        @Override
        public State state() {
            return State.RUNNING;
        }
    }

    /** Nothing happens any more. */
    sealed interface Ended extends Status {
        Instant at();
    }

    /**
     * @param output JSON, if the operation gave any
     */
    record Succeeded(Instant at, Optional<String> output) implements Ended {
        @Override
        public State state() {
            return State.SUCCEEDED;
        }
    }

    record Failed(Instant at, Fault fault) implements Ended {
        @Override
        public State state() {
            return State.FAILED;
        }
    }

    record Cancelled(Instant at) implements Ended {
        @Override
        public State state() {
            return State.CANCELLED;
        }
    }

    record Expired(Instant at) implements Ended {
        @Override
        public State state() {
            return State.EXPIRED;
        }
    }
}
