package dev.hedgerow.tables;

import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.tables.ItemWriter.Done;
import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.refusal.ErrorType;
import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.StoredItem;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** BatchExecuteStatement: reads at one moment, or writes that each are a transaction. */
final class StatementBatches {
    static final int STATEMENTS_MAX = 25;

    private final Reads reads;
    private final Together together;

    StatementBatches(Reads reads, Writes writes, World world) {
        this.reads = reads;
        this.together = new Together(writes, world);
    }

    /** What became of one statement. */
    private record Outcome(
            String table, Map<String, Value> item, Optional<Fault> fault, Optional<Capacity> used) {
        static Outcome of(String table, Fault fault) {
            return new Outcome(table, Map.of(), Optional.of(fault), Optional.empty());
        }
    }

    /** Why a statement did nothing. */
    private record Fault(String code, String message, Optional<StoredItem> item) {
        static Fault of(RuntimeException failure, Statement statement) {
            return switch (failure) {
                case ConditionFailed failed ->
                        statement instanceof Statement.Insert
                                ? new Fault(
                                        "DuplicateItem",
                                        Sentence.STATEMENT_DUPLICATE.text(),
                                        failed.item())
                                : new Fault(
                                        "ConditionalCheckFailed",
                                        Sentence.CONDITION_FAILED.text(),
                                        failed.item());
                case Refusal refusal ->
                        new Fault(code(refusal.type()), refusal.message(), Optional.empty());
                case HedgerowException known -> of(Tables.refusal(known), statement);
                default -> throw failure;
            };
        }

        private static String code(ErrorType type) {
            return switch (type) {
                case ACCESS_DENIED -> "AccessDenied";
                case RESOURCE_NOT_FOUND -> "ResourceNotFound";
                case TRANSACTION_CONFLICT -> "TransactionConflict";
                case VALIDATION -> "ValidationError";
                case DUPLICATE_ITEM -> "DuplicateItem";
                case SERVICE_UNAVAILABLE -> "ThrottlingError";
                default -> "InternalServerError";
            };
        }
    }

    byte[] execute(byte[] body) {
        var requests = new ArrayList<StatementRequest>();
        var capacity = new String[1];
        var given = new boolean[1];
        JsonInput.read(
                body,
                (name, input) -> {
                    switch (name) {
                        case "Statements" -> {
                            given[0] = true;
                            requests.addAll(input.list(() -> StatementRequest.read(input)));
                        }
                        case "ReturnConsumedCapacity" -> capacity[0] = input.string();
                        default -> input.skip();
                    }
                });
        var constraints =
                new Constraints()
                        .notNull("statements", given[0] ? requests : null)
                        .length("statements", given[0] ? requests : null, 1, STATEMENTS_MAX)
                        .oneOf("returnConsumedCapacity", capacity[0], Constraints.CAPACITY);
        for (int i = 0; i < requests.size(); i++) {
            requests.get(i).check(constraints, "statements." + (i + 1) + ".member.");
        }
        constraints.check();
        return answer(outcomes(requests), capacity[0]);
    }

    private List<Outcome> outcomes(List<StatementRequest> requests) {
        var statements = new ArrayList<@Nullable Statement>();
        var outcomes = new ArrayList<@Nullable Outcome>();
        int readsFound = 0;
        int writesFound = 0;
        for (StatementRequest request : requests) {
            Statement statement = null;
            Outcome outcome = null;
            try {
                statement = request.parse();
                readsFound += statement.isRead() ? 1 : 0;
                writesFound += statement.isRead() ? 0 : 1;
            } catch (Refusal refusal) {
                var fault = new Fault("ValidationError", refusal.message(), Optional.empty());
                outcome = Outcome.of("", fault);
            }
            statements.add(statement);
            outcomes.add(outcome);
        }
        if (readsFound > 0 && writesFound > 0) {
            throw Sentence.STATEMENT_MIXED.refusal();
        }
        List<Outcome> done =
                readsFound > 0 ? read(requests, statements) : write(requests, statements);
        var all = new ArrayList<Outcome>();
        int next = 0;
        for (Outcome outcome : outcomes) {
            all.add(outcome == null ? done.get(next++) : outcome);
        }
        return all;
    }

    /** A read that can be done, or why it cannot. */
    private record Wanted(Optional<StatementReads> read, Optional<Outcome> outcome, String table) {}

