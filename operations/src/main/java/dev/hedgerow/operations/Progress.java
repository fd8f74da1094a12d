package dev.hedgerow.operations;

/**
 * Where a step tells how far it has come. May be called as often as convenient: what is written is
 * bounded to a few reports a second.
 *
 * <p>Every method fails like a step does when the operation must stop: CANCELLED,
 * DEADLINE_EXCEEDED, STALE_EPOCH, SHUTTING_DOWN.
 */
public interface Progress {
    /**
     * @param unit what is counted, in plural, such as {@code rows}
     */
    void at(long done, long total, String unit);

    /** The same when the total is not known. */
    void at(long done, String unit);

    /** Only looks whether the operation must stop. */
    void check();
}
