package dev.hedgerow.tables;

import dev.hedgerow.tables.IndexSchema.ProjectionType;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of CreateTable, and what they have to be. */
final class CreateTableRequest {
    private static final int LOCAL_MAX = 5;
    private static final int GLOBAL_MAX = 20;
    private static final List<String> TYPES = List.of("B", "N", "S");
    private static final List<String> KEY_TYPES = List.of("HASH", "RANGE");
    private static final List<String> BILLING = List.of("PROVISIONED", "PAY_PER_REQUEST");
    private static final List<String> PROJECTIONS = List.of("ALL", "INCLUDE", "KEYS_ONLY");

    private @Nullable String tableName;
    private @Nullable List<Member> definitions;
    private @Nullable List<Member> keySchema;
    private @Nullable List<Index> localIndexes;
    private @Nullable List<Index> globalIndexes;
    private @Nullable String billingMode;
    private @Nullable Throughput throughput;
    private boolean deletionProtection;

    /** A name with a type: of an attribute, or of its place in a key. */
    private record Member(@Nullable String name, @Nullable String type) {}

    private record Throughput(@Nullable Long reads, @Nullable Long writes) {}

    /** An index, as it was read. */
    private static final class Index {
        private @Nullable String name;
        private @Nullable List<Member> keySchema;
        private @Nullable String projection;
        private @Nullable List<String> nonKeyAttributes;
        private boolean projected;
    }

    static CreateTableRequest read(byte[] body) {
        var request = new CreateTableRequest();
        JsonInput.read(body, request::member);
        return request;
    }

    private void member(String name, JsonInput input) {
        switch (name) {
            case "TableName" -> tableName = input.string();
            case "AttributeDefinitions" ->
                    definitions = input.list(() -> member(input, "AttributeType"));
            case "KeySchema" -> keySchema = input.list(() -> member(input, "KeyType"));
            case "LocalSecondaryIndexes" -> localIndexes = input.list(() -> index(input));
            case "GlobalSecondaryIndexes" -> globalIndexes = input.list(() -> index(input));
            case "BillingMode" -> billingMode = input.string();
            case "ProvisionedThroughput" -> throughput = throughput(input);
            case "DeletionProtectionEnabled" -> deletionProtection = input.bool();
            default -> input.skip();
        }
    }

    private static Member member(JsonInput input, String typeName) {
        var parts = new String[2];
        input.structure((name, value) -> {
            if (name.equals("AttributeName")) {
                parts[0] = value.string();
            } else if (name.equals(typeName)) {
                parts[1] = value.string();
            } else {
                value.skip();
            }
        });
        return new Member(parts[0], parts[1]);
    }

    private static Throughput throughput(JsonInput input) {
        var parts = new Long[2];
        input.structure((name, value) -> {
            switch (name) {
                case "ReadCapacityUnits" -> parts[0] = value.whole();
                case "WriteCapacityUnits" -> parts[1] = value.whole();
                default -> value.skip();
            }
        });
        return new Throughput(parts[0], parts[1]);
    }

    private static Index index(JsonInput input) {
        var index = new Index();
        input.structure((name, value) -> {
            switch (name) {
                case "IndexName" -> index.name = value.string();
                case "KeySchema" -> index.keySchema = value.list(() -> member(value, "KeyType"));
                case "Projection" -> {
                    index.projected = true;
                    value.structure((part, inner) -> {
                        switch (part) {
                            case "ProjectionType" -> index.projection = inner.string();
                            case "NonKeyAttributes" ->
                                    index.nonKeyAttributes = inner.list(inner::string);
                            default -> inner.skip();
                        }
                    });
                }
                default -> value.skip();
            }
        });
        return index;
    }

    /** The table that is asked for, under this number. */
    TableSchema schema(long id, long nowMillis) {
        var settings =
                throughput == null
                        ? new TableSettings(0, 0, deletionProtection)
                        : new TableSettings(
                                Checks.present(throughput.reads),
                                Checks.present(throughput.writes),
                                deletionProtection);
        Map<String, Type> types = types();
        List<IndexSchema> indexes = new ArrayList<>();
        addIndexes(indexes, localIndexes, false, types);
        addIndexes(indexes, globalIndexes, true, types);
        indexes.sort(Comparator.comparing(IndexSchema::name));
        return new TableSchema(
                Checks.present(tableName),
                id,
                TableSchema.State.CREATING,
                nowMillis,
                keys(Checks.present(keySchema), types),
                indexes,
                settings);
    }

