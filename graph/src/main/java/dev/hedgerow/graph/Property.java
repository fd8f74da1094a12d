package dev.hedgerow.graph;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A property of a type.
 *
 * @param number stays for as long as the property does, over renames; never used again within its
 *     type
 * @param nullable whether {@code ?} stands behind the type
 * @param defaultValue what a row that leaves the property out gets; typed
 * @param filler what stored rows from before the property was added read as; typed
 */
public record Property(
        int number,
        String name,
        ValueType type,
        boolean nullable,
        Optional<Object> defaultValue,
        Optional<Object> filler,
        List<Annotation> annotations) {
    public Property {
        annotations = List.copyOf(annotations);
    }

    /** Whether a row without it is refused. */
    public boolean isRequired() {
        return !nullable && defaultValue.isEmpty();
    }

    public Optional<String> description() {
        return Annotation.text(annotations, Annotation.DESCRIPTION);
    }

    /** What a merge does when both sides changed it. */
    public MergePolicy merge() {
        return Annotation.text(annotations, "merge")
                .map(policy -> MergePolicy.valueOf(policy.toUpperCase(Locale.ROOT)))
                .orElse(MergePolicy.MANUAL);
    }

    /** The property whose text this vector is computed from. */
    public Optional<String> embeds() {
        return Annotation.text(annotations, Annotation.EMBED);
    }

    /** As the schema writes it: {@code age: I32?}. */
    @Override
    public String toString() {
        return name + ": " + type + (nullable ? "?" : "");
    }
}
