package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.graph.value.RowCheck;
import dev.hedgerow.graph.value.RowCheck.Mode;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Types the rows of one request under one schema, collecting what is wrong with them. */
final class RowTyping {
    /** Bytes of a key besides the entity's own: graph, branch, kind, type, version. */
    private static final int KEY_BYTES = 56;

    /** Row, index entry and place in the log. */
    private static final int KEYS = 3;

    private static final int ID_MAX = 255;

    private final Rows rows;
    private final Ids ids;
    private final Violations violations;
    private final List<TypedRow> typed = new ArrayList<>();
    private boolean taken;
    private long bytes;

    RowTyping(Rows rows, Ids ids, int violationsMax) {
        this.rows = rows;
        this.ids = ids;
        this.violations = new Violations(violationsMax);
    }

    /** What the rows will take in a transaction, about; of those before the first was taken. */
    long bytes() {
        return bytes;
    }

    /** Takes the rows typed since it was asked last; they are not among {@link #rows} any more. */
    void take(Consumer<TypedRow> taker) {
        taken = true;
        typed.forEach(taker);
        typed.clear();
    }

    /** What is wrong with the rows so far. */
    Violations violations() {
        return violations;
    }

    TypedRows rows() {
        return new TypedRows(rows, List.copyOf(typed), violations);
    }

    void add(Row row) {
        switch (row) {
            case Row.BadRow bad -> violations.add(bad.violation());
            case Row.NodeRow node ->
                    rows.schema()
                            .node(node.type())
                            .ifPresentOrElse(
                                    type -> add(node, type),
                                    () -> unknown("node", row, node.type()));
            case Row.EdgeRow edge ->
                    rows.schema()
                            .edge(edge.type())
                            .ifPresentOrElse(
                                    type -> add(edge, type),
                                    () -> unknown("edge", row, edge.type()));
        }
    }

    private void unknown(String kind, Row row, String type) {
        boolean node = kind.equals("node");
        boolean other =
                node ? rows.schema().edge(type).isPresent() : rows.schema().node(type).isPresent();
        violations.add(
                row.place().toString(),
                other
                        ? "'%s' is %s type".formatted(type, node ? "an edge" : "a node")
                        : "there is no %s type '%s'".formatted(kind, type),
                other ? "write the row in the other form" : Nearest.fix(type, names(node)));
    }

    private List<String> names(boolean nodes) {
        return (nodes ? rows.schema().nodes() : rows.schema().edges())
                .stream().map(EntityType::name).toList();
    }

    private void add(Row.NodeRow row, NodeType type) {
        String place = row.place().toString();
        Op op = op(row.op(), type.hasGeneratedId());
        content(op, type, row.values(), place)
                .flatMap(content -> content.withKey(key(type, content, row.id(), place)))
                .ifPresent(content ->
                        add(
                                op,
                                new NodeRef(type.number(), content.key()),
                                content,
                                row.ifVersion()));
    }

    private void add(Row.EdgeRow row, EdgeType type) {
        String place = row.place().toString();
        Op op = op(row.op(), type.isMulti() && type.key().isEmpty());
        Optional<Tuple> from = end(type.from(), row.from(), place, " from");
        Optional<Tuple> to = end(type.to(), row.to(), place, " to");
        content(op, type, row.values(), place)
                .flatMap(content -> content.withKey(key(type, content, row.id(), place)))
                .ifPresent(content -> {
                    if (from.isPresent() && to.isPresent()) {
                        var ref = new EdgeRef(type.number(), from.get(), to.get(), content.key());
                        add(op, ref, content, row.ifVersion());
                    }
                });
    }

    private static Op op(Op op, boolean generatedId) {
        return op != Op.DEFAULT ? op : generatedId ? Op.INSERT : Op.UPSERT;
    }

    private Optional<Tuple> end(NodeType type, List<Object> raw, String place, String which) {
        RowCheck check = rows.of(type).check();
        if (check.key(raw, place) instanceof RowCheck.Key(List<Object> values)) {
            return Optional.of(Keys.encode(type.key(), values));
        }
        // once more, to say which end: few rows are wrong
        if (check.key(raw, place + which) instanceof RowCheck.RefusedKey(var refused)) {
            refused.forEach(violations::add);
        }
        return Optional.empty();
    }

