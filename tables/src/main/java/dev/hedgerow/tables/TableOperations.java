package dev.hedgerow.tables;

import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CreateTable, DescribeTable, UpdateTable, DeleteTable and ListTables. */
final class TableOperations {
    static final int LIST_MAX = 100;

    private final Reads reads;
    private final Writes writes;
    private final TableRows rows;
    private final SystemTables system;
    private final Tending tending;
    private final World world;

    TableOperations(
            Reads reads,
            Writes writes,
            TableRows rows,
            SystemTables system,
            Tending tending,
            World world) {
        this.reads = reads;
        this.writes = writes;
        this.rows = rows;
        this.system = system;
        this.tending = tending;
        this.world = world;
    }

    byte[] create(byte[] body) {
        CreateTableRequest request = CreateTableRequest.read(body);
        String name = request.check();
        Asking.check(name);
        long now = world.clock().millis();
        return writes.transact((tx, _) -> {
            if (rows.find(tx, name).isPresent()) {
                throw Sentence.TABLE_EXISTS.refusal(name);
            }
            TableSchema table = request.schema(tx, now);
            TableRows.put(tx, table);
            StreamTable.open(tx, table);
            Tags.put(tx, table.id(), request.tags());
            tending.ask(tx, table);
            return TableDescription.answer("TableDescription", tx, table);
        });
    }

    byte[] describe(byte[] body) {
        String name = name(body);
        return reads.read(lookup -> {
            TableSchema table = lookup.any(name);
            return new Reads.Plan<>(
                    List.of(), reader -> TableDescription.answer("Table", reader, table));
        });
    }

    byte[] update(byte[] body) {
        UpdateTableRequest request = UpdateTableRequest.read(body);
        String name = request.check();
        long now = world.clock().millis();
        return writes.transact((tx, lookup) -> {
            TableSchema table = new TableChange(tx, request, now).apply(lookup.any(name));
            TableRows.put(tx, table);
            tending.ask(tx, table);
            return TableDescription.answer("TableDescription", tx, table);
        });
    }

    byte[] delete(byte[] body) {
        String name = name(body);
        return writes.transact((tx, lookup) -> {
            TableSchema table = lookup.any(name);
            if (table.state() != State.ACTIVE && table.state() != State.DELETING) {
                throw Sentence.TABLE_BUSY.refusal(name, table.state());
            }
            if (table.settings().deletionProtection()) {
                throw Sentence.TABLE_PROTECTED.refusal();
            }
            TableSchema deleting = table.with(State.DELETING);
            if (table.state() == State.ACTIVE) {
                TableRows.put(tx, deleting);
                tending.ask(tx, deleting);
            }
            return TableDescription.answer("TableDescription", tx, deleting);
        });
    }

    byte[] list(byte[] body) {
        var request = new ListRequest();
        JsonInput.read(body, request::member);
        new Constraints()
                .name("exclusiveStartTableName", request.after, 3)
                .atLeast("limit", request.limit, 1)
                .atMost("limit", request.limit, LIST_MAX)
                .check();
        Asking.checkAll();
        int limit = request.limit == null ? LIST_MAX : request.limit;
        return reads.read(_ ->
                new Reads.Plan<>(
                        List.of(),
                        reader -> listed(names(reader, request.after, limit + 1), limit)));
    }

    /** Names of tables and system tables in one order, behind the given one. */
    private List<String> names(Reader reader, @Nullable String after, int most) {
        Stream<String> stored =
                rows.list(reader, Optional.ofNullable(after), most).stream().map(TableSchema::name);
        Stream<String> shown =
                system.names().stream().filter(name -> after == null || name.compareTo(after) > 0);
        return Stream.concat(stored, shown).sorted().limit(most).toList();
    }

    private static final class ListRequest {
        private @Nullable String after;
        private @Nullable Integer limit;

        void member(String name, JsonInput input) {
            switch (name) {
                case "ExclusiveStartTableName" -> after = input.string();
                case "Limit" -> limit = input.integer();
                default -> input.skip();
            }
        }
    }

    private static byte[] listed(List<String> names, int limit) {
        return JsonOutput.object(out -> {
            out.writeName("TableNames");
            out.writeStartArray();
            names.stream().limit(limit).forEach(out::writeString);
            out.writeEndArray();
            if (names.size() > limit) {
                out.writeStringProperty("LastEvaluatedTableName", names.get(limit - 1));
            }
        });
    }

    /** The name of the table that a request is about, and has nothing else to say. */
    static String name(byte[] body) {
        var name = new String[1];
        JsonInput.read(
                body,
                (member, input) -> {
                    if (member.equals("TableName")) {
                        name[0] = input.string();
                    } else {
                        input.skip();
                    }
                });
        new Constraints().notNull("tableName", name[0]).name("tableName", name[0], 1).check();
        return Checks.present(name[0]);
    }
}