    private List<Outcome> read(
            List<StatementRequest> requests, List<@Nullable Statement> statements) {
        return reads.read(lookup -> {
            var wanted = new ArrayList<Wanted>();
            var ranges = new ArrayList<KeyRange>();
            for (int i = 0; i < requests.size(); i++) {
                if (statements.get(i) instanceof Statement.Select select) {
                    wanted.add(wanted(lookup, select, requests.get(i).isConsistent()));
                    wanted.getLast().read().ifPresent(read -> ranges.addAll(read.ranges()));
                }
            }
            return new Reads.Plan<>(
                    ranges,
                    reader -> {
                        var outcomes = new ArrayList<Outcome>();
                        for (Wanted each : wanted) {
                            outcomes.add(
                                    each.outcome()
                                            .orElseGet(() ->
                                                    found(
                                                            each.table(),
                                                            each.read()
                                                                    .orElseThrow()
                                                                    .page(reader, 1, null))));
                        }
                        return outcomes;
                    });
        });
    }

    private static Wanted wanted(Lookup lookup, Statement.Select select, boolean consistent) {
        try {
            TableSchema table = StatementChanges.table(lookup, select);
            var keys = new StatementKeys(select.where());
            try {
                Checks.lookupKey(table, keys.key(table));
            } catch (Refusal refusal) {
                throw refusal.sentence() == Sentence.STATEMENT_KEY
                        ? Sentence.STATEMENT_BATCH_KEY.refusal()
                        : refusal;
            }
            var read = new StatementReads(table, select, consistent);
            return new Wanted(Optional.of(read), Optional.empty(), table.name());
        } catch (Refusal refusal) {
            var outcome = Outcome.of(select.table(), Fault.of(refusal, select));
            return new Wanted(Optional.empty(), Optional.of(outcome), select.table());
        }
    }

    private static Outcome found(String table, StatementReads.Page page) {
        Map<String, Value> item = page.items().isEmpty() ? Map.of() : page.items().getFirst();
        return new Outcome(table, item, Optional.empty(), Optional.of(page.capacity()));
    }

    private List<Outcome> write(
            List<StatementRequest> requests, List<@Nullable Statement> statements) {
        var parsed = new ArrayList<Statement>();
        var functions = new ArrayList<BiFunction<Transaction, Lookup, Outcome>>();
        for (int i = 0; i < requests.size(); i++) {
            Statement statement = statements.get(i);
            boolean tell = requests.get(i).tellsItem();
            if (statement != null) {
                parsed.add(statement);
                functions.add((tx, lookup) -> apply(tx, lookup, statement, tell));
            }
        }
        var outcomes = new ArrayList<Outcome>();
        for (Together.Result<Outcome> result : together.transact(functions)) {
            Statement statement = parsed.get(outcomes.size());
            outcomes.add(
                    result.value()
                            .orElseGet(() ->
                                    Outcome.of(
                                            statement.table(),
                                            Fault.of(result.failure().orElseThrow(), statement))));
        }
        return outcomes;
    }

    private static Outcome apply(
            Transaction tx, Lookup lookup, Statement statement, boolean tellItem) {
        if (statement instanceof Statement.Exists) {
            throw Sentence.STATEMENT_EXISTS.refusal();
        }
        TableSchema table = StatementChanges.table(lookup, statement);
        ItemChange change = StatementChanges.change(table, statement, tellItem, 0);
        ItemWriter.check(table, change);
        var capacity = new Capacity(table.name());
        Done done = ItemWriter.apply(tx, table, change, true, capacity);
        Map<String, Value> shown =
                StatementChanges.shown(StatementChanges.returning(statement), change, done);
        return new Outcome(table.name(), shown, Optional.empty(), Optional.of(capacity));
    }

    private static byte[] answer(List<Outcome> outcomes, @Nullable String report) {
        var capacities = new TreeMap<String, Capacity>();
        for (Outcome outcome : outcomes) {
            outcome.used()
                    .ifPresent(used ->
                            capacities.computeIfAbsent(outcome.table(), Capacity::new).add(used));
        }
        return JsonOutput.object(out -> {
            out.writeName("Responses");
            out.writeStartArray();
            outcomes.forEach(outcome -> write(out, outcome));
            out.writeEndArray();
            Capacity.writeAll(out, report, capacities.values(), false);
        });
    }

    private static void write(JsonGenerator out, Outcome outcome) {
        out.writeStartObject();
        if (outcome.fault().isPresent()) {
            Fault fault = outcome.fault().get();
            out.writeName("Error");
            out.writeStartObject();
            out.writeStringProperty("Code", fault.code());
            out.writeStringProperty("Message", fault.message());
            if (fault.item().isPresent()) {
                out.writeName("Item");
                new ValueWriter(out).item(fault.item().get());
            }
            out.writeEndObject();
        }
        if (!outcome.table().isEmpty()) {
            out.writeStringProperty("TableName", outcome.table());
        }
        if (!outcome.item().isEmpty()) {
            out.writeName("Item");
            new ValueWriter(out).attributes(outcome.item());
        }
        out.writeEndObject();
    }
}
