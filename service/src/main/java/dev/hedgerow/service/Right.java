package dev.hedgerow.service;

/** What a caller may do; each includes those before it. */
public enum Right {
    /** Ask and look. */
    READ,
    /** Change graphs: create, write, branch, merge, load, materialise. */
    WRITE,
    /** Change the node and its fleet, and delete graphs. */
    ADMINISTER;

    boolean includes(Right needed) {
        return compareTo(needed) >= 0;
    }
}