    private static void addIndexes(
            List<IndexSchema> all,
            @Nullable List<Index> indexes,
            boolean global,
            Map<String, Type> types) {
        if (indexes == null) {
            return;
        }
        for (Index index : indexes) {
            all.add(
                    new IndexSchema(
                            Checks.present(index.name),
                            all.size() + 1,
                            global,
                            keys(Checks.present(index.keySchema), types),
                            ProjectionType.valueOf(Checks.present(index.projection)),
                            index.nonKeyAttributes == null
                                    ? List.of()
                                    : List.copyOf(index.nonKeyAttributes)));
        }
    }

    private Map<String, Type> types() {
        var types = new LinkedHashMap<String, Type>();
        for (Member definition : Checks.present(definitions)) {
            types.put(
                    Checks.present(definition.name()),
                    Type.valueOf(Checks.present(definition.type())));
        }
        return types;
    }

    private static KeySchema keys(List<Member> schema, Map<String, Type> types) {
        var hash = new ArrayList<KeyAttribute>();
        var range = new ArrayList<KeyAttribute>();
        for (Member part : schema) {
            String name = Checks.present(part.name());
            var key = new KeyAttribute(name, Checks.present(types.get(name)));
            ("HASH".equals(part.type()) ? hash : range).add(key);
        }
        return new KeySchema(List.copyOf(hash), List.copyOf(range));
    }

    /** Refuses what is no table. */
    String check() {
        checkMembers();
        boolean provisioned = !"PAY_PER_REQUEST".equals(billingMode);
        if (provisioned && throughput == null) {
            throw Sentence.TABLE_NO_THROUGHPUT.refusal();
        }
        if (!provisioned && throughput != null) {
            throw Sentence.TABLE_THROUGHPUT_ON_DEMAND.refusal();
        }
        Set<String> defined = types().keySet();
        List<Member> keys = Checks.present(keySchema);
        checkKeys(keys, defined, 1);
        var used = new LinkedHashSet<>(names(keys));
        var indexNames = new LinkedHashSet<String>();
        if (localIndexes != null) {
            checkLocal(localIndexes, keys);
            for (Index index : localIndexes) {
                checkIndex(index, defined, indexNames, 1);
                used.addAll(names(Checks.present(index.keySchema)));
            }
        }
        if (globalIndexes != null) {
            if (globalIndexes.isEmpty()) {
                throw Sentence.INDEXES_EMPTY.refusal("GlobalSecondaryIndexes");
            }
            if (globalIndexes.size() > GLOBAL_MAX) {
                throw Sentence.INDEXES_TOO_MANY.refusal("GlobalSecondaryIndex", GLOBAL_MAX);
            }
            for (Index index : globalIndexes) {
                checkIndex(index, defined, indexNames, KeySchema.PARTS_MAX);
                used.addAll(names(Checks.present(index.keySchema)));
            }
        }
        if (!used.containsAll(defined)) {
            throw localIndexes == null && globalIndexes == null
                    ? Sentence.TABLE_DEFINITIONS.refusal()
                    : Sentence.TABLE_DEFINITIONS_INDEXES.refusal(
                            String.join(", ", used), String.join(", ", defined));
        }
        return Checks.present(tableName);
    }

    private void checkMembers() {
        var constraints =
                new Constraints()
                        .notNull("attributeDefinitions", definitions)
                        .notNull("tableName", tableName)
                        .name("tableName", tableName, 3)
                        .oneOf("billingMode", billingMode, BILLING)
                        .notNull("keySchema", keySchema)
                        .length("keySchema", keySchema, 1, 2);
        if (throughput != null) {
            constraints
                    .notNull("provisionedThroughput.writeCapacityUnits", throughput.writes())
                    .notNull("provisionedThroughput.readCapacityUnits", throughput.reads());
        }
        checkMembers(constraints, "attributeDefinitions", "attributeType", definitions, TYPES);
        checkMembers(constraints, "keySchema", "keyType", keySchema, KEY_TYPES);
        checkMembers(constraints, "localSecondaryIndexes", localIndexes);
        checkMembers(constraints, "globalSecondaryIndexes", globalIndexes);
        constraints.check();
    }

