package dev.hedgerow.service;

/** The steps of bringing a branch to another schema, as they are done. */
public enum ApplyStep {
    CHANGED,
    FILLED,
    CLEARED,
    REBUILDING
}
