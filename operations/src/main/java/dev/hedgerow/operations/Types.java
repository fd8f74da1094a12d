package dev.hedgerow.operations;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The operation types that a node knows, by kind. */
final class Types {
    private final Map<String, OperationType<?>> byKind = new LinkedHashMap<>();

    Types(List<OperationType<?>> types) {
        for (OperationType<?> type : types) {
            Limits.name("operation kind", type.kind(), Limits.KIND_CHARS_MAX);
            if (byKind.put(type.kind(), type) != null) {
                throw new IllegalArgumentException("two operation types are " + type.kind());
            }
        }
    }

    Set<String> kinds() {
        return Collections.unmodifiableSet(byKind.keySet());
    }

    Optional<OperationType<?>> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /** A stored request, brought up to the type's version. */
    static <Q> Q request(OperationType<Q> type, int version, String json) {
        String current = version == type.version() ? json : type.upgrade(json, version);
        return Json.read(type.kind() + " request", current, type.request());
    }
}