    private static void checkMembers(
            Constraints constraints, String place, @Nullable List<Index> indexes) {
        if (indexes == null) {
            return;
        }
        for (int i = 0; i < indexes.size(); i++) {
            Index index = indexes.get(i);
            String member = place + "." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "indexName", index.name)
                    .name(member + "indexName", index.name, 3)
                    .notNull(member + "keySchema", index.keySchema)
                    .notNull(member + "projection", index.projected ? index : null)
                    .oneOf(member + "projection.projectionType", index.projection, PROJECTIONS);
            checkMembers(constraints, member + "keySchema", "keyType", index.keySchema, KEY_TYPES);
        }
    }

    private static void checkMembers(
            Constraints constraints,
            String place,
            String typeName,
            @Nullable List<Member> members,
            List<String> types) {
        if (members == null) {
            return;
        }
        for (int i = 0; i < members.size(); i++) {
            String member = place + "." + (i + 1) + ".member.";
            constraints
                    .notNull(member + "attributeName", members.get(i).name())
                    .notNull(member + typeName, members.get(i).type())
                    .oneOf(member + typeName, members.get(i).type(), types);
        }
    }

    private static List<String> names(List<Member> members) {
        return members.stream().map(member -> Checks.present(member.name())).toList();
    }

    private static void checkKeys(List<Member> keys, Set<String> defined, int partsMax) {
        List<String> names = names(keys);
        if (!defined.containsAll(names)) {
            throw Sentence.TABLE_KEY_UNDEFINED.refusal(
                    String.join(", ", names), String.join(", ", defined));
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw Sentence.TABLE_KEY_SAME.refusal();
        }
        int hash = 0;
        int range = 0;
        for (Member key : keys) {
            if ("HASH".equals(key.type()) && range == 0) {
                hash++;
            } else if ("HASH".equals(key.type())) {
                throw Sentence.TABLE_KEY_SECOND.refusal();
            } else {
                range++;
            }
        }
        if (hash == 0) {
            throw Sentence.TABLE_KEY_FIRST.refusal();
        }
        if (hash > partsMax || range > partsMax) {
            throw Sentence.TABLE_KEY_SECOND.refusal();
        }
    }

    private static void checkLocal(List<Index> indexes, List<Member> tableKeys) {
        if (indexes.isEmpty()) {
            throw Sentence.INDEXES_EMPTY.refusal("LocalSecondaryIndexes");
        }
        if (tableKeys.size() < 2) {
            throw Sentence.LOCAL_NO_RANGE.refusal();
        }
        if (indexes.size() > LOCAL_MAX) {
            throw Sentence.INDEXES_TOO_MANY.refusal("LocalSecondaryIndex", LOCAL_MAX);
        }
        for (Index index : indexes) {
            List<String> keys = names(Checks.present(index.keySchema));
            if (keys.size() < 2) {
                throw Sentence.LOCAL_INDEX_NO_RANGE.refusal(Checks.present(index.name));
            }
            String tableHash = names(tableKeys).getFirst();
            if (!keys.getFirst().equals(tableHash)) {
                throw Sentence.LOCAL_OTHER_HASH.refusal(
                        Checks.present(index.name), keys.getFirst(), tableHash);
            }
        }
    }

    private static void checkIndex(
            Index index, Set<String> defined, Set<String> names, int partsMax) {
        List<Member> keys = Checks.present(index.keySchema);
        if (keys.isEmpty()) {
            throw Sentence.TABLE_KEY_FIRST.refusal();
        }
        checkKeys(keys, defined, partsMax);
        if (index.projection == null) {
            throw Sentence.INDEX_PROJECTION_UNKNOWN.refusal();
        }
        if (!index.projection.equals("INCLUDE") && index.nonKeyAttributes != null) {
            throw Sentence.INDEX_PROJECTION_ATTRIBUTES.refusal(index.projection);
        }
        if (index.projection.equals("INCLUDE") && index.nonKeyAttributes == null) {
            throw Sentence.INDEX_PROJECTION_NOTHING.refusal();
        }
        if (!names.add(Checks.present(index.name))) {
            throw Sentence.INDEX_TWICE.refusal(Checks.present(index.name));
        }
    }
}
