package dev.hedgerow.server.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a body lacks: members of records that are not optional, and elements of lists. */
final class Required {
    private Required() {}

    /** The path of the first thing that is missing, like {@code ops[2]}. */
    static Optional<String> missing(Object value) {
        return missing(value, "");
    }

    private static Optional<String> missing(@Nullable Object value, String path) {
        return switch (value) {
            case null -> Optional.of(path);
            case Optional<?> optional -> optional.flatMap(some -> missing(some, path));
            case List<?> list -> inList(list, path);
            case Record members -> inRecord(members, path);
            default -> Optional.empty();
        };
    }

    private static Optional<String> inList(List<?> list, String path) {
        for (int i = 0; i < list.size(); i++) {
            Optional<String> missing = missing(list.get(i), path + "[" + i + "]");
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> inRecord(Record members, String path) {
        for (RecordComponent component : members.getClass().getRecordComponents()) {
            String name = path.isEmpty() ? component.getName() : path + "." + component.getName();
            Optional<String> missing = missing(value(members, component), name);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Record members, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(members);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("a record tells its members", e);
        }
    }
}
