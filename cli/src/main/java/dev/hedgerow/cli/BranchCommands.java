package dev.hedgerow.cli;

import dev.hedgerow.cli.text.Bar;
import dev.hedgerow.cli.text.Cells;
import dev.hedgerow.cli.text.Table;
import dev.hedgerow.cli.text.Words;
import dev.hedgerow.client.ClientException;
import dev.hedgerow.client.GraphCalls;
import dev.hedgerow.client.History;
import dev.hedgerow.client.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code branch create|list|delete|merge}. */
@Command(name = "branch", description = "Create, list, merge and delete branches")
final class BranchCommands {
    private final Session session;

    BranchCommands(Session session) {
        this.session = session;
    }

    @Command(name = "create", description = "Make a branch")
    int create(
            @Parameters(paramLabel = "GRAPH") View view,
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--from",
                            paramLabel = "VIEW",
                            defaultValue = View.MAIN,
                            description = "A branch, a commit or a time")
                    String from) {
        History.Branch made = calls(view).createBranch(name, from);
        return session.answer(
                made,
                b ->
                        session.say(
                                "Created branch %s of %s from %s at %s"
                                        .formatted(b.name(), b.graph(), from, b.commit())));
    }

    @Command(name = "list", description = "The branches of a graph and their heads")
    int list(@Parameters(paramLabel = "GRAPH") View view) {
        List<History.Branch> branches = calls(view).branches();
        Table table = Table.of("BRANCH", "HEAD", "FROM", "AT", "CREATED");
        for (History.Branch branch : branches) {
            table.row(
                    branch.name(),
                    branch.commit(),
                    branch.parent().orElse(""),
                    branch.forkedAt().orElse(""),
                    Words.moment(branch.createdAt()));
        }
        return session.answer(branches, b -> session.table(table, "There are no branches."));
    }

    @Command(name = "delete", description = "Delete a branch")
    int delete(
            @Parameters(paramLabel = "GRAPH") View view,
            @Parameters(paramLabel = "NAME") String name) {
        return session.answer(
                calls(view).deleteBranch(name),
                b ->
                        session.say(
                                "Deleted branch %s of %s, was %s"
                                        .formatted(name, b.graph(), b.commit())));
    }

    @Command(name = "merge", description = "Merge a branch into another, or show what that does")
    int merge(
            @Parameters(paramLabel = "GRAPH") View view,
            @Parameters(paramLabel = "FROM", description = "The branch to merge") String from,
            @Option(
                            names = "--into",
                            paramLabel = "BRANCH",
                            defaultValue = View.MAIN,
                            description = "The branch to merge into; main unless said")
                    String into,
            @Option(names = "--preview", description = "Change nothing") boolean preview,
            @Option(
                            names = "--take",
                            paramLabel = "ours|theirs",
                            description = "For conflicts without a resolution")
                    Optional<String> take,
            @Option(
                            names = "--resolve",
                            paramLabel = "ENTITY[.PROPERTY]=SIDE",
                            description = "Settle one conflict: ours, theirs or base")
                    List<String> resolve,
            @Option(
                            names = {"-m", "--message"},
                            paramLabel = "TEXT")
                    Optional<String> message) {
        GraphCalls calls = calls(view);
        if (preview) {
            return session.answer(calls.previewMerge(from, into), this::print);
        }
        List<History.Resolution> resolutions = resolve == null ? List.of() : parsed(resolve);
        try {
            Written written =
                    merged(calls, new History.Merge(from, into, resolutions, take, message));
            return session.answer(
                    written,
                    w ->
                            session.say(
                                    "Merged %s into %s of %s at %s: %s"
                                            .formatted(
                                                    from,
                                                    into,
                                                    w.graph(),
                                                    w.commit(),
                                                    Cells.counts(w.counts()))));
        } catch (ClientException e) {
            if (!session.json() && !e.conflicts().isEmpty()) {
                conflicts(e.conflicts()).print(session.terminal(), "  ");
            }
            throw e;
        }
    }

    private Written merged(GraphCalls calls, History.Merge merge) {
        try (Bar bar = new Bar(session.terminal(), session.world().clock())) {
            return calls.merge(
                    merge,
                    progress -> {
                        String figures = Words.count(progress.done()) + " " + progress.unit();
                        bar.show("merging", progress.done(), progress.total(), figures);
                    });
        }
    }

    private static List<History.Resolution> parsed(List<String> texts) {
        List<History.Resolution> resolutions = new ArrayList<>();
        for (String text : texts) {
            int equals = text.lastIndexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "'%s' settles nothing: expected ENTITY.PROPERTY=ours".formatted(text));
            }
            String what = text.substring(0, equals);
            int dot = what.lastIndexOf('.');
            String entity = dot < 0 ? what : what.substring(0, dot);
            String property = dot < 0 ? null : what.substring(dot + 1);
            String side = text.substring(equals + 1);
            resolutions.add(new History.Resolution(entity, property, side));
        }
        return resolutions;
    }

    private void print(History.MergePreview preview) {
        session.say(
                "Merging %s (%s) into %s (%s): %s, %s"
                        .formatted(
                                preview.from(),
                                preview.fromCommit(),
                                preview.into(),
                                preview.intoCommit(),
                                Cells.counts(preview.counts()),
                                preview.conflicts().isEmpty()
                                        ? "no conflicts"
                                        : Words.plural(preview.conflicts().size(), "conflict")));
        if (!preview.changes().isEmpty()) {
            RowCommands.changes(preview.changes()).print(session.terminal(), "  ");
        }
        if (!preview.conflicts().isEmpty()) {
            conflicts(preview.conflicts()).print(session.terminal(), "  ");
        }
        if (preview.truncated()) {
            session.say("  and more");
        }
    }

    private static Table conflicts(List<History.Conflict> conflicts) {
        Table table = Table.of("CONFLICT", "PROPERTY", "BASE", "OURS", "THEIRS");
        for (History.Conflict conflict : conflicts) {
            table.row(
                    conflict.entity(),
                    conflict.property().isEmpty() ? conflict.kind() : conflict.property(),
                    Cells.text(conflict.base()),
                    Cells.text(conflict.ours()),
                    Cells.text(conflict.theirs()));
        }
        return table;
    }

    private GraphCalls calls(View view) {
        return session.node().graph(view.graph());
    }
}
