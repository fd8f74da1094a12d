package dev.hedgerow.tables;

import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An index that a request asks for, as it was read. */
final class IndexRequest {
    private static final List<String> PROJECTIONS = List.of("ALL", "INCLUDE", "KEYS_ONLY");

    @Nullable String name;
    @Nullable List<KeyMember> keySchema;
    @Nullable ThroughputRequest throughput;
    private @Nullable String projection;
    private @Nullable List<String> nonKeyAttributes;
    private boolean projected;

    static IndexRequest read(JsonInput input) {
        var index = new IndexRequest();
        input.structure(index::member);
        return index;
    }

    private void member(String member, JsonInput input) {
        switch (member) {
            case "IndexName" -> name = input.string();
            case "KeySchema" -> keySchema = KeyMember.list(input, "KeyType");
            case "ProvisionedThroughput" -> throughput = ThroughputRequest.read(input);
            case "Projection" -> {
                projected = true;
                input.structure((part, inner) -> {
                    switch (part) {
                        case "ProjectionType" -> projection = inner.string();
                        case "NonKeyAttributes" -> nonKeyAttributes = inner.list(inner::string);
                        default -> inner.skip();
                    }
                });
            }
            default -> input.skip();
        }
    }

    /** Notes what of its members is wrong. */
    void check(Constraints constraints, String member) {
        constraints
                .notNull(member + "indexName", name)
                .name(member + "indexName", name, 3)
                .notNull(member + "keySchema", keySchema)
                .notNull(member + "projection", projected ? this : null)
                .oneOf(member + "projection.projectionType", projection, PROJECTIONS);
        KeyMember.check(constraints, member + "keySchema", "keyType", keySchema, KeyMember.ROLES);
        if (throughput != null) {
            throughput.check(constraints, member + "provisionedThroughput");
        }
    }

    /** Refuses what is no index of a table with these attributes. */
    void check(Set<String> defined, Set<String> names, int partsMax) {
        List<KeyMember> keys = Checks.present(keySchema);
        if (keys.isEmpty()) {
            throw Sentence.TABLE_KEY_FIRST.refusal();
        }
        KeyMember.checkKeys(keys, defined, partsMax);
        if (projection == null) {
            throw Sentence.INDEX_PROJECTION_UNKNOWN.refusal();
        }
        if (!projection.equals("INCLUDE") && nonKeyAttributes != null) {
            throw Sentence.INDEX_PROJECTION_ATTRIBUTES.refusal(projection);
        }
        if (projection.equals("INCLUDE") && nonKeyAttributes == null) {
            throw Sentence.INDEX_PROJECTION_NOTHING.refusal();
        }
        if (!names.add(Checks.present(name))) {
            throw Sentence.INDEX_TWICE.refusal(Checks.present(name));
        }
    }

    /** Refuses units where the table has none, and none where it has. */
    void checkThroughput(boolean provisioned) {
        if (provisioned && throughput == null) {
            throw Sentence.INDEX_NO_THROUGHPUT.refusal(Checks.present(name));
        }
        if (!provisioned && throughput != null) {
            throw Sentence.INDEX_THROUGHPUT_ON_DEMAND.refusal(Checks.present(name));
        }
    }

    IndexSchema schema(
            int number, boolean global, Map<String, Type> types, IndexSchema.State state) {
        return new IndexSchema(
                Checks.present(name),
                number,
                global,
                KeyMember.keys(Checks.present(keySchema), types),
                new IndexSchema.Projected(
                        ProjectionType.valueOf(Checks.present(projection)),
                        nonKeyAttributes == null ? List.of() : List.copyOf(nonKeyAttributes)),
                state,
                throughput == null ? Throughput.ON_DEMAND : throughput.units());
    }
}
