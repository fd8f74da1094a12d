package dev.hedgerow.server.rest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A JSON object in the making: members in order, absent ones left out. */
final class JsonObject {
    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    JsonObject put(String name, Object value) {
        members.put(name, value);
        return this;
    }

    /** Also when it is null. */
    JsonObject putNullable(String name, @Nullable Object value) {
        members.put(name, value);
        return this;
    }

    JsonObject put(String name, Optional<?> value) {
        value.ifPresent(present -> members.put(name, present));
        return this;
    }

    JsonObject time(String name, Instant at) {
        return put(name, at.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    JsonObject time(String name, Optional<Instant> at) {
        at.ifPresent(present -> time(name, present));
        return this;
    }

    Map<String, @Nullable Object> map() {
        return members;
    }
}
