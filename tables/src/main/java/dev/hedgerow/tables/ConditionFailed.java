package dev.hedgerow.tables;

import dev.hedgerow.tables.value.StoredItem;
import java.util.Optional;

/** The condition of a change was not true; with the item, if there is one and it was asked for. */
final class ConditionFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Optional<StoredItem> item;

    ConditionFailed(Optional<StoredItem> item) {
        super("a condition failed", null, false, false);
        this.item = item;
    }

    Optional<StoredItem> item() {
        return item;
    }
}
