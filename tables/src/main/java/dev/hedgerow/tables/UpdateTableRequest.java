package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of UpdateTable, and what they have to be before the table is known. */
final class UpdateTableRequest {
    private static final int NAME_LEAST = 3;
    private static final int NAME_MOST = 255;

    private @Nullable String tableName;
    @Nullable List<KeyMember> definitions;
    @Nullable String billingMode;
    @Nullable ThroughputRequest throughput;
    @Nullable StreamRequest stream;
    @Nullable Boolean deletionProtection;
    @Nullable String tableClass;
    private List<IndexUpdate> indexUpdates = List.of();

    /** One thing to be done to an index, as it was read. */
    static final class IndexUpdate {
        @Nullable IndexRequest create;
        @Nullable IndexRequest update;
        @Nullable IndexRequest delete;

        static IndexUpdate read(JsonInput input) {
            var update = new IndexUpdate();
            input.structure((name, value) -> {
                switch (name) {
                    case "Create" -> update.create = IndexRequest.read(value);
                    case "Update" -> update.update = IndexRequest.read(value);
                    case "Delete" -> update.delete = IndexRequest.read(value);
                    default -> value.skip();
                }
            });
            return update;
        }

        private List<IndexRequest> all() {
            var all = new ArrayList<IndexRequest>();
            for (IndexRequest each : new IndexRequest[] {create, update, delete}) {
                if (each != null) {
                    all.add(each);
                }
            }
            return all;
        }

        boolean isOnline() {
            return create != null || delete != null;
        }
    }

    static UpdateTableRequest read(byte[] body) {
        var request = new UpdateTableRequest();
        JsonInput.read(body, request::member);
        return request;
    }

    private void member(String name, JsonInput input) {
        switch (name) {
            case "TableName" -> tableName = input.string();
            case "AttributeDefinitions" -> definitions = KeyMember.list(input, "AttributeType");
            case "BillingMode" -> billingMode = input.string();
            case "ProvisionedThroughput" -> throughput = ThroughputRequest.read(input);
            case "StreamSpecification" -> stream = StreamRequest.read(input);
            case "DeletionProtectionEnabled" -> deletionProtection = input.bool();
            case "TableClass" -> tableClass = input.string();
            case "GlobalSecondaryIndexUpdates" ->
                    indexUpdates = input.list(() -> IndexUpdate.read(input));
            default -> input.skip();
        }
    }

    List<IndexUpdate> indexUpdates() {
        return indexUpdates;
    }

    boolean isOnDemand() {
        return CreateTableRequest.ON_DEMAND.equals(billingMode);
    }

    /** Refuses what no table could be changed to; the name of the table. */
    String check() {
        String name = tableName;
        if (name == null) {
            throw Sentence.UPDATE_NAME_MISSING.refusal();
        }
        if (name.length() < NAME_LEAST || name.length() > NAME_MOST) {
            throw Sentence.UPDATE_NAME_LENGTH.refusal();
        }
        checkMembers(name);
        boolean other = billingMode != null || throughput != null || stream != null;
        boolean alone = deletionProtection != null || tableClass != null;
        if (!other && !alone && indexUpdates.isEmpty()) {
            throw Sentence.UPDATE_NOTHING.refusal();
        }
        if (isOnDemand() && throughput != null) {
            throw Sentence.TABLE_THROUGHPUT_ON_DEMAND.refusal();
        }
        if (throughput != null) {
            throughput.checkBounds();
        }
        if (stream != null) {
            stream.checkTogether();
        }
        checkIndexes();
        checkTogether(other || !indexUpdates.isEmpty());
        return name;
    }

    private void checkMembers(String name) {
        var constraints =
                new Constraints()
                        .name("tableName", name, NAME_LEAST)
                        .oneOf("billingMode", billingMode, CreateTableRequest.BILLING)
                        .oneOf("tableClass", tableClass, CreateTableRequest.CLASSES);
        if (throughput != null) {
            throughput.check(constraints, "provisionedThroughput");
        }
        if (stream != null) {
            stream.check(constraints);
        }
        KeyMember.check(
                constraints, "attributeDefinitions", "attributeType", definitions, KeyMember.TYPES);
        for (int i = 0; i < indexUpdates.size(); i++) {
            IndexUpdate update = indexUpdates.get(i);
            String member = "globalSecondaryIndexUpdates." + (i + 1) + ".member.";
            if (update.create != null) {
                update.create.check(constraints, member + "create.");
            }
            if (update.update != null) {
                constraints
                        .notNull(member + "update.indexName", update.update.name)
                        .name(member + "update.indexName", update.update.name, NAME_LEAST)
                        .notNull(member + "update.provisionedThroughput", update.update.throughput);
                if (update.update.throughput != null) {
                    update.update.throughput.check(
                            constraints, member + "update.provisionedThroughput");
                }
            }
            if (update.delete != null) {
                constraints
                        .notNull(member + "delete.indexName", update.delete.name)
                        .name(member + "delete.indexName", update.delete.name, NAME_LEAST);
            }
        }
        constraints.check();
    }

    private void checkIndexes() {
        var names = new HashSet<String>();
        long online = 0;
        for (IndexUpdate update : indexUpdates) {
            if (update.all().isEmpty()) {
                throw Sentence.UPDATE_INDEX_ONE_OF.refusal();
            }
            for (IndexRequest each : update.all()) {
                String name = Checks.present(each.name);
                if (!names.add(name)) {
                    throw Sentence.UPDATE_INDEX_TWICE.refusal(name);
                }
            }
            online += update.isOnline() ? 1 : 0;
        }
        if (online > 1) {
            throw Sentence.UPDATE_ONE_INDEX.refusal();
        }
    }

    private void checkTogether(boolean more) {
        if (indexUpdates.stream().anyMatch(IndexUpdate::isOnline)) {
            if (throughput != null && billingMode == null) {
                throw Sentence.UPDATE_INDEX_WITH_UNITS.refusal();
            }
            if (stream != null) {
                throw Sentence.UPDATE_INDEX_WITH_STREAM.refusal();
            }
        }
        if (deletionProtection != null && (more || tableClass != null)) {
            throw Sentence.UPDATE_ALONE.refusal("DeletionProtection");
        }
        if (tableClass != null && more) {
            throw Sentence.UPDATE_ALONE.refusal("TableClass");
        }
    }
}
