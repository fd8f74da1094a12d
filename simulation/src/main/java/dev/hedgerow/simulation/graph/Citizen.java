package dev.hedgerow.simulation.graph;

import dev.hedgerow.files.Row;
import dev.hedgerow.files.RowSource;
import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.CreateBranch;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.IdempotencyKey;
import dev.hedgerow.graph.LoadRequest;
import dev.hedgerow.graph.MergeOutcome;
import dev.hedgerow.graph.MergeRequest;
import dev.hedgerow.graph.Resolution;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.WriteOutcome;
import dev.hedgerow.graph.WriteRequest;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.TransactionOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A client of the graph: one act after the other, and again what it got no answer for. */
final class Citizen {
    /** The graph in the node's present life. */
    record Office(Store store, Graph graph, World world) {}

    private final int number;
    private final Diary diary;
    private final RandomGenerator chance;
    private final Acts acts;
    private @Nullable Request open;
    private String complaint = "";
    private int asked;

    Citizen(int number, Diary diary, RandomGenerator chance) {
        this.number = number;
        this.diary = diary;
        this.chance = chance;
        this.acts = new Acts(diary, chance);
    }

    String name() {
        return "citizen-" + number;
    }

    /** Works until its thread dies. */
    void work(Office office) {
        giveUpWithoutKey();
        while (true) {
            office.world().clock().sleep(Duration.ofNanos(chance.nextLong(3_000_000)));
            var request = open == null ? next(office.world()) : open;
            open = request;
            boolean settled = ask(request, office);
            boolean done = !request.answers().isEmpty() && request.key().isPresent();
            boolean lost = settled && done && chance.nextInt(8) == 0;
            open = settled && !lost ? null : request;
        }
    }

    /** Learns what became of the last one, in a world without faults. */
    void settle(Office office) {
        giveUpWithoutKey();
        var request = open;
        if (request != null && ask(request, office)) {
            open = null;
        }
    }

    boolean hasSettled() {
        return open == null;
    }

    String complaint() {
        return "%s: %s".formatted(open, complaint);
    }

    private void giveUpWithoutKey() {
        if (open != null && open.key().isEmpty()) {
            diary.counts().lose();
            open = null;
        }
    }

    private Request next(World world) {
        String name = number + "-" + asked++;
        var act = acts.draw(name);
        boolean careful =
                !(act instanceof Act.Drop || act instanceof Act.Apply) && chance.nextInt(4) > 0;
        Optional<IdempotencyKey> key =
                careful
                        ? Optional.of(new IdempotencyKey(name, world.clock().instant()))
                        : Optional.empty();
        return diary.begin(act, key);
    }

    /** Whether the client need not ask again. */
    private boolean ask(Request request, Office office) {
        request.asked();
        try {
            switch (request.act()) {
                case Act.Write write -> write(request, write, office);
                case Act.Apply apply -> apply(request, apply, office);
                case Act.Merge merge -> merge(request, merge, office);
                case Act.Fork fork -> fork(request, fork, office.graph());
                case Act.Drop(String name) -> {
                    office.graph().deleteBranch(name);
                    diary.dropped(name);
                }
            }
            return true;
        } catch (HedgerowException e) {
            complaint = String.valueOf(e);
            return failed(request, e.failure());
        }
    }

    private void write(Request request, Act.Write write, Office office) {
        var rows = new ArrayList<Row>();
        write.lines().forEach(line -> rows.add(line.row(rows.size() + 1)));
        var asked =
                new WriteRequest(
                        write.branch(), rows, write.ifHead(), "", request.actor(), request.key());
        WriteOutcome outcome =
                write.loaded() ? office.graph().load(loading(asked)) : office.graph().write(asked);
        switch (outcome) {
            case WriteOutcome.Committed(Stamp commit, var counts, _) ->
                    diary.done(request, write.branch(), commit, counts.total() > 0);
            case WriteOutcome.Rejected _ -> refused(request, Rules.Result.Rejected.class, office);
            case WriteOutcome.Conflict _ -> refused(request, Rules.Result.Conflict.class, office);
        }
    }

    private static LoadRequest loading(WriteRequest asked) {
        return new LoadRequest(
                asked.branch(),
                List.of(RowSource.of("play", asked.rows())),
                "",
                asked.actor(),
                asked.idempotencyKey(),
                (_, _) -> {});
    }

    private void apply(Request request, Act.Apply apply, Office office) {
        Schema wanted = Schemas.parse("town", apply.schema());
        var outcome =
                office.store()
                        .transact(
                                TransactionOptions.DEFAULT,
                                tx ->
                                        office.graph()
                                                .changeSchema(
                                                        tx,
                                                        apply.branch(),
                                                        wanted,
                                                        Optional.empty(),
                                                        request.actor()))
                        .committed();
        if (outcome.value().changed()) {
            diary.done(request, apply.branch(), outcome.stamp(), true);
        }
        try {
            office.graph().fillIndexes(apply.branch(), _ -> {});
        } catch (HedgerowException e) {
            // the schema is the branch's already; whoever applies it again goes on
            complaint = String.valueOf(e);
        }
    }

    private void merge(Request request, Act.Merge merge, Office office) {
        Optional<Resolution> otherwise =
                merge.theirs()
                        .map(theirs -> theirs ? new Resolution.Theirs() : new Resolution.Ours());
        var asked =
                new MergeRequest(
                        merge.from(),
                        merge.into(),
                        Map.of(),
                        otherwise,
                        Optional.empty(),
                        "",
                        request.actor(),
                        request.key());
        switch (office.graph().merge(asked)) {
            case MergeOutcome.Merged(Stamp commit, _, _) ->
                    diary.done(request, merge.into(), commit, true);
            case MergeOutcome.UpToDate _ -> refused(request, Rules.Result.UpToDate.class, office);
            case MergeOutcome.Conflicts _ -> refused(request, Rules.Result.Conflict.class, office);
            case MergeOutcome.Rejected _ -> refused(request, Rules.Result.Rejected.class, office);
            case MergeOutcome.Moved moved -> throw new IllegalStateException(moved.toString());
        }
    }

    private void refused(Request request, Class<? extends Rules.Result> how, Office office) {
        request.answer(new Request.Answer.Refused(how, office.store().visible()));
        diary.counts().refuse();
    }

    private void fork(Request request, Act.Fork fork, Graph graph) {
        Branch made =
                graph.createBranch(
                        new CreateBranch(fork.name(), fork.from(), request.actor(), request.key()));
        diary.forked(request, fork.name(), made.created());
    }

    private boolean failed(Request request, Failure failure) {
        boolean unknown = failure == Failure.OUTCOME_UNKNOWN || !request.askedOnce();
        if (!unknown) {
            request.fail();
            return true;
        }
        boolean hopeless =
                switch (failure) {
                    case TOKEN_EXPIRED, BRANCH_NOT_FOUND, ALREADY_EXISTS, COMMIT_NOT_FOUND -> true;
                    // the other branch has got a schema meanwhile that this one does not know
                    case WRONG_STATE -> true;
                    default -> request.key().isEmpty();
                };
        if (hopeless) {
            diary.counts().lose();
        }
        return hopeless;
    }
}
