package dev.hedgerow.tables;

import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of CreateTable, and what they have to be. */
final class CreateTableRequest {
    static final int GLOBAL_MAX = 20;
    static final List<String> BILLING = List.of("PROVISIONED", "PAY_PER_REQUEST");
    static final List<String> CLASSES = List.of("STANDARD", "STANDARD_INFREQUENT_ACCESS");
    static final String ON_DEMAND = "PAY_PER_REQUEST";
    private static final int LOCAL_MAX = 5;

    private @Nullable String tableName;
    private @Nullable List<KeyMember> definitions;
    private @Nullable List<KeyMember> keySchema;
    private @Nullable List<IndexRequest> localIndexes;
    private @Nullable List<IndexRequest> globalIndexes;
    private @Nullable String billingMode;
    private @Nullable ThroughputRequest throughput;
    private @Nullable StreamRequest stream;
    private @Nullable String tableClass;
    private boolean deletionProtection;
    private List<TagRequest> tags = List.of();

    static CreateTableRequest read(byte[] body) {
        var request = new CreateTableRequest();
        JsonInput.read(body, request::member);
        return request;
    }

    private void member(String name, JsonInput input) {
        switch (name) {
            case "TableName" -> tableName = input.string();
            case "AttributeDefinitions" -> definitions = KeyMember.list(input, "AttributeType");
            case "KeySchema" -> keySchema = KeyMember.list(input, "KeyType");
            case "LocalSecondaryIndexes" ->
                    localIndexes = input.list(() -> IndexRequest.read(input));
            case "GlobalSecondaryIndexes" ->
                    globalIndexes = input.list(() -> IndexRequest.read(input));
            case "BillingMode" -> billingMode = input.string();
            case "ProvisionedThroughput" -> throughput = ThroughputRequest.read(input);
            case "StreamSpecification" -> stream = StreamRequest.read(input);
            case "TableClass" -> tableClass = input.string();
            case "DeletionProtectionEnabled" -> deletionProtection = input.bool();
            case "Tags" -> tags = input.list(() -> TagRequest.read(input));
            default -> input.skip();
        }
    }

    List<TagRequest> tags() {
        return tags;
    }

    /** The table that is asked for, under a number of its own. */
    TableSchema schema(Transaction tx, long nowMillis) {
        Optional<StreamView> view =
                stream != null && stream.isOn()
                        ? Optional.of(
                                new StreamView(TableRows.nextId(tx), stream.wanted(), nowMillis))
                        : Optional.empty();
        var settings =
                new TableSettings(
                        throughput == null ? Throughput.ON_DEMAND : throughput.units(),
                        throughput == null ? nowMillis : 0,
                        deletionProtection,
                        CLASSES.getLast().equals(tableClass),
                        Optional.empty(),
                        view,
                        0);
        Map<String, Type> types = types();
        List<IndexSchema> indexes = new ArrayList<>();
        addIndexes(indexes, localIndexes, false, types);
        addIndexes(indexes, globalIndexes, true, types);
        indexes.sort(Comparator.comparing(IndexSchema::name));
        return new TableSchema(
                Checks.present(tableName),
                TableRows.nextId(tx),
                TableSchema.State.CREATING,
                nowMillis,
                KeyMember.keys(Checks.present(keySchema), types),
                indexes,
                settings);
    }

    private static void addIndexes(
            List<IndexSchema> all,
            @Nullable List<IndexRequest> indexes,
            boolean global,
            Map<String, Type> types) {
        if (indexes != null) {
            for (IndexRequest index : indexes) {
                all.add(index.schema(all.size() + 1, global, types, IndexSchema.State.ACTIVE));
            }
        }
    }

    private Map<String, Type> types() {
        return KeyMember.types(Checks.present(definitions));
    }

