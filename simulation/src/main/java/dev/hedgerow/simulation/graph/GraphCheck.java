package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.Branch;
import dev.hedgerow.graph.Commit;
import dev.hedgerow.graph.Counts;
import dev.hedgerow.graph.Graph;
import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Replays the log on the model, and compares every answer and every view with it. */
final class GraphCheck {
    private final Diary diary;
    private final Chronicle chronicle;
    private final Timeline timeline = new Timeline();
    private final Map<String, Request> requests = new LinkedHashMap<>();
    private final Map<String, Stamp> happened = new TreeMap<>();

    GraphCheck(Diary diary, Graph graph) {
        this.diary = diary;
        this.chronicle = new Chronicle(graph);
        diary.requests().forEach(request -> requests.put(request.actor(), request));
    }

    void run() {
        for (String name : diary.dropped()) {
            CheckFailed.unless(
                    !chronicle.branches().containsKey(name), "%s was dropped and is there", name);
        }
        chronicle.events().forEach(this::replay);
        diary.requests().forEach(this::checkAnswers);
        diary.seen().forEach(this::checkView);
        for (String branch : chronicle.branches().keySet()) {
            Stamp now = Stamp.MAX;
            chronicle.check(branch, timeline.at(branch, now), timeline.head(branch, now));
        }
    }

    private void replay(Chronicle.Event event) {
        switch (event) {
            case Chronicle.Event.Forked(Branch branch) -> fork(branch);
            case Chronicle.Event.Committed(Commit commit) -> commit(commit);
        }
    }

    private void happened(Request request, Stamp stamp) {
        CheckFailed.unless(!request.hasFailed(), "%s failed, and happened at %s", request, stamp);
        CheckFailed.unless(
                stamp.isAfter(request.before().anything()),
                "%s happened at %s, and %s had been told before",
                request,
                stamp,
                request.before().anything());
        var twice = happened.put(request.actor(), stamp);
        CheckFailed.unless(twice == null, "%s happened at %s and at %s", request, twice, stamp);
    }

    private Request by(String actor) {
        var request = requests.get(actor);
        if (request == null) {
            throw new CheckFailed("nobody asked for what %s did".formatted(actor));
        }
        return request;
    }

    private void fork(Branch branch) {
        var request = by(branch.actor());
        happened(request, branch.created());
        String parent = branch.parent().orElseThrow();
        if (request.act() instanceof Act.Fork(var _, ViewAddress from)) {
            boolean right =
                    switch (from) {
                        case ViewAddress.At(Stamp at) ->
                                branch.fork().equals(at)
                                        && timeline.branchOf(at).equals(Optional.of(parent));
                        case ViewAddress.Head(String head) ->
                                parent.equals(head)
                                        && !request.before().head(parent).isAfter(branch.fork())
                                        && branch.created().isAfter(branch.fork());
                        case ViewAddress.AtTime _ -> false;
                    };
            CheckFailed.unless(right, "%s made %s", request, branch);
        }
        timeline.fork(branch.name(), parent, branch.fork(), branch.created());
    }

    private void commit(Commit commit) {
        if (commit.actor().equals(Town.FOUNDER)) {
            timeline.commit(commit.branch(), commit.id(), State.EMPTY);
            return;
        }
        var request = by(commit.actor());
        happened(request, commit.id());
        State before = timeline.at(commit.branch(), commit.id());
        var result = expected(request, commit);
        if (!(result instanceof Rules.Result.Done(var values))) {
            throw new CheckFailed(
                    "%s happened as %s, but the model says %s on%n%s"
                            .formatted(request, commit, result, before));
        }
        State after = before.with(values, commit.id());
        Counts counts = counts(before, after);
        CheckFailed.unless(
                commit.counts().equals(counts),
                "%s says %s, the model says %s of %s",
                commit,
                commit.counts(),
                counts,
                request);
        chronicle.checkCommit(commit, after);
        timeline.commit(commit.branch(), commit.id(), after);
        if (request.act() instanceof Act.Merge(String from, String into, var _)) {
            timeline.merged(from, into, commit.mergeParent().orElseThrow(), commit.id());
        }
    }

