package dev.hedgerow.files;

import dev.hedgerow.kernel.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rows as JSON objects: the one shape of load, mutate, export and feed. */
public final class JsonRows {
    private static final int MAX_KEY_VALUES = 16;

    private JsonRows() {}

    /**
     * The row that a JSON object says; a {@link Row.BadRow} when it says none.
     *
     * @param place where the object stands; {@code new Place("ops", 3)} for the third of a request
     * @param json the object's members as {@link Row} describes raw values
     */
    public static Row read(Place place, Map<String, ? extends @Nullable Object> json) {
        return new Reading(place, json, Map.of()).row();
    }

    /** The row on a line of text. */
    static Row parse(Place place, String line) {
        Row row = parse(place, line, false);
        // once more, to say in which column: few lines are wrong
        return row instanceof Row.BadRow ? parse(place, line, true) : row;
    }

    private static Row parse(Place place, String line, boolean withColumns) {
        return switch (JsonText.parse(place, line, withColumns)) {
            case JsonText.Refused(Violation violation) -> new Row.BadRow(place, violation);
            case JsonText.Parsed(var members, var columns) ->
                    new Reading(place, members, columns).row();
        };
    }

    /**
     * The JSON object of a node or edge row, in the order {@code op, type} or {@code edge, from,
     * to, id, ifVersion, data}; values as {@link JsonValues#plain} writes them.
     */
    public static Map<String, @Nullable Object> write(Row row) {
        var json = new LinkedHashMap<String, @Nullable Object>();
        switch (row) {
            case Row.NodeRow node -> {
                putOp(json, node.op());
                json.put("type", node.type());
                putRest(json, node.id(), node.ifVersion(), node.values());
            }
            case Row.EdgeRow edge -> {
                putOp(json, edge.op());
                json.put("edge", edge.type());
                json.put("from", key(edge.from()));
                json.put("to", key(edge.to()));
                putRest(json, edge.id(), edge.ifVersion(), edge.values());
            }
            case Row.BadRow bad -> throw new IllegalArgumentException(bad.violation().toString());
        }
        return json;
    }

    private static void putOp(Map<String, @Nullable Object> json, Op op) {
        if (op != Op.DEFAULT) {
            json.put("op", op.word());
        }
    }

    private static void putRest(
            Map<String, @Nullable Object> json,
            Optional<String> id,
            Optional<String> ifVersion,
            Map<String, @Nullable Object> values) {
        id.ifPresent(it -> json.put("id", it));
        ifVersion.ifPresent(it -> json.put("ifVersion", it));
        json.put("data", JsonValues.plain(values, JsonValues.Numbers.AS_NUMBERS));
    }

    private static @Nullable Object key(List<Object> key) {
        Object value = key.size() == 1 ? key.getFirst() : key;
        return JsonValues.plain(value, JsonValues.Numbers.AS_NUMBERS);
    }

    /** One object on its way to a row; the first refusal wins. */
    private static final class Reading {
        private static final List<String> NODE_FIELDS =
                List.of("op", "type", "id", "ifVersion", "data");
        private static final List<String> EDGE_FIELDS =
                List.of("op", "edge", "from", "to", "id", "ifVersion", "data");

        private final Place place;
        private final Map<String, ? extends @Nullable Object> json;
        private final Map<String, Integer> columns;

        Reading(
                Place place,
                Map<String, ? extends @Nullable Object> json,
                Map<String, Integer> columns) {
            this.place = place;
            this.json = json;
            this.columns = columns;
        }

        Row row() {
            try {
                return json.containsKey("edge") ? edge() : node();
            } catch (Refusal refusal) {
                return new Row.BadRow(place, refusal.violation);
            }
        }

        private Row node() throws Refusal {
            if (!json.containsKey("type")) {
                throw refuse(
                        "", "the row is neither a node nor an edge", "add \"type\" or \"edge\"");
            }
            checkFields(NODE_FIELDS);
            return new Row.NodeRow(place, op(), name("type"), text("id"), version(), data());
        }

        private Row edge() throws Refusal {
            checkFields(EDGE_FIELDS);
            return new Row.EdgeRow(
                    place,
                    op(),
                    name("edge"),
                    text("id"),
                    key("from"),
                    key("to"),
                    version(),
                    data());
        }

        private void checkFields(List<String> known) throws Refusal {
            for (var field : json.keySet()) {
                if (!known.contains(field)) {
                    throw refuse(
                            field,
                            "the field '" + field + "' is not known here",
                            "the fields are "
                                    + String.join(", ", known)
                                    + "; properties belong in data");
                }
            }
        }

        private Op op() throws Refusal {
            var value = json.get("op");
            if (value == null) {
                return Op.DEFAULT;
            }
            var op = value instanceof String word ? Op.parse(word) : Optional.<Op>empty();
            if (op.isEmpty()) {
                throw refuse("op", "op is " + show(value), "it is one of " + Op.words());
            }
            return op.get();
        }

        private String name(String field) throws Refusal {
            if (json.get(field) instanceof String name && !name.isEmpty()) {
                return name;
            }
            throw refuse(field, field + " is " + show(json.get(field)) + ", not a type's name", "");
        }

        private Optional<String> text(String field) throws Refusal {
            return switch (json.get(field)) {
                case null -> Optional.empty();
                case String text -> Optional.of(text);
                case Object other ->
                        throw refuse(field, field + " is " + show(other) + ", not a string", "");
            };
        }

        private Optional<String> version() throws Refusal {
            return json.get("ifVersion") instanceof Long number
                    ? Optional.of(number.toString())
                    : text("ifVersion");
        }

        private List<Object> key(String field) throws Refusal {
            var value = json.get(field);
            if (!(value instanceof List<?> list)) {
                return List.of(scalar(field, value));
            }
            if (list.isEmpty() || list.size() > MAX_KEY_VALUES) {
                throw refuse(
                        field,
                        field + " has " + list.size() + " values",
                        "a key has 1 to " + MAX_KEY_VALUES);
            }
            var key = new ArrayList<Object>();
            for (var part : list) {
                key.add(scalar(field, part));
            }
            return key;
        }

        private Object scalar(String field, @Nullable Object value) throws Refusal {
            if (value == null || value instanceof List<?> || value instanceof Map<?, ?>) {
                var found = json.containsKey(field) ? show(value) : "missing";
                throw refuse(
                        field,
                        field + " is " + found,
                        "it is the key of a node: a value, or an array for a composite key");
            }
            return value;
        }

        private Map<String, @Nullable Object> data() throws Refusal {
            var data = json.get("data");
            if (data == null && !json.containsKey("data")) {
                return Map.of();
            }
            if (!(data instanceof Map<?, ?> map)) {
                throw refuse("data", "data is " + show(data) + ", not an object of properties", "");
            }
            var values = LinkedHashMap.<String, @Nullable Object>newLinkedHashMap(map.size());
            map.forEach((name, value) -> values.put(String.valueOf(name), value));
            return values;
        }

        private static String show(@Nullable Object value) {
            return switch (value) {
                case null -> "null";
                case String text ->
                        "\"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
                case List<?> _ -> "an array";
                case Map<?, ?> _ -> "an object";
                case Object other -> other.toString();
            };
        }

        private Refusal refuse(String field, String problem, String fix) {
            var column = columns.get(field);
            var where = column == null ? place.toString() : place.column(column);
            return new Refusal(new Violation(where, problem, fix));
        }
    }

    /** Ends the reading of one object. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final transient Violation violation;

        Refusal(Violation violation) {
            super(null, null, false, false);
            this.violation = violation;
        }
    }
}
