package dev.hedgerow.simulation.projection;

import dev.hedgerow.files.Op;
import dev.hedgerow.files.Place;
import dev.hedgerow.files.Row;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CreateBranch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergeRequest;
import dev.hedgerow.graph.Resolution;
import dev.hedgerow.graph.SchemaChanged;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.WriteOutcome;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.operations.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Writes to graphs, on main and on branches that are merged, and changes their schemas. */
final class Author {
    private static final int NAMES = 7;
    private static final Op[] OPS = {Op.UPSERT, Op.UPSERT, Op.MERGE, Op.MERGE, Op.DELETE};

    private final String name;
    private final Shelf shelf;
    private final RandomGenerator chance;
    private int branches;

    Author(String name, Shelf shelf, RandomGenerator chance) {
        this.name = name;
        this.shelf = shelf;
        this.chance = chance;
    }

    String name() {
        return name;
    }

    /** Works until its thread dies. */
    void work(Station node) {
        while (true) {
            long pause = chance.nextInt(4) > 0 ? 300_000_000L : 8_000_000_000L;
            node.world().clock().sleep(Duration.ofNanos(chance.nextLong(pause)));
            GraphId graph = shelf.any(chance);
            try {
                act(node, node.graphs().open(graph));
            } catch (HedgerowException e) {
                // refused or in doubt; the log of the graph tells
                shelf.counts().refuse();
            }
        }
    }

    private void act(Station node, Graph graph) {
        switch (chance.nextInt(40)) {
            case 0 -> changeSchema(node, graph);
            case 1, 2, 3 -> merge(graph);
            default -> write(graph, Branch.MAIN);
        }
    }

    private void write(Graph graph, String branch) {
        var rows = new ArrayList<Row>();
        for (int left = chance.nextInt(1, 6); left > 0; left--) {
            rows.add(row(rows.size() + 1));
        }
        var outcome = graph.write(WriteRequest.of(branch, rows, name));
        if (outcome instanceof WriteOutcome.Committed committed) {
            if (branch.equals(Branch.MAIN)) {
                shelf.tell(graph.id(), committed.commit());
            }
            shelf.counts().acknowledge();
        } else {
            shelf.counts().refuse();
        }
    }

    private String person() {
        return "author-" + chance.nextInt(NAMES);
    }

    private String book() {
        return "book-" + chance.nextInt(NAMES);
    }

    private Row row(int line) {
        var place = new Place("play", line);
        Op op = OPS[chance.nextInt(OPS.length)];
        var values = new LinkedHashMap<String, @Nullable Object>();
        return switch (chance.nextInt(6)) {
            case 0, 1 -> {
                values.put("name", person());
                if (op != Op.DELETE) {
                    values.put("age", (long) chance.nextInt(100));
                    values.put("city", chance.nextBoolean() ? "Ulm" : null);
                }
                yield new Row.NodeRow(
                        place, op, Library.AUTHOR, Optional.empty(), Optional.empty(), values);
            }
            case 2 -> {
                values.put("name", book());
                if (op != Op.DELETE) {
                    values.put("pages", (long) chance.nextInt(1000));
                }
                yield new Row.NodeRow(
                        place, op, Library.BOOK, Optional.empty(), Optional.empty(), values);
            }
            case 3 -> {
                values.put("part", (long) chance.nextInt(3));
                yield edge(place, Op.INSERT, Library.WROTE, book(), values);
            }
            default -> {
                if (op != Op.DELETE) {
                    values.put("since", (long) chance.nextInt(100));
                }
                yield edge(place, op, Library.KNOWS, person(), values);
            }
        };
    }

    private Row edge(
            Place place, Op op, String type, String to, Map<String, @Nullable Object> values) {
        return new Row.EdgeRow(
                place,
                op,
                type,
                Optional.empty(),
                List.of(person()),
                List.of(to),
                Optional.empty(),
                values);
    }

    /** A branch that lives for some writes, and is merged. */
    private void merge(Graph graph) {
        String branch = "%s-%d".formatted(name, branches++);
        var _ = graph.createBranch(CreateBranch.of(branch, name));
        for (int left = chance.nextInt(1, 4); left > 0; left--) {
            write(graph, branch);
        }
        var request = MergeRequest.of(branch, Branch.MAIN, name).otherwise(new Resolution.Theirs());
        if (graph.merge(request) instanceof MergeOutcome.Merged merged) {
            shelf.tell(graph.id(), merged.commit());
            shelf.counts().acknowledge();
        }
    }

    private void changeSchema(Station node, Graph graph) {
        var wanted =
                Schemas.parse("play", Library.SCHEMAS.get(chance.nextInt(Library.SCHEMAS.size())));
        SchemaChanged changed =
                node.store()
                        .transact(tx -> {
                            var done =
                                    graph.changeSchema(
                                            tx, Branch.MAIN, wanted, Optional.empty(), name);
                            if (done.changed() && chance.nextInt(4) > 0) {
                                node.projections()
                                        .rebuild(
                                                tx,
                                                graph.id(),
                                                done.before(),
                                                done.version(),
                                                Origin.of(name, "default"));
                            }
                            return done;
                        });
        if (changed.changed()) {
            shelf.counts().acknowledge();
        }
        var _ = graph.fillIndexes(Branch.MAIN, _ -> {});
    }
}
