package dev.hedgerow.graph;

import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Tuple;
import dev.hedgerow.store.TupleWriter;
import org.jspecify.annotations.Nullable;

/**
 * The changed keys of a bulk load, put into it as chunks of the form that {@link CommitCodec}
 * reads. Keys are copied as they are encoded.
 */
final class LoadedChanges {
    private final BulkLoad load;
    private final BranchSpace space;
    private TupleWriter chunk = new TupleWriter();
    private @Nullable LoadedType type;
    private Change.Kind kind = Change.Kind.INSERTED;
    private int chunks;

    LoadedChanges(BulkLoad load, BranchSpace space) {
        this.load = load;
        this.space = space;
    }

    void add(Change.Kind change, LoadedRow row) {
        if (chunk.length() > CommitCodec.CHUNK_BYTES) {
            flush();
        }
        if (type != row.type() || kind != change) {
            endGroup();
            type = row.type();
            kind = change;
            chunk.beginNested();
            chunk.elements(CommitCodec.group(kind, row.type().type()));
        }
        chunk.beginNested();
        chunk.encoded(row.key(), row.begin(), row.key().length);
        chunk.endNested();
    }

    private void endGroup() {
        if (type != null) {
            chunk.endNested();
            type = null;
        }
    }

    /** Puts what is left into the load. */
    void flush() {
        endGroup();
        if (chunk.length() > 0) {
            load.put(space.chunk(load.begun(), chunks++), Tuple.of((Object) chunk.bytes()));
            chunk = new TupleWriter();
        }
    }
}
