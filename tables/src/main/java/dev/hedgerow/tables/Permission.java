package dev.hedgerow.tables;

import java.util.Optional;

/**
 * What whoever asks may do. Asked as soon as operation and table are known, before anything of the
 * table is read.
 */
public interface Permission {
    /** Everything may be done; nobody in particular asks. */
    Permission ALL =
            new Permission() {
                @Override
                public String principal() {
                    return "arn:aws:iam::000000000000:root";
                }

                @Override
                public boolean allows(String action, Optional<String> table) {
                    return true;
                }
            };

    /** Who asks, as a refusal names them. */
    String principal();

    /**
     * Whether the action may be done.
     *
     * @param action as DynamoDB's policies call it: {@code GetItem}; a member of a transaction is
     *     an action of its own, {@code PutItem} or {@code ConditionCheckItem}
     * @param table its name; empty when the action is about none or all of them
     */
    boolean allows(String action, Optional<String> table);
}