    /** Refuses what is no table. */
    String check() {
        checkMembers();
        boolean provisioned = !ON_DEMAND.equals(billingMode);
        checkThroughput(provisioned);
        Set<String> defined = types().keySet();
        List<KeyMember> keys = Checks.present(keySchema);
        KeyMember.checkKeys(keys, defined, 1);
        var used = new LinkedHashSet<>(KeyMember.names(keys));
        var indexNames = new LinkedHashSet<String>();
        if (localIndexes != null) {
            checkLocal(localIndexes, keys);
            for (IndexRequest index : localIndexes) {
                index.check(defined, indexNames, 1);
                used.addAll(KeyMember.names(Checks.present(index.keySchema)));
            }
        }
        if (globalIndexes != null) {
            checkGlobal(globalIndexes, provisioned, defined, indexNames);
            for (IndexRequest index : globalIndexes) {
                used.addAll(KeyMember.names(Checks.present(index.keySchema)));
            }
        }
        if (!used.containsAll(defined)) {
            throw localIndexes == null && globalIndexes == null
                    ? Sentence.TABLE_DEFINITIONS.refusal()
                    : Sentence.TABLE_DEFINITIONS_INDEXES.refusal(
                            String.join(", ", used), String.join(", ", defined));
        }
        if (stream != null) {
            stream.checkTogether();
        }
        TagRequest.check(tags);
        return Checks.present(tableName);
    }

    private void checkThroughput(boolean provisioned) {
        if (provisioned && throughput == null) {
            throw Sentence.TABLE_NO_THROUGHPUT.refusal();
        }
        if (!provisioned && throughput != null) {
            throw Sentence.TABLE_THROUGHPUT_ON_DEMAND.refusal();
        }
        if (throughput != null) {
            throughput.checkBounds();
        }
    }

    private static void checkGlobal(
            List<IndexRequest> indexes,
            boolean provisioned,
            Set<String> defined,
            Set<String> names) {
        if (indexes.isEmpty()) {
            throw Sentence.INDEXES_EMPTY.refusal("GlobalSecondaryIndexes");
        }
        if (indexes.size() > GLOBAL_MAX) {
            throw Sentence.INDEXES_TOO_MANY.refusal("GlobalSecondaryIndex", GLOBAL_MAX);
        }
        for (IndexRequest index : indexes) {
            index.check(defined, names, KeySchema.PARTS_MAX);
            index.checkThroughput(provisioned);
        }
    }

    private void checkMembers() {
        var constraints =
                new Constraints()
                        .notNull("attributeDefinitions", definitions)
                        .notNull("tableName", tableName)
                        .name("tableName", tableName, 3)
                        .oneOf("billingMode", billingMode, BILLING)
                        .oneOf("tableClass", tableClass, CLASSES)
                        .notNull("keySchema", keySchema)
                        .length("keySchema", keySchema, 1, 2);
        if (throughput != null) {
            throughput.check(constraints, "provisionedThroughput");
        }
        if (stream != null) {
            stream.check(constraints);
        }
        KeyMember.check(
                constraints, "attributeDefinitions", "attributeType", definitions, KeyMember.TYPES);
        KeyMember.check(constraints, "keySchema", "keyType", keySchema, KeyMember.ROLES);
        checkMembers(constraints, "localSecondaryIndexes", localIndexes);
        checkMembers(constraints, "globalSecondaryIndexes", globalIndexes);
        constraints.check();
    }

    private static void checkMembers(
            Constraints constraints, String place, @Nullable List<IndexRequest> indexes) {
        if (indexes != null) {
            for (int i = 0; i < indexes.size(); i++) {
                indexes.get(i).check(constraints, place + "." + (i + 1) + ".member.");
            }
        }
    }

    private static void checkLocal(List<IndexRequest> indexes, List<KeyMember> tableKeys) {
        if (indexes.isEmpty()) {
            throw Sentence.INDEXES_EMPTY.refusal("LocalSecondaryIndexes");
        }
        if (tableKeys.size() < 2) {
            throw Sentence.LOCAL_NO_RANGE.refusal();
        }
        if (indexes.size() > LOCAL_MAX) {
            throw Sentence.INDEXES_TOO_MANY.refusal("LocalSecondaryIndex", LOCAL_MAX);
        }
        for (IndexRequest index : indexes) {
            List<String> keys = KeyMember.names(Checks.present(index.keySchema));
            if (keys.size() < 2) {
                throw Sentence.LOCAL_INDEX_NO_RANGE.refusal(Checks.present(index.name));
            }
            String tableHash = KeyMember.names(tableKeys).getFirst();
            if (!keys.getFirst().equals(tableHash)) {
                throw Sentence.LOCAL_OTHER_HASH.refusal(
                        Checks.present(index.name), keys.getFirst(), tableHash);
            }
        }
    }
}