    /** The entity's own key: from its values, else the id it names, else a fresh one. */
    private Optional<Tuple> key(
            EntityType type, Content content, Optional<String> id, String place) {
        if (type.key().isEmpty()) {
            boolean generated =
                    switch (type) {
                        case NodeType _ -> true;
                        case EdgeType edge -> edge.isMulti();
                    };
            return generated ? id(content.op(), id, place) : Optional.of(Tuple.of());
        }
        var values = new ArrayList<Object>();
        for (Property property : type.key()) {
            Object value = content.given().get(property.number());
            if (value == null) {
                violations.add(
                        place,
                        "%s is part of the key of %s and missing"
                                .formatted(property.name(), type.name()),
                        "give every property of the key");
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(Keys.encode(type.key(), values));
    }

    private Optional<Tuple> id(Op op, Optional<String> id, String place) {
        if (id.isEmpty() && (op == Op.UPDATE || op == Op.DELETE)) {
            violations.add(place, "the type has no key and the row no id", "give its id");
            return Optional.empty();
        }
        if (id.isPresent() && (id.get().isEmpty() || id.get().length() > ID_MAX)) {
            violations.add(place, "an id has 1 to %d characters".formatted(ID_MAX), "");
            return Optional.empty();
        }
        return Optional.of(Tuple.of(id.orElseGet(ids::body)));
    }

    private Optional<Content> content(
            Op op, EntityType type, Map<String, @Nullable Object> raw, String place) {
        Mode mode = op == Op.INSERT || op == Op.UPSERT ? Mode.WHOLE : Mode.PARTIAL;
        RowCheck check = rows.of(type).check();
        return switch (check.check(raw, place, mode)) {
            case RowCheck.Row(Map<Integer, @Nullable Object> values) ->
                    Optional.of(new Content(op, check, raw, place, values, Tuple.of()));
            case RowCheck.Refused(List<Violation> refused) -> {
                refused.forEach(violations::add);
                yield Optional.empty();
            }
        };
    }

    private void add(Op op, Ref ref, Content content, Optional<String> ifVersion) {
        Optional<Stamp> version = ifVersion.flatMap(Stamp::parse);
        if (ifVersion.isPresent() && version.isEmpty()) {
            violations.add(
                    content.place(),
                    "'%s' is no version".formatted(ifVersion.get()),
                    "take the commit id that a read gave for the row");
        }
        if (!taken) {
            bytes += KEYS * (KEY_BYTES + Sizes.of(CommitCodec.key(ref)));
            bytes += Sizes.of(content.given().values());
        }
        typed.add(new TypedRow(op, ref, content.place(), version, content));
    }

    /**
     * A row's values.
     *
     * @param raw as the row has them, should the whole row be asked for later
     * @param given typed, by number of the property; null clears one
     */
    private record Content(
            Op op,
            RowCheck check,
            Map<String, @Nullable Object> raw,
            String place,
            Map<Integer, @Nullable Object> given,
            Tuple key)
            implements TypedRow.Content {
        Optional<Content> withKey(Optional<Tuple> key) {
            return key.map(tuple -> new Content(op, check, raw, place, given, tuple));
        }

        @Override
        public @Nullable Map<Integer, Object> onto(
                @Nullable Map<Integer, Object> stored, Violations violations) {
            if (op == Op.INSERT || op == Op.UPSERT) {
                return over(Map.of(), given);
            }
            return stored == null ? whole(violations) : over(stored, given);
        }

        private @Nullable Map<Integer, Object> whole(Violations violations) {
            return switch (check.check(raw, place, Mode.WHOLE)) {
                case RowCheck.Row(Map<Integer, @Nullable Object> values) -> over(Map.of(), values);
                case RowCheck.Refused(List<Violation> refused) -> {
                    refused.forEach(violations::add);
                    yield null;
                }
            };
        }

        private static Map<Integer, Object> over(
                Map<Integer, Object> stored, Map<Integer, @Nullable Object> given) {
            var values = new LinkedHashMap<Integer, Object>(stored);
            given.forEach((number, value) -> {
                if (value == null) {
                    values.remove(number);
                } else {
                    values.put(number, value);
                }
            });
            return values;
        }
    }
}
