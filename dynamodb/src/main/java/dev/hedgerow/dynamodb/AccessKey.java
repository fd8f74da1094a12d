package dev.hedgerow.dynamodb;

import dev.hedgerow.tables.Permission;

/**
 * A key that requests are signed with.
 *
 * @param id sent with every request
 * @param secret what the signatures are made with; never sent
 * @param permission of whoever holds it
 */
public record AccessKey(String id, String secret, Permission permission) {
    /** Without the secret: this may come into a log. */
    @Override
    public String toString() {
        return "AccessKey[" + id + "]";
    }
}
