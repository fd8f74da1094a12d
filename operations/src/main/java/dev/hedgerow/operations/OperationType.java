package dev.hedgerow.operations;

import java.time.Duration;
import java.util.List;

/**
 * A kind of operation: what it targets, how it is treated, and what it does.
 *
 * @param <Q> the request, a record that Jackson can write and read; it is stored as JSON
 */
public interface OperationType<Q> {
    /** The name under which operations of this type are stored, such as {@code materialize}. */
    String kind();

    Class<Q> request();

    /** What the operation works on: 1 to 64 different things, a function of the request alone. */
    List<Target> targets(Q request);

    /**
     * Does the work. It is called again from the beginning when a worker was lost or an attempt
     * failed, and gets the results of the steps recorded so far.
     */
    void run(Q request, Steps steps);

    /** The version of the request's form; stored with each request. */
    default int version() {
        return 1;
    }

    /** The request of an older version as JSON of this one. */
    default String upgrade(String request, int version) {
        throw new IllegalStateException(
                "%s requests of version %d cannot be read".formatted(kind(), version));
    }

    default Lane lane() {
        return Lane.NORMAL;
    }

    default RetryPolicy retry() {
        return RetryPolicy.STANDARD;
    }

    /** From creation to the latest end. */
    default Duration deadline() {
        return Duration.ofHours(24);
    }

    /** How long an operation is remembered after its end, however it ended. */
    default Duration retention() {
        return Duration.ofDays(30);
    }
}
