package dev.hedgerow.operations;

import java.time.Duration;
import java.util.Optional;

/** How a worker's run of an operation came to its end. */
sealed interface Ending {
    /**
     * @param output JSON
     */
    record Done(Optional<String> output) implements Ending {}

    /**
     * @param again the wait before the next attempt; absent when there is none
     */
    record Broken(Fault fault, Optional<Duration> again) implements Ending {}

    record Cancelled() implements Ending {}

    record Expired() implements Ending {}

    /** The worker stops; another continues. */
    record Released() implements Ending {}

    /** The worker was not heard of any more; another continues. */
    record Lost() implements Ending {}
}
