package dev.hedgerow.acceptance;

import dev.hedgerow.client.Export;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Row;
import dev.hedgerow.client.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A graph to which writers add entries: two accounts and a payment, all of one name. An entry
 * inserts, so that writing it twice is refused, and is half there when one of its three rows lacks.
 */
record Ledger(GraphCalls graph) {
    static final String NAME = "ledger";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String SCHEMA =
            """
            node Account {
                @key(code)
                code: String
                amount: I64
            }
            edge Pays: Account -> Account { amount: I64 }
            """;

    static Ledger create(PackagedNode node) {
        var _ = node.client(PATIENCE).graphs().create(NAME, SCHEMA);
        return new Ledger(node.client(PATIENCE).graph(NAME));
    }

    /** The same ledger at a node that was started again. */
    Ledger on(PackagedNode node) {
        return new Ledger(node.client(PATIENCE).graph(NAME));
    }

    /** Writes the entry, in one commit that has its name as the message and the key. */
    static Written write(GraphCalls graph, String entry) {
        Map<String, @Nullable Object> amount = Map.of("amount", 5);
        List<Row> rows =
                List.of(
                        insert(entry + "-from"),
                        insert(entry + "-to"),
                        new Row("insert", null, "Pays", entry + "-from", entry + "-to", amount));
        return graph.mutate("main", rows, Optional.of(entry), "key-" + entry);
    }

    private static Row insert(String code) {
        return new Row("insert", "Account", null, null, null, Map.of("code", code, "amount", 5));
    }

    /** Everything that is in the truth at the head. */
    Content content() {
        Set<String> accounts = new TreeSet<>();
        Set<String> payments = new TreeSet<>();
        try (Export export = graph.export(Optional.of("main"))) {
            for (var line = export.next(); line.isPresent(); line = export.next()) {
                JsonNode row = JSON.readTree(line.orElseThrow());
                if (row.has("edge")) {
                    payments.add(row.get("from").asString());
                } else {
                    accounts.add(row.get("data").get("code").asString());
                }
            }
        }
        return new Content(accounts, payments);
    }

    /** The messages and commits of the whole history, newest first. */
    List<History.Commit> commits() {
        List<History.Commit> commits = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            History.Log page = graph.log("main", Optional.of(1000), after);
            commits.addAll(page.commits());
            after = page.next();
        } while (after.isPresent());
        return commits;
    }

    /** The keys of the accounts, and the payers of the payments. */
    record Content(Set<String> keys, Set<String> payers) {
        int accounts() {
            return keys.size();
        }

        boolean holds(String entry) {
            return keys.contains(entry + "-from")
                    && keys.contains(entry + "-to")
                    && payers.contains(entry + "-from");
        }

        boolean holdsAny(String entry) {
            return keys.contains(entry + "-from")
                    || keys.contains(entry + "-to")
                    || payers.contains(entry + "-from");
        }
    }
}
