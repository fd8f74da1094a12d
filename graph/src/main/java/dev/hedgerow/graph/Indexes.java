package dev.hedgerow.graph;

import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Fills indexes with the rows there are. Writers keep an index from the commit on that brings it;
 * rows from before are entered here, page by page in the order of their keys. How far that has come
 * is written with each page, so that whoever goes on, and how often, does not matter.
 *
 * <p>An entry {@code filled} is {@code (true)} when the index has every row of the branch, else
 * {@code (false, key of the last row entered or null)}; without one nothing was entered. A branch
 * inherits what its parent had reached at the fork.
 */
final class Indexes {
    /** Rows of one transaction. */
    private static final int PAGE = 1_000;

    private final Home home;

    Indexes(Home home) {
        this.home = home;
    }

    /** An index of a type that lacks rows. */
    record Unfilled(EntityType type, Constraint.Index index) {}

    /** Whether the index has every row. */
    static boolean isFilled(Layers layers, EntityType type, Constraint.Index index) {
        return layers.get(space -> space.filled(type.number(), index.number()))
                .filter(entry -> entry.tuple().bool(0))
                .isPresent();
    }

    /** Says that a type without rows lacks none in its indexes. */
    static void begin(Transaction tx, BranchSpace space, TypeRows type) {
        for (Constraint.Index index : type.indexes()) {
            tx.put(space.filled(type.type().number(), index.number()), Tuple.of(true));
        }
    }

    /** Indexes of the schema that lack rows. */
    static List<Unfilled> unfilled(Layers layers, Rows rows) {
        var unfilled = new ArrayList<Unfilled>();
        for (TypeRows type : rows.all()) {
            for (Constraint.Index index : type.indexes()) {
                if (!isFilled(layers, type.type(), index)) {
                    unfilled.add(new Unfilled(type.type(), index));
                }
            }
        }
        return unfilled;
    }

    /**
     * Fills every index of the branch that lacks rows.
     *
     * @return rows entered
     */
    long fill(String branch, Graph.FillProgress progress) {
        long entered = 0;
        while (true) {
            Page page = home.store().transact(tx -> next(tx, branch));
            entered += page.rows();
            if (page.last()) {
                return entered;
            }
            progress.at(entered);
        }
    }

    /** Rows that were entered, and whether there are none left. */
    private record Page(int rows, boolean last) {}

    private Page next(Transaction tx, String branch) {
        BranchRecord record = BranchRecord.read(tx, home.id(), branch);
        Layers layers = Layers.of(home.id(), record, tx);
        Rows rows = home.rows(record.schemaVersion());
        List<Unfilled> unfilled = unfilled(layers, rows);
        if (unfilled.isEmpty()) {
            return new Page(0, true);
        }
        return new Page(fill(tx, layers, rows, unfilled.getFirst()), false);
    }

    private static int fill(Transaction tx, Layers layers, Rows rows, Unfilled unfilled) {
        int type = unfilled.type().number();
        TypeRows typeRows = rows.of(unfilled.type());
        Optional<Ref> last =
                layers.get(space -> space.filled(type, unfilled.index().number()))
                        .filter(entry -> !entry.tuple().isNull(1))
                        .map(entry -> ref(unfilled.type(), entry.tuple().tuple(1)));
        Iterator<Entry> entries =
                layers.scan(space -> after(space, unfilled.type(), last), PAGE + 1).iterator();
        Ref at = null;
        int count = 0;
        while (count < PAGE && entries.hasNext()) {
            Entry entry = entries.next();
            at = Space.ref(unfilled.type(), entry.key());
            var place = typeRows.place(unfilled.index(), at, typeRows.decode(entry.value()));
            tx.put(layers.space().index(type, place.orElseThrow()), Layers.PRESENT);
            count++;
        }
        tx.put(
                layers.space().filled(type, unfilled.index().number()),
                count < PAGE || at == null ? Tuple.of(true) : Tuple.of(false, CommitCodec.key(at)));
        return count;
    }

    private static KeyRange after(BranchSpace space, EntityType type, Optional<Ref> last) {
        KeyRange all = space.rows(type);
        return last.map(ref -> all.after(space.row(ref))).orElse(all);
    }

    static Ref ref(EntityType type, Tuple key) {
        return switch (type) {
            case NodeType _ -> new Ref.NodeRef(type.number(), key);
            case EdgeType _ ->
                    new Ref.EdgeRef(type.number(), key.tuple(0), key.tuple(1), key.from(2));
        };
    }

    /** Removes the branch's own entries of rules that are no more; may be repeated. */
    void clear(String branch, List<SchemaChanged.Dropped> dropped) {
        BranchRecord record;
        try (var now = home.store().snapshot()) {
            record = BranchRecord.read(now, home.id(), branch);
        }
        var space = new BranchSpace(home.id(), record.number());
        for (SchemaChanged.Dropped rule : dropped) {
            Sweep.all(
                    home.store(),
                    rule.unique()
                            ? space.uniques(rule.type(), rule.constraint())
                            : space.indexed(rule.type(), Tuple.of(rule.constraint())));
        }
    }
}
