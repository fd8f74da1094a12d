package dev.hedgerow.dynamodb;

import java.util.Optional;

/** The access keys that hold now. Asked for every signed request; may wait, and may fail. */
@FunctionalInterface
public interface AccessKeys {
    /** The key, if it is there, was not revoked and has not expired. */
    Optional<AccessKey> find(String id);
}
