package dev.hedgerow.tables;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.OperationType;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.store.MustWait;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Store.Begun;
import dev.hedgerow.tables.ItemChange.Act;
import dev.hedgerow.tables.TransactionFailed.Reason;
import dev.hedgerow.tables.expression.Expressions;
import dev.hedgerow.tables.refusal.ErrorType;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/**
 * DynamoDB's JSON API over a store, without HTTP: the name of an operation and a body go in, a
 * status and a body come out. Usable by any number of threads; a call blocks until its answer is
 * durable.
 */
public final class Tables {
    /** What can be begun: few items, which are in memory more often than not. */
    private static final Set<String> SHORT =
            Set.of("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "TransactWriteItems");

    private final Reads reads;
    private final SingleItems items;
    private final Queries queries;
    private final Scans scans;
    private final BatchReads batchReads;
    private final BatchWrites batchWrites;
    private final Transactions transactions;
    private final TableOperations tables;
    private final ExpiryOperations expiry;
    private final Streams streams;
    private final Statements statements;
    private final StatementBatches statementBatches;
    private final StatementTransactions statementTransactions;
    private final TagOperations tags;
    private final BackupOperations backups;
    private final RestoreOperations restores;
    private final Operations operations;
    private final SystemTables system;
    private final Tending tending;
    private final Upkeep upkeep;
    private final Counting counting;

    /**
     * @param operations where work that outlives a request is written down; it is done by whoever
     *     runs {@link #operationTypes}
     */
    public Tables(Store store, Operations operations, Fence fence, World world) {
        this(store, operations, fence, world, List.of());
    }

    /**
     * @param operations where work that outlives a request is written down; it is done by whoever
     *     runs {@link #operationTypes}
     * @param shown that are read here, and kept by others
     */
    public Tables(
            Store store, Operations operations, Fence fence, World world, List<SystemTable> shown) {
        this.operations = operations;
        system = new SystemTables(shown);
        var rows = new TableRows();
        var expressions = new Expressions();
        var known = new Lookup.Known(rows, new KnownTables(store, rows), system);
        reads = new Reads(store, known, fence, world);
        var writes = new Writes(store, known);
        items = new SingleItems(reads, writes, expressions);
        queries = new Queries(reads, expressions);
        scans = new Scans(reads, expressions);
        batchReads = new BatchReads(reads, expressions);
        batchWrites = new BatchWrites(reads, writes, world);
        transactions = new Transactions(reads, writes, expressions, world);
        tending =
                new Tending(
                        store,
                        rows,
                        operations,
                        List.of(
                                new Restoring(store, rows),
                                new Settling(store, rows),
                                new Filling(store, rows),
                                new Emptying(store, rows)));
        upkeep = new Upkeep(store, rows, tending, world.clock());
        counting = new Counting(store, rows, world.clock());
        tables = new TableOperations(reads, writes, rows, system, tending, world);
        expiry = new ExpiryOperations(reads, writes, tending, world);
        statements = new Statements(reads, writes);
        statementBatches = new StatementBatches(reads, writes, world);
        statementTransactions = new StatementTransactions(reads, transactions);
        backups = new BackupOperations(reads, writes, world);
        restores = new RestoreOperations(store, reads, writes, rows, tending, world);
        tags = new TagOperations(reads, writes);
        streams = new Streams(reads, world.clock());
    }

    Tending tending() {
        return tending;
    }

    /** What a runner of operations has to know to do the work of tables. */
    public List<OperationType<?>> operationTypes() {
        return List.of(tending, upkeep, counting);
    }

    /**
     * Sees to it that what comes with time is done again and again, from now on and on whatever
     * node runs operations: items and records go whose time has come, and tables are counted.
     */
    public void lookAfterAlways() {
        upkeep.schedule(operations);
        counting.schedule(operations);
    }

    Upkeep upkeep() {
        return upkeep;
    }

    Counting counting() {
        return counting;
    }

    /** Answers a request of somebody who may do everything. */
    public Answer answer(String operation, byte[] body) {
        return answer(operation, body, Permission.ALL);
    }

    /**
     * Answers a request. A failure of the store becomes an error of the protocol that clients try
     * again after.
     *
     * @param operation as in {@code X-Amz-Target}, behind the point
     * @param body JSON in UTF-8
     * @param permission of whoever asks
     */
    public Answer answer(String operation, byte[] body, Permission permission) {
        try {
            var asking = new Asking(system.guarding(permission), operation);
            return ok(asking.run(() -> run(operation, body)));
        } catch (Refusal | ConditionFailed | TransactionFailed | HedgerowException failure) {
            return error(failure);
        }
    }

    /** Whether {@link #begin} is worth trying. */
    public boolean isShort(String operation) {
        return reads.asksNobody() && SHORT.contains(operation);
    }

    /**
     * Begins to answer a request on a thread that must not wait; see {@link #answer}.
     *
     * @param operation {@link #isShort}
     */
    public void begin(String operation, byte[] body, Permission permission, Reception reception) {
        try {
            var asking = new Asking(system.guarding(permission), operation);
            asking.run(() -> {
                begin(operation, body, reception);
                return reception;
            });
        } catch (MustWait _) {
            reception.mustWait();
        } catch (Refusal | ConditionFailed | TransactionFailed | HedgerowException failure) {
            reception.answered(error(failure));
        }
    }

    private void begin(String operation, byte[] body, Reception reception) {
        Consumer<Begun<byte[]>> told = begun -> tell(begun, reception);
        switch (operation) {
            case "GetItem" -> reception.answered(ok(items.getInMemory(body)));
            case "Query" -> reception.answered(ok(queries.queryInMemory(body)));
            case "PutItem" -> items.beginChange(Act.PUT, body, told);
            case "UpdateItem" -> items.beginChange(Act.UPDATE, body, told);
            case "DeleteItem" -> items.beginChange(Act.DELETE, body, told);
            case "TransactWriteItems" -> {
                if (!transactions.begin(body, told)) {
                    reception.mustWait();
                }
            }
            default -> throw new IllegalArgumentException(operation + " is never short");
        }
    }

    private static void tell(Begun<byte[]> begun, Reception reception) {
        switch (begun) {
            case Begun.Committed<byte[]>(byte[] answer, _) -> reception.answered(ok(answer));
            case Begun.Refused<byte[]> _ -> reception.mustWait();
            case Begun.Failed<byte[]>(var failure) -> reception.answered(error(failure));
        }
    }

    private static Answer ok(byte[] body) {
        return new Answer(Answer.OK, body, "", "");
    }

    private static Answer error(RuntimeException failure) {
        return switch (failure) {
            case Refusal refusal -> error(refusal, List.of(), Optional.empty());
            case ConditionFailed failed ->
                    error(Sentence.CONDITION_FAILED.refusal(), List.of(), failed.item());
            case TransactionFailed failed -> {
                String codes =
                        failed.reasons().stream()
                                .map(Reason::code)
                                .collect(Collectors.joining(", "));
                yield error(
                        Sentence.TRANSACTION_CANCELLED.refusal(codes),
                        failed.reasons(),
                        Optional.empty());
            }
            case HedgerowException failed -> error(refusal(failed), List.of(), Optional.empty());
            default -> throw failure;
        };
    }

    private byte[] run(String operation, byte[] body) {
        return switch (operation) {
            case "GetItem" -> items.get(body);
            case "PutItem" -> items.change(Act.PUT, body);
            case "UpdateItem" -> items.change(Act.UPDATE, body);
            case "DeleteItem" -> items.change(Act.DELETE, body);
            case "Query" -> queries.query(body);
            case "Scan" -> scans.scan(body);
            case "BatchGetItem" -> batchReads.get(body);
            case "BatchWriteItem" -> batchWrites.write(body);
            case "TransactGetItems" -> transactions.get(body);
            case "TransactWriteItems" -> transactions.write(body);
            case "CreateTable" -> tables.create(body);
            case "DescribeTable" -> tables.describe(body);
            case "UpdateTable" -> tables.update(body);
            case "DeleteTable" -> tables.delete(body);
            case "UpdateTimeToLive" -> expiry.update(body);
            case "DescribeTimeToLive" -> expiry.describe(body);
            case "ListStreams" -> streams.list(body);
            case "DescribeStream" -> streams.describe(body);
            case "GetShardIterator" -> streams.iterator(body);
            case "GetRecords" -> streams.records(body);
            case "ExecuteStatement" -> statements.execute(body);
            case "BatchExecuteStatement" -> statementBatches.execute(body);
            case "ExecuteTransaction" -> statementTransactions.execute(body);
            case "CreateBackup" -> backups.create(body);
            case "DescribeBackup" -> backups.describe(body);
            case "ListBackups" -> backups.list(body);
            case "DeleteBackup" -> backups.delete(body);
            case "RestoreTableFromBackup" -> restores.fromBackup(body);
            case "RestoreTableToPointInTime" -> restores.toTime(body);
            case "UpdateContinuousBackups" -> restores.update(body);
            case "DescribeContinuousBackups" -> restores.describe(body);
            case "TagResource" -> tags.tag(body);
            case "UntagResource" -> tags.untag(body);
            case "ListTagsOfResource" -> tags.list(body);
            case "DescribeLimits" -> AccountAnswers.limits();
            case "ListTables" -> tables.list(body);
            default -> throw Sentence.OPERATION_UNKNOWN.refusal();
        };
    }

    /** The error of the protocol that a failure of the store becomes. */
    static Refusal refusal(HedgerowException failure) {
        if (failure.failure() == Failure.TRANSACTION_CONFLICT) {
            return Sentence.TRANSACTION_CONFLICT.refusal();
        }
        return failure.failure().kind() == Failure.Kind.UNAVAILABLE
                        && failure.failure() != Failure.OUTCOME_UNKNOWN
                ? Sentence.SERVICE_UNAVAILABLE.refusal()
                : Sentence.INTERNAL_ERROR.refusal();
    }

    private static Answer error(Refusal refusal, List<Reason> reasons, Optional<StoredItem> item) {
        ErrorType type = refusal.type();
        byte[] body =
                JsonOutput.object(out -> {
                    out.writeStringProperty("__type", type.wireName());
                    if (!reasons.isEmpty()) {
                        out.writeName("CancellationReasons");
                        out.writeStartArray();
                        for (Reason reason : reasons) {
                            write(out, reason);
                        }
                        out.writeEndArray();
                    }
                    if (!refusal.message().isEmpty()) {
                        out.writeStringProperty(type.messageMember(), refusal.message());
                    }
                    if (item.isPresent()) {
                        out.writeName("Item");
                        new ValueWriter(out).item(item.get());
                    }
                });
        return new Answer(type.status(), body, type.shortName(), refusal.message());
    }

    private static void write(JsonGenerator out, Reason reason) {
        out.writeStartObject();
        out.writeStringProperty("Code", reason.code());
        if (!reason.message().isEmpty()) {
            out.writeStringProperty("Message", reason.message());
        }
        if (reason.item().isPresent()) {
            out.writeName("Item");
            new ValueWriter(out).item(reason.item().get());
        }
        out.writeEndObject();
    }
}
