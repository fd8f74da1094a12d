package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** {@code table list|describe|scan|get|put|delete}. */
@Command(name = "table", description = "Look into DynamoDB's tables, and change items")
final class TableCommands {
    private static final String AS_JSON = "as DynamoDB has it, {\"id\":{\"S\":\"a\"}}";
    private static final int NOTHING_FOUND = 3;

    private final Session session;

    TableCommands(Session session) {
        this.session = session;
    }

    private JsonNode ask(String operation, Map<String, ?> request) {
        return session.node().tables().ask(operation, request);
    }

    @Command(name = "list", description = "The tables there are")
    int list() {
        var names = new ArrayList<String>();
        Optional<String> after = Optional.empty();
        do {
            Map<String, String> request =
                    after.map(name -> Map.of("ExclusiveStartTableName", name)).orElse(Map.of());
            JsonNode page = ask("ListTables", request);
            page.path("TableNames").forEach(name -> names.add(name.asString()));
            after = text(page, "LastEvaluatedTableName");
        } while (after.isPresent());
        return session.answer(
                Map.of("tables", names),
                _ -> {
                    if (names.isEmpty()) {
                        session.say("There are no tables.");
                    }
                    names.forEach(session::say);
                });
    }

    @Command(name = "describe", description = "A table's state, keys and indexes")
    int describe(@Parameters(paramLabel = "TABLE", description = "Its name") String name) {
        JsonNode table = ask("DescribeTable", Map.of("TableName", name)).path("Table");
        return session.answer(
                table,
                found -> {
                    session.say(
                            "%s  %s  keys %s"
                                    .formatted(
                                            found.path("TableName").asString(),
                                            found.path("TableStatus").asString(),
                                            keys(found)));
                    Table indexes = Table.of("INDEX", "KIND", "KEYS", "PROJECTS", "STATE");
                    for (String kind : List.of("Local", "Global")) {
                        for (JsonNode index : found.path(kind + "SecondaryIndexes")) {
                            indexes.row(
                                    index.path("IndexName").asString(),
                                    kind.toLowerCase(Locale.ROOT),
                                    keys(index),
                                    index.at("/Projection/ProjectionType").asString(),
                                    index.path("IndexStatus").asString(""));
                        }
                    }
                    session.table(indexes, "It has no indexes.");
                });
    }

    private static String keys(JsonNode of) {
        var keys = new ArrayList<String>();
        of.path("KeySchema").forEach(key -> keys.add(key.path("AttributeName").asString()));
        return String.join(", ", keys);
    }

    @Command(name = "scan", description = "Items of a table or an index, one in each line")
    int scan(
            @Parameters(paramLabel = "TABLE", description = "Its name") String name,
            @Option(names = "--index", paramLabel = "INDEX", description = "An index to look in")
                    Optional<String> index,
            @Option(
                            names = "--filter",
                            paramLabel = "EXPRESSION",
                            description = "DynamoDB's FilterExpression")
                    Optional<String> filter,
            @Option(
                            names = "--values",
                            paramLabel = "JSON",
                            description = "Its ExpressionAttributeValues")
                    Optional<String> values,
            @Option(
                            names = "--names",
                            paramLabel = "JSON",
                            description = "Its ExpressionAttributeNames")
                    Optional<String> names,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            description = "How many items at most; all unless said")
                    Optional<Long> limit) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("TableName", name);
        index.ifPresent(text -> request.put("IndexName", text));
        filter.ifPresent(text -> request.put("FilterExpression", text));
        values.ifPresent(text -> request.put("ExpressionAttributeValues", json(text)));
        names.ifPresent(text -> request.put("ExpressionAttributeNames", json(text)));
        long most = limit.orElse(Long.MAX_VALUE);
        if (most < 1) {
            throw Misuse.of("--limit is at least 1");
        }
        long printed = 0;
        JsonNode start = null;
        do {
            if (start != null) {
                request.put("ExclusiveStartKey", start);
            }
            JsonNode page = ask("Scan", request);
            for (JsonNode item : page.path("Items")) {
                if (printed == most) {
                    break;
                }
                printed++;
                session.say(item.toString());
            }
            start = page.get("LastEvaluatedKey");
        } while (start != null && printed < most);
        session.terminal().err().println(Words.plural(printed, "item") + " of " + name);
        return 0;
    }

    @Command(name = "get", description = "One item")
    int get(
            @Parameters(paramLabel = "TABLE", description = "Its table") String name,
            @Parameters(paramLabel = "KEY", description = "Its key, " + AS_JSON) String key) {
        Map<String, ?> request =
                Map.of("TableName", name, "Key", json(key), "ConsistentRead", true);
        JsonNode item = ask("GetItem", request).get("Item");
        if (item == null) {
            session.terminal().err().println("hedgerow: %s has no such item".formatted(name));
            return NOTHING_FOUND;
        }
        return session.answer(item, found -> session.say(found.toString()));
    }

    @Command(name = "put", description = "Write an item, or many of the standard input")
    int put(
            @Parameters(paramLabel = "TABLE", description = "Its table") String name,
            @Parameters(
                            paramLabel = "ITEM",
                            description = "The item, " + AS_JSON + "; - reads one in each line")
                    String item)
            throws IOException {
        List<String> items =
                item.equals("-")
                        ? Inputs.standard().lines().filter(line -> !line.isBlank()).toList()
                        : List.of(item);
        for (String each : items) {
            var _ = ask("PutItem", Map.of("TableName", name, "Item", json(each)));
        }
        return session.answer(
                Map.of("put", items.size()),
                _ ->
                        session.say(
                                "Put %s into %s"
                                        .formatted(Words.plural(items.size(), "item"), name)));
    }

    @Command(name = "delete", description = "Delete an item, or with --whole the table")
    int delete(
            @Parameters(paramLabel = "TABLE", description = "The table") String name,
            @Parameters(
                            paramLabel = "KEY",
                            arity = "0..1",
                            description = "The item's key, " + AS_JSON)
                    Optional<String> key,
            @Option(names = "--whole", description = "Delete the table with all its items")
                    boolean whole) {
        if (whole == key.isPresent()) {
            throw Misuse.of("Give the key of an item, or --whole for the table, and not both");
        }
        if (whole) {
            JsonNode table = ask("DeleteTable", Map.of("TableName", name)).path("TableDescription");
            return session.answer(table, _ -> session.say("%s is being deleted".formatted(name)));
        }
        Map<String, ?> request =
                Map.of(
                        "TableName",
                        name,
                        "Key",
                        json(key.orElseThrow()),
                        "ReturnValues",
                        "ALL_OLD");
        JsonNode old = ask("DeleteItem", request).get("Attributes");
        return session.answer(
                Map.of("deleted", old != null),
                _ ->
                        session.say(
                                old == null
                                        ? "%s had no such item".formatted(name)
                                        : "Deleted from %s: %s".formatted(name, old)));
    }

    private static Optional<String> text(JsonNode of, String name) {
        return Optional.ofNullable(of.get(name)).map(JsonNode::asString);
    }

    private static JsonNode json(String text) {
        try {
            return Session.JSON.readTree(text);
        } catch (JacksonException e) {
            throw Misuse.of("'%s' is not JSON: %s".formatted(text, e.getOriginalMessage()));
        }
    }
}
