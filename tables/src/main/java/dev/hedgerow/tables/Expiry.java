package dev.hedgerow.tables;

/**
 * That items go when the time in one of their attributes has come.
 *
 * @param number where the rows lie that say which item goes when, like that of an index
 * @param changedMillis when it was asked for, since 1970
 */
record Expiry(String attribute, int number, State state, long changedMillis) {
    /** Whether items go already. */
    enum State {
        /** Items from before are still being looked at; new ones are kept in step. */
        ENABLING,
        ENABLED,
        /** The rows are being taken away. */
        DISABLING
    }

    Expiry with(State next) {
        return new Expiry(attribute, number, next, changedMillis);
    }
}
