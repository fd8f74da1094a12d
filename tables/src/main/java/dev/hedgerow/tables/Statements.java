package dev.hedgerow.tables;

import dev.hedgerow.tables.ItemWriter.Done;
import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** ExecuteStatement. */
final class Statements {
    private final Reads reads;
    private final Writes writes;

    Statements(Reads reads, Writes writes) {
        this.reads = reads;
        this.writes = writes;
    }

    /** The parameters of the request. */
    private static final class Request {
        private final StatementRequest statement = new StatementRequest();
        private @Nullable Integer limit;
        private @Nullable String nextToken;
        private @Nullable String returnConsumedCapacity;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(body, request::member);
            var constraints =
                    new Constraints()
                            .atLeast("limit", request.limit, 1)
                            .chars("nextToken", request.nextToken, 1, 32_768)
                            .oneOf(
                                    "returnConsumedCapacity",
                                    request.returnConsumedCapacity,
                                    Constraints.CAPACITY);
            request.statement.check(constraints, "");
            constraints.check();
            return request;
        }

        private void member(String name, JsonInput input) {
            switch (name) {
                case "Limit" -> limit = input.integer();
                case "NextToken" -> nextToken = input.string();
                case "ReturnConsumedCapacity" -> returnConsumedCapacity = input.string();
                default -> statement.member(name, input);
            }
        }
    }

    byte[] execute(byte[] body) {
        Request request = Request.read(body);
        Statement statement = request.statement.parse();
        return switch (statement) {
            case Statement.Select select -> select(request, select);
            case Statement.Exists _ -> throw Sentence.STATEMENT_EXISTS.refusal();
            case Statement.Insert _, Statement.Update _, Statement.Delete _ ->
                    change(request, statement);
        };
    }

    private byte[] select(Request request, Statement.Select select) {
        return reads.read(lookup -> {
            var wanted =
                    new StatementReads(
                            StatementChanges.table(lookup, select),
                            select,
                            request.statement.isConsistent());
            int limit = request.limit == null ? Integer.MAX_VALUE : request.limit;
            return new Reads.Plan<>(
                    wanted.ranges(),
                    reader -> {
                        StatementReads.Page page = wanted.page(reader, limit, request.nextToken);
                        return answer(request, page.items(), Optional.of(page), page.capacity());
                    });
        });
    }

    private byte[] change(Request request, Statement statement) {
        try {
            return writes.transact((tx, lookup) -> {
                TableSchema table = StatementChanges.table(lookup, statement);
                ItemChange change =
                        StatementChanges.change(table, statement, request.statement.tellsItem(), 0);
                ItemWriter.check(table, change);
                var capacity = new Capacity(table.name());
                Done done = ItemWriter.apply(tx, table, change, true, capacity);
                Map<String, Value> shown =
                        StatementChanges.shown(StatementChanges.returning(statement), change, done);
                return answer(
                        request,
                        shown.isEmpty() ? List.of() : List.of(shown),
                        Optional.empty(),
                        capacity);
            });
        } catch (ConditionFailed failed) {
            if (statement instanceof Statement.Insert) {
                throw Sentence.STATEMENT_DUPLICATE.refusal();
            }
            throw failed;
        }
    }

    private static byte[] answer(
            Request request,
            List<Map<String, Value>> items,
            Optional<StatementReads.Page> page,
            Capacity capacity) {
        return JsonOutput.object(out -> {
            out.writeName("Items");
            out.writeStartArray();
            items.forEach(item -> new ValueWriter(out).attributes(item));
            out.writeEndArray();
            Optional<String> next = page.flatMap(StatementReads.Page::next);
            if (next.isPresent()) {
                out.writeStringProperty("NextToken", next.get());
                out.writeName("LastEvaluatedKey");
                new ValueWriter(out).attributes(page.get().last());
            }
            CapacityReport report = CapacityReport.of(request.returnConsumedCapacity);
            if (report != CapacityReport.NONE) {
                out.writeName("ConsumedCapacity");
                capacity.write(out, report, false);
            }
        });
    }
}