    private Rules.Result expected(Request request, Commit commit) {
        Stamp now = commit.id();
        return switch (request.act()) {
            case Act.Write write -> {
                CheckFailed.unless(
                        write.branch().equals(commit.branch()), "%s is no %s", commit, request);
                yield Rules.write(
                        timeline.at(write.branch(), now),
                        timeline.head(write.branch(), now),
                        write);
            }
            case Act.Merge merge -> {
                Stamp seen = commit.mergeParent().orElseThrow();
                CheckFailed.unless(
                        merge.into().equals(commit.branch())
                                && !request.before().head(merge.from()).isAfter(seen)
                                && timeline.head(merge.from(), seen).equals(seen),
                        "%s is no %s",
                        commit,
                        request);
                yield timeline.merge(merge, seen, now);
            }
            case Act.Apply apply -> {
                CheckFailed.unless(
                        apply.branch().equals(commit.branch()), "%s is no %s", commit, request);
                yield new Rules.Result.Done(timeline.at(commit.branch(), now).copy());
            }
            case Act.Fork _, Act.Drop _ ->
                    throw new CheckFailed("%s made the commit %s".formatted(request, commit));
        };
    }

    private static Counts counts(State before, State after) {
        var changes = new TreeMap<String, long[]>();
        for (Id id : after.differences(before)) {
            int kind = before.row(id).isEmpty() ? 0 : after.row(id).isEmpty() ? 2 : 1;
            changes.computeIfAbsent(id.type(), _ -> new long[3])[kind]++;
        }
        var byType = new TreeMap<String, Counts.OfType>();
        changes.forEach((type, n) -> byType.put(type, new Counts.OfType(n[0], n[1], n[2])));
        return new Counts(byType);
    }

    private void checkAnswers(Request request) {
        for (var answer : request.answers()) {
            switch (answer) {
                case Request.Answer.Done(Stamp commit, boolean changed) -> {
                    if (timeline.has(branch(request.act()))) {
                        checkDone(request, commit, changed);
                    }
                }
                case Request.Answer.Refused(var how, Stamp until) ->
                        checkRefused(request, how, until);
            }
        }
    }

    private static String branch(Act act) {
        return switch (act) {
            case Act.Write write -> write.branch();
            case Act.Merge merge -> merge.into();
            case Act.Apply apply -> apply.branch();
            case Act.Fork fork -> fork.name();
            case Act.Drop drop -> drop.name();
        };
    }

    private void checkDone(Request request, Stamp commit, boolean changed) {
        if (changed) {
            CheckFailed.unless(
                    commit.equals(happened.get(request.actor())),
                    "%s is in the log at %s",
                    request,
                    happened.get(request.actor()));
        } else if (request.act() instanceof Act.Write write) {
            State state = timeline.at(write.branch(), commit);
            var result = Rules.write(state, timeline.head(write.branch(), commit), write);
            boolean same =
                    result instanceof Rules.Result.Done(var values)
                            && state.with(values, Stamp.MAX).equals(state);
            CheckFailed.unless(
                    same && !request.before().head(write.branch()).isAfter(commit),
                    "%s changed nothing, but the model says %s on%n%s",
                    request,
                    result,
                    state);
        }
    }

    /** There must have been a moment between question and answer when the refusal was right. */
    private void checkRefused(Request request, Class<?> how, Stamp until) {
        if (!(request.act() instanceof Act.Merge || timeline.has(branch(request.act())))) {
            return;
        }
        Stamp first = request.before().anything();
        if (refusedAt(request, how, first)) {
            return;
        }
        for (Stamp moment : timeline.moments(first, until)) {
            if (refusedAt(request, how, moment)) {
                return;
            }
        }
        throw new CheckFailed(
                "%s was refused as %s, and that was never right up to %s; at first the branch was%n%s"
                        .formatted(
                                request,
                                how.getSimpleName(),
                                until,
                                timeline.at(branch(request.act()), first)));
    }

    private boolean refusedAt(Request request, Class<?> how, Stamp moment) {
        Rules.Result result =
                switch (request.act()) {
                    case Act.Write write ->
                            Rules.write(
                                    timeline.at(write.branch(), moment),
                                    timeline.head(write.branch(), moment),
                                    write);
                    case Act.Merge merge -> timeline.merge(merge, moment, moment);
                    case Act.Fork _, Act.Drop _, Act.Apply _ ->
                            throw new IllegalStateException("never refused: " + request);
                };
        return how.isInstance(result);
    }

    private void checkView(Diary.Seen seen) {
        var branch =
                seen.branch().isEmpty()
                        ? timeline.branchOf(seen.commit())
                        : Optional.of(seen.branch()).filter(timeline::has);
        branch.ifPresent(name ->
                CheckFailed.unless(
                        timeline.at(name, seen.commit()).toString().equals(seen.text()),
                        "a view of %s at %s showed%n%s%nbut the model has%n%s",
                        name,
                        seen.commit(),
                        seen.text(),
                        timeline.at(name, seen.commit())));
    }
}
