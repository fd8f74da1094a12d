package dev.hedgerow.dynamodb;

/** Who is let in at the port. */
public sealed interface Access {
    /** Whoever signs with a key that holds. */
    record Signed(AccessKeys keys) implements Access {}

    /**
     * Anybody on this machine, for anything. The port listens on a loopback address only, and takes
     * no request that a page of a browser could have made.
     */
    record Unsigned() implements Access {}
}
