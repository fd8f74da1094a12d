package dev.hedgerow.kernel;

/**
 * The named steps of one procedure, where a test may crash or delay it. Each procedure has an enum
 * of its own and takes its failpoints through the constructor.
 */
@FunctionalInterface
public interface Failpoints<S extends Enum<S>> {
    void reached(S step);

    /** What production passes. */
    static <S extends Enum<S>> Failpoints<S> none() {
        return step -> {};
    }
}
