package dev.hedgerow.graph;

import dev.hedgerow.store.Transaction;

/** Checks a draft and makes it a commit of the layers' branch. */
final class DraftCommit {
    private final Transaction tx;
    private final Layers layers;
    private final Rows rows;
    private final Draft draft;
    private final Uniqueness uniqueness;

    /** The draft is complete. */
    DraftCommit(Transaction tx, Layers layers, Rows rows, Draft draft) {
        this.tx = tx;
        this.layers = layers;
        this.rows = rows;
        this.draft = draft;
        this.uniqueness = new Uniqueness(draft, layers, rows);
    }

    void check(DraftReader reader, Violations violations) {
        new Constraints(draft, reader, rows, violations).check(uniqueness);
    }

    /**
     * Writes rows, indexes, counters, log entry and head.
     *
     * @param always also when nothing changed
     */
    Counts write(CommitCodec.Head head, boolean always) {
        var writer = new DraftWriter(tx, layers, rows);
        writer.write(draft);
        uniqueness.write(tx);
        if (always || !writer.changed().isEmpty()) {
            CommitCodec.write(tx, layers.space(), head, writer.counts(), writer.changed());
        }
        return writer.counts();
    }
}
