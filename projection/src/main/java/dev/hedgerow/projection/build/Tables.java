package dev.hedgerow.projection.build;

import dev.hedgerow.graph.Schema;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that a schema needs. */
public final class Tables {
    private Tables() {}

    /**
     * Whether two schemas need the same tables, so that a database built for one can follow the
     * other: indexes, rules, defaults and notes mean nothing to it.
     */
    public static boolean areSame(Schema one, Schema other) {
        return one.version() == other.version() || declarations(one).equals(declarations(other));
    }

    private static Set<String> declarations(Schema schema) {
        return Stream.concat(
                        schema.nodes().stream().map(type -> new NodeTable(type).declaration()),
                        schema.edges().stream().map(type -> new EdgeTable(type).declaration()))
                .collect(Collectors.toSet());
    }
}
