package dev.hedgerow.tables;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.tables.TransactionFailed.Reason;
import dev.hedgerow.tables.partiql.Statement;
import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.JsonInput;
import dev.hedgerow.tables.wire.JsonOutput;
import dev.hedgerow.tables.wire.ValueWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** ExecuteTransaction: reads at one moment, or writes and checks that all happen or none. */
final class StatementTransactions {
    private final Reads reads;
    private final Transactions transactions;

    StatementTransactions(Reads reads, Transactions transactions) {
        this.reads = reads;
        this.transactions = transactions;
    }

    /** The parameters of the request. */
    private static final class Request {
        private @Nullable List<StatementRequest> statements;
        private @Nullable String token;
        private @Nullable String returnConsumedCapacity;

        static Request read(byte[] body) {
            var request = new Request();
            JsonInput.read(body, request::member);
            return request;
        }

        private void member(String name, JsonInput input) {
            switch (name) {
                case "TransactStatements" ->
                        statements = input.list(() -> StatementRequest.read(input));
                case "ClientRequestToken" -> token = input.string();
                case "ReturnConsumedCapacity" -> returnConsumedCapacity = input.string();
                default -> input.skip();
            }
        }

        List<StatementRequest> checked() {
            var constraints =
                    new Constraints()
                            .notNull("transactStatements", statements)
                            .length("transactStatements", statements, 1, Transactions.MEMBERS_MAX)
                            .chars("clientRequestToken", token, 1, Transactions.TOKEN_MAX)
                            .oneOf(
                                    "returnConsumedCapacity",
                                    returnConsumedCapacity,
                                    Constraints.CAPACITY);
            if (statements != null) {
                for (int i = 0; i < statements.size(); i++) {
                    String member = "transactStatements." + (i + 1) + ".member.";
                    statements.get(i).check(constraints, member);
                }
            }
            constraints.check();
            return Checks.present(statements);
        }
    }

    byte[] execute(byte[] body) {
        Request request = Request.read(body);
        List<StatementRequest> requests = request.checked();
        var statements = new ArrayList<Statement>();
        for (StatementRequest each : requests) {
            statements.add(each.parse());
        }
        long reading = statements.stream().filter(Statement::isRead).count();
        if (reading > 0 && reading < statements.size()) {
            throw Sentence.STATEMENT_MIXED.refusal();
        }
        for (Statement statement : statements) {
            if (StatementChanges.returning(statement).isPresent()) {
                throw Sentence.STATEMENT_RETURNING.refusal("ExecuteTransaction");
            }
        }
        return reading > 0 ? read(request, statements) : write(request, requests, statements);
    }

    private byte[] read(Request request, List<Statement> statements) {
        return reads.read(lookup -> {
            var wanted = new ArrayList<StatementReads>();
            var ranges = new ArrayList<KeyRange>();
            for (Statement statement : statements) {
                TableSchema table = StatementChanges.table(lookup, statement);
                var select = (Statement.Select) statement;
                Checks.lookupKey(table, new StatementKeys(select.where()).key(table));
                wanted.add(new StatementReads(table, select, true));
                ranges.addAll(wanted.getLast().ranges());
            }
            return new Reads.Plan<>(ranges, reader -> got(reader, request, statements, wanted));
        });
    }

    private static byte[] got(
            Reader reader,
            Request request,
            List<Statement> statements,
            List<StatementReads> wanted) {
        var capacities = new TreeMap<String, Capacity>();
        var items = new ArrayList<Map<String, Value>>();
        for (int i = 0; i < wanted.size(); i++) {
            StatementReads.Page page = wanted.get(i).page(reader, 1, null);
            items.add(page.items().isEmpty() ? Map.of() : page.items().getFirst());
            capacities
                    .computeIfAbsent(statements.get(i).table(), Capacity::new)
                    .add(page.capacity());
        }
        capacities.values().forEach(Capacity::twice);
        return JsonOutput.object(out -> {
            out.writeName("Responses");
            out.writeStartArray();
            for (Map<String, Value> item : items) {
                out.writeStartObject();
                if (!item.isEmpty()) {
                    out.writeName("Item");
                    new ValueWriter(out).attributes(item);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            Capacity.writeAll(out, request.returnConsumedCapacity, capacities.values(), true);
        });
    }

    private byte[] write(
            Request request, List<StatementRequest> requests, List<Statement> statements) {
        Map<String, TableSchema> tables =
                reads.read(lookup -> {
                    var found = new LinkedHashMap<String, TableSchema>();
                    for (Statement each : statements) {
                        found.put(each.table(), StatementChanges.table(lookup, each));
                    }
                    return new Reads.Plan<>(List.of(), _ -> found);
                });
        var changes = new ArrayList<ItemChange>();
        var digest = new RequestDigest();
        for (int i = 0; i < statements.size(); i++) {
            Statement statement = statements.get(i);
            TableSchema table = Checks.present(tables.get(statement.table()));
            changes.add(StatementChanges.change(table, statement, requests.get(i).tellsItem(), i));
            digest.add(requests.get(i).text());
            for (Value value : requests.get(i).values()) {
                digest.add(Map.of("value", value));
            }
        }
        try {
            return transactions.write(
                    new Transactions.Wish(
                            changes,
                            Optional.of(digest.bytes()),
                            request.token,
                            request.returnConsumedCapacity,
                            null,
                            true));
        } catch (TransactionFailed failed) {
            throw withDuplicates(failed, statements);
        }
    }

    /** An INSERT whose item is there says so. */
    private static TransactionFailed withDuplicates(
            TransactionFailed failed, List<Statement> statements) {
        var reasons = new ArrayList<Reason>();
        for (int i = 0; i < failed.reasons().size(); i++) {
            Reason reason = failed.reasons().get(i);
            boolean duplicate =
                    statements.get(i) instanceof Statement.Insert
                            && reason.code().equals(Reason.CONDITION);
            reasons.add(
                    duplicate
                            ? new Reason(
                                    "DuplicateItem",
                                    Sentence.STATEMENT_DUPLICATE.text(),
                                    reason.item())
                            : reason);
        }
        return new TransactionFailed(reasons);
    }
}
