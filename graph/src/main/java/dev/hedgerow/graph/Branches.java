package dev.hedgerow.graph;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Reader.Direction;
import dev.hedgerow.store.Reader.Entry;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.Tuple;
import java.util.List;
import java.util.Optional;

/** Makes, lists and deletes the branches of a graph. */
final class Branches {
    private final Home home;

    Branches(Home home) {
        this.home = home;
    }

    Branch create(CreateBranch request) {
        BranchName.checked(request.name());
        var options = home.options(request.idempotencyKey());
        Outcome<BranchRecord> outcome = home.store().transact(options, tx -> create(tx, request));
        return switch (outcome) {
            case Outcome.Committed<BranchRecord> done -> created(done.value(), done.stamp());
            case Outcome.Replayed<BranchRecord> before -> created(request.name(), before);
        };
    }

    private BranchRecord create(Transaction tx, CreateBranch request) {
        if (BranchRecord.find(tx, home.id(), request.name()).isPresent()) {
            throw HedgerowException.of(
                    Failure.ALREADY_EXISTS,
                    "The graph has a branch '%s' already: choose another name"
                            .formatted(request.name()));
        }
        Moment moment = Moment.resolve(tx, home.id(), request.from(), home.world().clock());
        BranchRecord base = moment.branch();
        if (base.ancestors().size() + 1 >= BranchRecord.DEPTH_MAX) {
            throw HedgerowException.of(
                    Failure.LIMIT_EXCEEDED,
                    "Branches of branches go %d deep at most: merge '%s' first"
                            .formatted(BranchRecord.DEPTH_MAX, base.name()));
        }
        var branch =
                new BranchRecord(
                        request.name(),
                        nextNumber(tx),
                        base.schemaVersion(),
                        request.actor(),
                        Stamp.ZERO,
                        base.lineage(moment.at()));
        tx.putStamped(
                Space.GRAPH, Space.branchTuple(home.id(), request.name()), branch.value(true));
        KeptMoments.keepForks(tx, home.id(), branch);
        tx.receipt(Tuple.of(request.name()).encode());
        return branch;
    }

    private Branch created(String name, Outcome.Replayed<BranchRecord> before) {
        if (!Tuple.decode(before.receipt()).string(0).equals(name)) {
            throw HedgerowException.of(Failure.TOKEN_REUSED);
        }
        return find(name);
    }

    private static Branch created(BranchRecord record, Stamp stamp) {
        Branch branch = record.branch();
        return new Branch(
                branch.name(),
                branch.parent(),
                branch.fork(),
                stamp,
                branch.actor(),
                branch.schemaVersion());
    }

    private long nextNumber(Transaction tx) {
        var key = Space.branchCount(home.id());
        long number = tx.get(key).map(entry -> entry.tuple().number(0)).orElse(1L);
        tx.put(key, Tuple.of(number + 1));
        return number;
    }

    Branch find(String name) {
        try (var now = home.store().snapshot()) {
            return BranchRecord.read(now, home.id(), name).branch();
        }
    }

    List<Branch> list(Optional<String> after, int limit) {
        KeyRange all = Space.branches(home.id());
        KeyRange rest = after.map(name -> all.after(Space.branch(home.id(), name))).orElse(all);
        try (var now = home.store().snapshot()) {
            return now.scan(rest, limit, Direction.ASCENDING).stream()
                    .map(entry -> decode(entry).branch())
                    .toList();
        }
    }

    /** Takes the name away at once; the rows go afterwards, and a reader keeps its view. */
    void delete(String name) {
        long number = home.store().transact(tx -> delete(tx, name));
        sweep(number);
    }

    /** The same in the caller's transaction; the branch's number. */
    long delete(Transaction tx, String name) {
        if (name.equals(Branch.MAIN)) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE, "The branch main cannot be deleted: delete the graph");
        }
        BranchRecord branch = BranchRecord.read(tx, home.id(), name);
        for (Entry entry : tx.stream(Space.branches(home.id()))) {
            BranchRecord other = decode(entry);
            if (other.ancestors().stream().anyMatch(a -> a.branch() == branch.number())) {
                throw HedgerowException.of(
                        Failure.WRONG_STATE,
                        "The branch '%s' was forked from '%s': delete it first"
                                .formatted(other.name(), name));
            }
            KeptMoments.releaseMerged(
                    tx, new BranchSpace(home.id(), other.number()), branch.number());
        }
        tx.unprotect(new BranchSpace(home.id(), branch.number()).all());
        tx.delete(Space.branch(home.id(), name));
        tx.put(Space.dead(home.id(), branch.number()), Tuple.of(name));
        return branch.number();
    }

    /** Removes what is left of deleted branches, also of those a crash interrupted. */
    void sweep() {
        List<Entry> dead;
        try (var now = home.store().snapshot()) {
            dead = now.scan(Space.dead(home.id()), Reader.PAGE, Direction.ASCENDING);
        }
        for (Entry entry : dead) {
            sweep(entry.key().tuple().number(2));
        }
    }

    private void sweep(long number) {
        Sweep.all(home.store(), new BranchSpace(home.id(), number).all());
        home.store()
                .transact(tx -> {
                    tx.delete(Space.dead(home.id(), number));
                    return number;
                });
    }

    private static BranchRecord decode(Entry entry) {
        return BranchRecord.decode(entry.key().tuple().string(2), entry.tuple());
    }
}
