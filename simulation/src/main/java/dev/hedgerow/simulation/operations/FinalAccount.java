package dev.hedgerow.simulation.operations;

import dev.hedgerow.operations.Operation;
import dev.hedgerow.operations.Page;
import dev.hedgerow.operations.RecordedStep;
import dev.hedgerow.operations.State;
import dev.hedgerow.operations.Status;
import dev.hedgerow.operations.Target;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what was asked for and told with what became of it. */
final class FinalAccount {
    private static final int PAGE = 50;
    private static final Pattern NAME = Pattern.compile("job-\\d+-\\d+");

    private final Site site;
    private final Foreman.Yard yard;

    FinalAccount(Site site, Foreman.Yard yard) {
        this.site = site;
        this.yard = yard;
    }

    /** Every acknowledged operation is there. */
    void everythingIsThere() {
        for (var order : site.orders().values()) {
            order.told()
                    .ifPresent(id -> {
                        CheckFailed.unless(
                                yard.operations().find(id).isPresent(),
                                "%s is gone: %s",
                                id,
                                order.job());
                        site.counts().recover(1);
                    });
        }
    }

    /** What has not ended, by the lines of the targets. */
    List<Operation> open() {
        var open = new ArrayList<Operation>();
        for (String thing : Foreman.THINGS) {
            var target = Target.exclusive("thing", thing);
            open.addAll(yard.operations().pending(target, Page.Request.first(PAGE)).items());
        }
        return open;
    }

    private List<Operation> all() {
        var all = new ArrayList<Operation>();
        var request = Page.Request.first(PAGE);
        while (true) {
            Page<Operation> page = yard.operations().list(request);
            all.addAll(page.items());
            if (page.next().isEmpty()) {
                return all;
            }
            request = request.after(page.next().get());
        }
    }

    void check() {
        Map<String, Operation> byName = new LinkedHashMap<>();
        for (Operation operation : all()) {
            var name = NAME.matcher(operation.work().request());
            CheckFailed.unless(name.find(), "%s is no job", operation);
            var twice = byName.put(name.group(), operation);
            CheckFailed.unless(twice == null, "%s was made twice: %s", operation, twice);
        }
        try (var snapshot = yard.store().snapshot()) {
            for (var order : site.orders().values()) {
                check(order, Optional.ofNullable(byName.get(order.job().name())), snapshot);
            }
        }
        for (String thing : Foreman.THINGS) {
            Target target = Target.exclusive("thing", thing);
            CheckFailed.unless(
                    !yard.operations().inFlight(target), "%s is still in flight", target);
        }
        for (Operation operation : byName.values()) {
            CheckFailed.unless(operation.state().ended(), "%s is in no line", operation);
        }
    }

    private void check(Site.Order order, Optional<Operation> made, Reader reader) {
        var job = order.job();
        CheckFailed.unless(
                order.told().isEmpty() || order.told().equals(made.map(Operation::id)),
                "%s was made as %s and is there as %s",
                job,
                order.told(),
                made);
        CheckFailed.unless(
                !(order.wasRefused() && made.isPresent()),
                "%s was refused and made: %s",
                job,
                made);
        CheckFailed.unless(
                reader.get(Craft.joined(job.name())).isPresent() == made.isPresent(),
                "half of the transaction that made %s is there: %s",
                job,
                made);
        Set<String> recorded = new TreeSet<>();
        made.ifPresent(operation ->
                yard.operations().steps(operation.id()).stream()
                        .map(RecordedStep::name)
                        .forEach(recorded::add));
        for (int step = 0; step < job.steps(); step += 2) {
            long effects =
                    reader.get(Craft.effect(job.name(), step)).map(Transaction::counter).orElse(0L);
            CheckFailed.unless(
                    effects == (recorded.contains(Craft.commit(step)) ? 1 : 0),
                    "step %d of %s had %d effects, and is recorded in %s",
                    step,
                    made,
                    effects,
                    recorded);
        }
        made.ifPresent(operation -> checkEnd(order, operation, recorded.size()));
    }

    private static void checkEnd(Site.Order order, Operation operation, int recorded) {
        var job = order.job();
        boolean right =
                switch (operation.status()) {
                    case Status.Succeeded _ ->
                            recorded == job.steps()
                                    && job.trouble() != Job.Trouble.ALWAYS
                                    && operation.output().equals(Optional.of("" + job.steps()));
                    case Status.Failed(var _, var fault) ->
                            job.trouble() == Job.Trouble.ALWAYS
                                    && fault.code() == dev.hedgerow.kernel.Failure.ROWS_INVALID;
                    case Status.Cancelled _ -> order.wasCancelled();
                    case Status.Expired _ -> false;
                    case Status.Waiting _, Status.Ready _, Status.Running _ -> false;
                };
        CheckFailed.unless(
                right,
                "%s ended wrongly after %d steps: %s, fault %s",
                job,
                recorded,
                operation,
                operation.fault());
        CheckFailed.unless(
                operation.state() != State.SUCCEEDED || operation.journal().epoch() > 0,
                "%s was never claimed",
                operation);
    }
}
