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
        PUT("PutItem", "PartiQLInsert"),
        UPDATE("UpdateItem", "PartiQLUpdate"),
        DELETE("DeleteItem", "PartiQLDelete"),
        CHECK("ConditionCheckItem", "PartiQLSelect");

        private final String action;
        private final String statement;

        Act(String action, String statement) {
            this.action = action;
            this.statement = statement;
        }

        /** As DynamoDB's policies call it. */
        String action() {
            return action;
        }

        /** The same when a statement of PartiQL asks for it. */
        String statement() {
            return statement;
        }
    }
}
