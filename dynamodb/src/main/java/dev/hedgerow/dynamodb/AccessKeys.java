package dev.hedgerow.dynamodb;

import java.util.Optional;

/** The access keys that hold now. Asked for every signed request. */
@FunctionalInterface
public interface AccessKeys {
    /** The key, if it is there, was not revoked and has not expired. May wait, and may fail. */
    Optional<AccessKey> find(String id);

    /** The same, if it is known without waiting; empty does not say that there is none. */
    default Optional<AccessKey> known(String id) {
        return Optional.empty();
    }
}
