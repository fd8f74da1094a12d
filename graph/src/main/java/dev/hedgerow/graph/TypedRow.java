package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.kernel.Stamp;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row whose type is known, whose key and values are typed and checked as far as they can be
 * without looking at what is stored.
 *
 * @param op never DEFAULT
 * @param ifVersion the commit that must have written the stored row
 */
record TypedRow(Op op, Ref ref, String place, Optional<Stamp> ifVersion, Content content) {
    /** What the row says of the properties. */
    interface Content {
        /** The values on top of those stored; null, and a violation, when that cannot be. */
        @Nullable Map<Integer, Object> onto(
                @Nullable Map<Integer, Object> stored, Violations violations);
    }

    /** The values on top of those stored; null, and a violation, when that cannot be. */
    @Nullable Map<Integer, Object> onto(
            @Nullable Map<Integer, Object> stored, Violations violations) {
        return content.onto(stored, violations);
    }
}
