package dev.hedgerow.graph;

import java.util.Optional;

/**
 * A new branch.
 *
 * @param from the moment it starts at
 */
public record CreateBranch(
        String name, ViewAddress from, String actor, Optional<IdempotencyKey> idempotencyKey) {
    /** A branch from the head of main. */
    public static CreateBranch of(String name, String actor) {
        return new CreateBranch(name, ViewAddress.MAIN, actor, Optional.empty());
    }

    public CreateBranch from(ViewAddress moment) {
        return new CreateBranch(name, moment, actor, idempotencyKey);
    }
}
