package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import java.util.List;
import java.util.Optional;

/** A transaction was cancelled; nothing of it happened. */
final class TransactionFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Reason> reasons;

    TransactionFailed(List<Reason> reasons) {
        super("a transaction was cancelled", null, false, false);
        this.reasons = reasons;
    }

    /** Why each member was cancelled, in their order. */
    List<Reason> reasons() {
        return reasons;
    }

    /**
     * What one member has to do with it.
     *
     * @param message empty when the member did nothing wrong
     * @param item when its condition failed and it wanted to see the item
     */
    record Reason(String code, String message, Optional<StoredItem> item) {
        static final Reason NONE = new Reason("None", "", Optional.empty());
        static final String CONDITION = "ConditionalCheckFailed";
        static final String CONFLICT = "TransactionConflict";
        static final String VALIDATION = "ValidationError";

        static Reason of(ConditionFailed failed) {
            return new Reason(CONDITION, Sentence.CONDITION_FAILED.text(), failed.item());
        }
    }
}
