package dev.hedgerow.server.http;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds what a body lacks: members of records that are not optional, and elements of lists. */
final class Required {
    private static final ClassValue<List<Member>> MEMBERS =
            new ClassValue<>() {
                @Override
                protected List<Member> computeValue(Class<?> type) {
                    return Stream.of(type.getRecordComponents()).map(Member::of).toList();
                }
            };

    private Required() {}

    /** A member of a record, looked up once. */
    private record Member(String name, Method accessor) {
        static Member of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Member(component.getName(), accessor);
        }

        @Nullable Object of(Record members) {
            try {
                return accessor.invoke(members);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record tells its members", e);
            }
        }
    }

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
        for (Member member : MEMBERS.get(members.getClass())) {
            String name = path.isEmpty() ? member.name() : path + "." + member.name();
            Optional<String> missing = missing(member.of(members), name);
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }
}
