package dev.hedgerow.projection;

import dev.hedgerow.kernel.Stamp;
import java.time.Duration;
import java.util.Optional;

/**
 * The head of a graph against the commit that its active generation has applied: numbers compared,
 * never a flag.
 *
 * @param head the newest commit of main
 * @param applied what queries see; empty before the first generation, and when the active one
 *     cannot be opened
 * @param behind how many commits are missing, at most {@link #BEHIND_MAX}
 * @param lag how long the oldest missing commit has been waiting
 * @param reason why commits cannot be applied, or why the latest build, or its latest attempt,
 *     failed
 */
public record Freshness(
        State state,
        Stamp head,
        Optional<Stamp> applied,
        int behind,
        Duration lag,
        Optional<String> reason) {
    /** Missing commits are not counted beyond. */
    public static final int BEHIND_MAX = 1_000;

    /** In one word. */
    public enum State {
        /** There is no generation, and none is being built. */
        ABSENT,
        FRESH,
        BEHIND,
        /** It cannot follow, as a schema change does; a new generation is needed. */
        REBUILD_NEEDED,
        /** A generation is being built; {@code applied} tells what queries see meanwhile. */
        REBUILDING,
        /** The last build failed, commits cannot be applied, or the database cannot be opened. */
        FAILED
    }
}
