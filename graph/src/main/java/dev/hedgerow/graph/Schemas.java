package dev.hedgerow.graph;

import dev.hedgerow.graph.schema.Evolution;
import dev.hedgerow.graph.schema.Printer;
import dev.hedgerow.graph.schema.SchemaCodec;
import dev.hedgerow.graph.schema.SchemaCompiler;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.store.Tuple;
import java.util.List;

/** The way in and out of schemas: text, storage, change. */
public final class Schemas {
    private Schemas() {}

    /**
     * A schema of its own, version 1, types and properties numbered from 1.
     *
     * @param file the name that places in errors begin with
     * @throws HedgerowException SCHEMA_INVALID with a violation for every error, at {@code
     *     file:line:column}
     */
    public static Schema parse(String file, String text) {
        Schema schema = SchemaCompiler.compile(file, text);
        int bytes = SchemaCodec.encode(schema).encode().length;
        if (bytes > SchemaCodec.BYTES_MAX) {
            String problem =
                    "the schema takes %,d bytes with all its properties; %,d are allowed"
                            .formatted(bytes, SchemaCodec.BYTES_MAX);
            throw HedgerowException.refused(
                    Failure.SCHEMA_INVALID,
                    "The schema is too large: shorten descriptions or split the graph",
                    List.of(new Violation(file + ":1:1", problem)));
        }
        return schema;
    }

    /** The schema in its own language, in one way of writing; parses to the same types. */
    public static String print(Schema schema) {
        return Printer.print(schema);
    }

    /** The schema with its numbers, for storage. */
    public static Tuple encode(Schema schema) {
        return SchemaCodec.encode(schema);
    }

    /** What {@link #encode} wrote; CORRUPT when it is something else. */
    public static Schema decode(Tuple stored) {
        return SchemaCodec.decode(stored);
    }

    /**
     * How a schema becomes another. Types and properties keep their numbers when they keep their
     * names, or name their old one by {@code @rename_from}; new ones get numbers never used before.
     *
     * @param current with the numbers in use
     * @param wanted as {@linkplain #parse parsed}
     */
    public static SchemaPlan evolve(Schema current, Schema wanted) {
        return evolve(current, wanted, SchemaPlan.Drops.REFUSED);
    }

    /** {@link #evolve(Schema, Schema)}, dropping what is no longer wanted where that is allowed. */
    public static SchemaPlan evolve(Schema current, Schema wanted, SchemaPlan.Drops drops) {
        return Evolution.plan(current, wanted, current, drops);
    }
}
