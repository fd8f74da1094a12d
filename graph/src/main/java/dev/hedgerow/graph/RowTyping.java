package dev.hedgerow.graph;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Ref.EdgeRef;
import dev.hedgerow.graph.Ref.NodeRef;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types the rows of one request under one schema, collecting what is wrong with them. */
final class RowTyping {
    /** Bytes of a key besides the entity's own: graph, branch, kind, type, version. */
    private static final int KEY_BYTES = 56;

    private final Schema schema;
    private final Ids ids;
    private final Violations violations;
    private final List<TypedRow> typed = new ArrayList<>();
    private long bytes;

    RowTyping(Schema schema, Ids ids, int violationsMax) {
        this.schema = schema;
        this.ids = ids;
        this.violations = new Violations(violationsMax);
    }

    /** What the rows so far will take in a transaction, about. */
    long bytes() {
        return bytes;
    }

    TypedRows rows() {
        return new TypedRows(schema, List.copyOf(typed), violations, bytes);
    }

    void add(Row row) {
        switch (row) {
            case Row.BadRow bad -> violations.add(bad.violation());
            case Row.NodeRow node -> add(node);
            case Row.EdgeRow edge -> add(edge);
        }
    }

    private void add(Row.NodeRow row) {
        Optional<NodeType> type = schema.node(row.type());
        if (type.isEmpty()) {
            violations.add(row.place().toString(), "no node type " + row.type(), "");
            return;
        }
        List<Property> key = type.get().key();
        Tuple tuple = Tuple.of();
        for (Property p : key) {
            Object v =
                    Keys.typed(p, row.values().get(p.name()), row.place().toString(), violations);
            if (v == null) {
                return;
            }
            tuple = tuple.with(Keys.element(p, v));
        }
        if (key.isEmpty()) {
            tuple = Tuple.of(row.id().orElseGet(ids::body));
        }
        add(
                op(row.op(), key.isEmpty()),
                new NodeRef(type.get().number(), tuple),
                row,
                row.ifVersion(),
                type.get().properties(),
                row.values());
    }

    private void add(Row.EdgeRow row) {
        EdgeType type = schema.edge(row.type()).orElse(null);
        if (type == null) {
            violations.add(row.place().toString(), "no edge type " + row.type(), "");
            return;
        }
        Tuple key = Tuple.of();
        if (type.multi()) {
            key = Tuple.of(row.id().orElseGet(ids::body));
        }
        add(
                op(row.op(), type.multi()),
                new EdgeRef(
                        type.number(),
                        Keys.tuple(type.from(), row.from()),
                        Keys.tuple(type.to(), row.to()),
                        key),
                row,
                row.ifVersion(),
                type.properties(),
                row.values());
    }

    private static Op op(Op op, boolean generated) {
        return op != Op.DEFAULT ? op : generated ? Op.INSERT : Op.UPSERT;
    }

    private void add(
            Op op,
            Ref ref,
            Row row,
            Optional<String> ifVersion,
            List<Property> properties,
            Map<String, @Nullable Object> values) {
        var given = new ArrayList<@Nullable Object>();
        for (Property p : properties) {
            boolean full = op == Op.INSERT || op == Op.UPSERT;
            given.add(
                    values.containsKey(p.name()) || full
                            ? Keys.typed(
                                    p, values.get(p.name()), row.place().toString(), violations)
                            : null);
        }
        bytes += KEY_BYTES * 3 + Sizes.of(CommitCodec.key(ref)) * 3 + Sizes.of(Tuple.ofAll(given));
        typed.add(
                new TypedRow(
                        op,
                        ref,
                        row.place().toString(),
                        ifVersion.flatMap(Stamp::parse),
                        new Given(op, properties, values, given, row.place().toString())));
    }

    private record Given(
            Op op,
            List<Property> properties,
            Map<String, @Nullable Object> raw,
            List<@Nullable Object> given,
            String place)
            implements TypedRow.Content {
        @Override
        public @Nullable List<@Nullable Object> onto(
                @Nullable List<@Nullable Object> stored, Violations violations) {
            if (op == Op.INSERT || op == Op.UPSERT) {
                return given;
            }
            var out = new ArrayList<@Nullable Object>();
            for (int i = 0; i < properties.size(); i++) {
                boolean has = raw.containsKey(properties.get(i).name());
                Object value = has || stored == null ? given.get(i) : stored.get(i);
                if (value == null && !properties.get(i).nullable()) {
                    violations.add(place, properties.get(i).name() + " is required", "");
                }
                out.add(value);
            }
            return out;
        }

        @Override
        public long bytes() {
            return 0;
        }
    }
}
