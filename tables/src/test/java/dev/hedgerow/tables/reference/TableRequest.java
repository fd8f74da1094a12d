package dev.hedgerow.tables.reference;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A request about a table, and what the model makes of it once it is sent. */
record TableRequest(String operation, String json, Supplier<Told> run) {
    /**
     * What the model expects: an error, or what is found in a good answer.
     *
     * @param shown by its place, {@code Table/TableStatus}; null where nothing may be
     * @param learns what it makes of the answer, which may be where the next page begins
     */
    record Told(
            String type,
            String sentence,
            Map<String, @Nullable Object> shown,
            Consumer<Map<String, Object>> learns) {
        static Told error(String type, String sentence) {
            return new Told(type, sentence, Map.of(), _ -> {});
        }

        static Told wrong(String sentence) {
            return error("ValidationException", sentence);
        }

        static Told ok() {
            return new Told("", "", new TreeMap<>(), _ -> {});
        }

        Told learning(Consumer<Map<String, Object>> listener) {
            return new Told(type, sentence, shown, listener);
        }

        Told with(String place, @Nullable Object value) {
            shown.put(place, value);
            return this;
        }
    }
}
