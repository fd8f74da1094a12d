package dev.hedgerow.tables;

import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.TableSchema.State;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Type;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What UpdateTable makes of a table, in its transaction. */
final class TableChange {
    private final Transaction tx;
    private final UpdateTableRequest request;
    private final long nowMillis;

    TableChange(Transaction tx, UpdateTableRequest request, long nowMillis) {
        this.tx = tx;
        this.request = request;
        this.nowMillis = nowMillis;
    }

    /**
     * The table as it is asked for, on its way.
     *
     * @throws dev.hedgerow.tables.refusal.Refusal when this table cannot be changed so, or not now
     */
    TableSchema apply(TableSchema table) {
        if (table.state() != State.ACTIVE) {
            throw Sentence.TABLE_CHANGING.refusal(word(table.state()), table.name());
        }
        TableSchema changed = units(table);
        changed = stream(changed);
        if (request.deletionProtection != null) {
            changed = changed.with(changed.settings().withProtection(request.deletionProtection));
        }
        if (request.tableClass != null) {
            boolean infrequent = CreateTableRequest.CLASSES.getLast().equals(request.tableClass);
            changed = changed.with(changed.settings().withInfrequentAccess(infrequent));
        }
        for (UpdateTableRequest.IndexUpdate update : request.indexUpdates()) {
            if (update.update != null) {
                changed = updated(changed, update.update);
            }
            if (update.delete != null) {
                changed = deleted(changed, Checks.present(update.delete.name));
            }
            if (update.create != null) {
                changed = created(changed, update.create);
            }
        }
        checkIndexUnits(changed);
        return changed.with(State.UPDATING);
    }

    private static String word(State state) {
        return switch (state) {
            case CREATING -> "created";
            case DELETING -> "deleted";
            case ACTIVE, UPDATING -> "updated";
        };
    }

    private TableSchema units(TableSchema table) {
        TableSettings settings = table.settings();
        if (request.isOnDemand()) {
            TableSchema onDemand =
                    table.with(
                            settings.onDemand()
                                    ? settings
                                    : settings.with(Throughput.ON_DEMAND, nowMillis));
            for (IndexSchema index : table.indexes()) {
                onDemand = onDemand.with(index.with(Throughput.ON_DEMAND));
            }
            return onDemand;
        }
        if (request.throughput == null) {
            if (request.billingMode != null && settings.onDemand()) {
                throw Sentence.UPDATE_UNITS_MISSING.refusal();
            }
            return table;
        }
        if (settings.onDemand() && request.billingMode == null) {
            throw Sentence.TABLE_THROUGHPUT_ON_DEMAND.refusal();
        }
        Throughput wanted = request.throughput.units();
        if (wanted.equals(settings.throughput()) && request.indexUpdates().isEmpty()) {
            throw Sentence.UPDATE_UNITS_SAME.refusal(wanted.reads(), wanted.writes());
        }
        return table.with(settings.with(wanted, 0));
    }

    /** Each global index of a provisioned table has units of its own. */
    private static void checkIndexUnits(TableSchema table) {
        for (IndexSchema index : table.indexes()) {
            if (index.global()
                    && !table.settings().onDemand()
                    && index.throughput().equals(Throughput.ON_DEMAND)) {
                throw Sentence.INDEX_NO_THROUGHPUT.refusal(index.name());
            }
        }
    }

    private TableSchema stream(TableSchema table) {
        if (request.stream == null) {
            return table;
        }
        boolean on = table.settings().stream().isPresent();
        if (request.stream.isOn()) {
            if (on) {
                throw Sentence.STREAM_ON.refusal(table.name());
            }
            var view = new StreamView(TableRows.nextId(tx), request.stream.wanted(), nowMillis);
            TableSchema streaming = table.with(table.settings().withStream(Optional.of(view)));
            StreamTable.open(tx, streaming);
            return streaming;
        }
        if (!on) {
            throw Sentence.STREAM_OFF.refusal(table.name());
        }
        StreamTable.close(tx, table);
        return table.with(table.settings().withStream(Optional.empty()));
    }

    private static TableSchema updated(TableSchema table, IndexRequest request) {
        IndexSchema index = global(table, Checks.present(request.name), "update");
        if (table.settings().onDemand()) {
            throw Sentence.TABLE_THROUGHPUT_ON_DEMAND.refusal();
        }
        ThroughputRequest units = Checks.present(request.throughput);
        units.checkBounds();
        Throughput wanted = units.units();
        if (wanted.equals(index.throughput())) {
            throw Sentence.UPDATE_INDEX_UNITS_SAME.refusal(
                    wanted.reads(), wanted.writes(), index.name());
        }
        return table.with(index.with(wanted));
    }

    private static TableSchema deleted(TableSchema table, String name) {
        IndexSchema index = global(table, name, "delete");
        boolean other =
                table.indexes().stream()
                        .anyMatch(each ->
                                each.state() != IndexSchema.State.ACTIVE
                                        && !each.name().equals(name));
        if (other) {
            throw Sentence.UPDATE_ONE_INDEX.refusal();
        }
        return table.with(index.with(IndexSchema.State.DELETING));
    }

    private static IndexSchema global(TableSchema table, String name, String act) {
        IndexSchema index =
                table.index(name)
                        .orElseThrow(
                                () -> Sentence.UPDATE_INDEX_UNKNOWN.refusal(name, table.name()));
        if (!index.global()) {
            throw Sentence.UPDATE_INDEX_LOCAL.refusal(act, name);
        }
        return index;
    }

    private TableSchema created(TableSchema table, IndexRequest wanted) {
        if (table.index(Checks.present(wanted.name)).isPresent()) {
            throw Sentence.UPDATE_INDEX_EXISTS.refusal();
        }
        if (table.indexes().stream().anyMatch(i -> i.state() != IndexSchema.State.ACTIVE)) {
            throw Sentence.UPDATE_ONE_INDEX.refusal();
        }
        long globals = table.indexes().stream().filter(IndexSchema::global).count();
        if (globals >= CreateTableRequest.GLOBAL_MAX) {
            throw Sentence.UPDATE_INDEXES_TOO_MANY.refusal(CreateTableRequest.GLOBAL_MAX);
        }
        Map<String, Type> types =
                KeyMember.types(request.definitions == null ? List.of() : request.definitions);
        wanted.check(types.keySet(), new LinkedHashSet<>(), KeySchema.PARTS_MAX);
        wanted.checkThroughput(!table.settings().onDemand());
        table.keyTypes()
                .forEach((name, type) -> {
                    if (types.getOrDefault(name, type) != type) {
                        throw Sentence.UPDATE_DEFINITION_OTHER.refusal(name);
                    }
                });
        return table.with(
                wanted.schema(TableRows.nextPlace(tx), true, types, IndexSchema.State.CREATING));
    }
}
