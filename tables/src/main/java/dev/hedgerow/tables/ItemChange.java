package dev.hedgerow.tables;

import dev.hedgerow.tables.expression.Condition;
import dev.hedgerow.tables.expression.Update;
import dev.hedgerow.tables.value.Value;
import java.util.Map;
import java.util.Optional;

/**
 * One thing to be done to one item.
 *
 * @param attributes the item for a put, its key for the others
 * @param tellItem whether a failed condition shows the item
 * @param place which of its transaction's changes it is, from 0
 */
record ItemChange(
        Act act,
        String table,
        Map<String, Value> attributes,
        Optional<Condition> condition,
        Optional<Update> update,
        boolean tellItem,
        int place) {

    /** What is done. */
    enum Act {
        PUT("PutItem"),
        UPDATE("UpdateItem"),
        DELETE("DeleteItem"),
        CHECK("ConditionCheckItem");

        private final String action;

        Act(String action) {
            this.action = action;
        }

        /** As DynamoDB's policies call it. */
        String action() {
            return action;
        }
    }
}
