package dev.hedgerow.tables.reference;

import dev.hedgerow.tables.reference.Model.Change;
import dev.hedgerow.tables.reference.StatementRequests.Written;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Several statements in one request: each for itself, or all or none. */
final class StatementGroups {
    private static final Expected MIXED =
            Expected.wrong(
                    "Statements that read and statements that write cannot be in one request");

    private final Draw draw;
    private final SplittableRandom random;
    private final Model model;
    private final StatementRequests statements;

    StatementGroups(Draw draw, StatementRequests statements) {
        this.draw = draw;
        this.random = draw.random;
        this.model = draw.model;
        this.statements = statements;
    }

    /** Part of a batch, and what is told of it. */
    private record Part(String json, Supplier<Told> run) {
        static Part wrong(String json, String table, String sentence) {
            return new Part(json, () -> Told.of(table, error("ValidationError", sentence)));
        }
    }

    /**
     * What is told of one statement of a batch.
     *
     * @param error its code and its sentence
     */
    record Told(String table, Optional<V> item, Optional<String> error) {
        static Told of(String table, String error) {
            return new Told(table, Optional.empty(), Optional.of(error));
        }
    }

    static String error(Object code, Object sentence) {
        return code + ": " + sentence;
    }

    Request any() {
        boolean batch = random.nextBoolean();
        if (random.nextInt(20) == 0) {
            String both =
                    read(draw.key(), Optional.empty())
                            + ","
                            + statements.written(false, false).json();
            return batch ? batch(both, () -> MIXED) : transaction(both, () -> MIXED);
        }
        boolean reading = random.nextInt(3) == 0;
        if (batch) {
            return batch(reading ? reads() : writes());
        }
        return reading ? readTogether() : writeTogether();
    }

    private static Request batch(String json, Supplier<Expected> run) {
        return new Request("BatchExecuteStatement", "{\"Statements\":[" + json + "]}", run);
    }

    private static Request batch(List<Part> parts) {
        return batch(
                String.join(",", parts.stream().map(Part::json).toList()),
                () ->
                        Expected.ok(
                                "Responses",
                                parts.stream().map(part -> part.run().get()).toList()));
    }

    private static Request transaction(String json, Supplier<Expected> run) {
        return new Request("ExecuteTransaction", "{\"TransactStatements\":[" + json + "]}", run);
    }

    private String read(Map<String, V> key, Optional<Conditions> condition) {
        var text = new StatementText(random);
        return text.json("SELECT * FROM ref" + statements.where(key, condition, text));
    }

    private Optional<Conditions> perhaps() {
        return random.nextInt(3) == 0 ? Optional.of(statements.condition()) : Optional.empty();
    }

    private Optional<V> found(Map<String, V> key, Optional<Conditions> condition) {
        return model.find(key)
                .filter(item -> condition.isEmpty() || condition.get().holds(item))
                .map(V::map);
    }

    private List<Part> reads() {
        var parts = new ArrayList<Part>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            Map<String, V> key = draw.key();
            Optional<Conditions> condition = perhaps();
            parts.add(
                    switch (random.nextInt(12)) {
                        case 0 ->
                                Part.wrong(
                                        "{\"Statement\":\"SELECT * FROM ref WHERE pk = 'p1'\"}",
                                        "ref",
                                        "Select statements within BatchExecuteStatement must specify the primary key in the where clause.");
                        case 1 -> nonsense();
                        default ->
                                new Part(
                                        read(key, condition),
                                        () ->
                                                new Told(
                                                        "ref",
                                                        found(key, condition),
                                                        Optional.empty()));
                    });
        }
        return parts;
    }

    private static Part nonsense() {
        return Part.wrong(
                "{\"Statement\":\"nonsense\"}",
                "",
                "Statement wasn't well formed, can't be processed: Expected data manipulation");
    }

    private static String place(Change change) {
        return change.pk() + " " + change.sk().stripTrailingZeros();
    }

    /** Each about an item of its own: nothing says in which order those of a batch happen. */
    private List<Part> writes() {
        var parts = new ArrayList<Part>();
        var places = new HashSet<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            Written written = statements.written(random.nextBoolean(), false);
            if (random.nextInt(12) == 0) {
                parts.add(nonsense());
            } else if (places.add(place(written.change()))) {
                parts.add(new Part(written.json(), () -> told(written)));
            }
        }
        return parts;
    }

    private Told told(Written written) {
        Expected made = written.run(model);
        if (made.type().isEmpty()) {
            return new Told(
                    "ref",
                    ((List<?>) made.members().getOrDefault("Items", List.of()))
                            .stream().map(V.class::cast).findFirst(),
                    Optional.empty());
        }
        // the codes are the names of errors without what all of them end with
        String type = made.type().replaceFirst("Exception$", "");
        String code = type.equals("Validation") ? "ValidationError" : type;
        return Told.of("ref", error(code, made.sentences().getFirst()));
    }

    private Request readTogether() {
        var parts = new ArrayList<String>();
        var found = new ArrayList<Supplier<Optional<V>>>();
        var places = new HashSet<Map<String, V>>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            Map<String, V> key = draw.key();
            Optional<Conditions> condition = perhaps();
            if (places.add(key)) {
                parts.add(read(key, condition));
                found.add(() -> found(key, condition));
            }
        }
        return transaction(
                String.join(",", parts),
                () -> Expected.ok("Responses", found.stream().map(Supplier::get).toList()));
    }

    private Request writeTogether() {
        var all = new ArrayList<Written>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            all.add(statements.written(false, true));
        }
        return transaction(
                String.join(",", all.stream().map(Written::json).toList()), () -> written(all));
    }

    private Expected written(List<Written> all) {
        List<Change> changes = all.stream().map(Written::change).toList();
        if (changes.stream().map(StatementGroups::place).distinct().count() < all.size()) {
            return Expected.wrong(
                    "Transaction request cannot include multiple operations on one item");
        }
        List<String> codes = new ArrayList<>(model.applyAll(changes));
        if (codes.isEmpty()) {
            return Expected.ok("Responses", all.stream().map(_ -> Optional.<V>empty()).toList());
        }
        for (int i = 0; i < codes.size(); i++) {
            boolean failed = codes.get(i).equals("ConditionalCheckFailed");
            if (failed && all.get(i).failed().equals(StatementRequests.DUPLICATE)) {
                codes.set(i, "DuplicateItem");
            }
        }
        return Expected.error(
                "TransactionCanceledException",
                "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                        + String.join(", ", codes)
                        + "]");
    }
}
