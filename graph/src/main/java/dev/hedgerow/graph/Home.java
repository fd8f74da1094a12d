package dev.hedgerow.graph;

import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.TransactionOptions;
import java.util.Optional;

/** What every part of one graph works with. */
record Home(GraphId id, Store store, World world, SchemaVersions schemas, LoadLimits loads) {
    TransactionOptions options(Optional<IdempotencyKey> key) {
        return key.map(k ->
                        TransactionOptions.DEFAULT.withToken(
                                new TransactionOptions.Token(Space.tokens(id), k.text(), k.born())))
                .orElse(TransactionOptions.DEFAULT);
    }

    /** The rows of the graph under one version of its schema. */
    Rows rows(int version) {
        return schemas.rows(store, id, version);
    }
}
