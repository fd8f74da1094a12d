package dev.hedgerow.graph;

import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Key;

/** Takes what a load or a large merge changes. */
interface LoadTarget {
    void put(Key key, byte[] value);

    /** The key is not there any more; on a branch with ancestors it may still be there below. */
    void remove(Key key);

    /** The row has changed. */
    void changed(Change.Kind kind, LoadedRow row);

    /** All has come. */
    void finish();

    /** Puts everything into a bulk load, the changed keys as well. */
    static LoadTarget of(BulkLoad load, Layers layers) {
        var changes = new LoadedChanges(load, layers.space());
        return new LoadTarget() {
            @Override
            public void put(Key key, byte[] value) {
                load.put(key, value);
            }

            @Override
            public void remove(Key key) {
                if (layers.hasAncestors()) {
                    load.put(key, Layers.TOMBSTONE);
                } else {
                    load.delete(key);
                }
            }

            @Override
            public void changed(Change.Kind kind, LoadedRow row) {
                changes.add(kind, row);
            }

            @Override
            public void finish() {
                changes.flush();
            }
        };
    }
}
