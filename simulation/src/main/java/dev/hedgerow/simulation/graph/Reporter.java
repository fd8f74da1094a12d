package dev.hedgerow.simulation.graph;

import dev.hedgerow.graph.ViewAddress;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import java.time.Duration;
import java.util.random.RandomGenerator;

/** Looks at branches, now and then in the past, and writes down what it saw. */
final class Reporter {
    private final Diary diary;
    private final RandomGenerator chance;

    Reporter(Diary diary, RandomGenerator chance) {
        this.diary = diary;
        this.chance = chance;
    }

    /** Works until its thread dies. */
    void work(Citizen.Office office) {
        while (true) {
            office.world().clock().sleep(Duration.ofNanos(chance.nextLong(8_000_000)));
            try {
                if (chance.nextInt(4) == 0) {
                    diary.earlier(chance).ifPresent(commit -> lookBack(office, commit));
                } else {
                    look(office);
                }
            } catch (HedgerowException e) {
                // a closed store and a dropped branch are no news; a broken one is
                CheckFailed.unless(e.failure() != Failure.CORRUPT, "a view failed: %s", e);
            }
        }
    }

    private void look(Citizen.Office office) {
        var branches = diary.branches();
        String branch = branches.get(chance.nextInt(branches.size()));
        Stamp before = diary.told().head(branch);
        try (var view = office.graph().view(new ViewAddress.Head(branch))) {
            office.world().clock().sleep(Duration.ofNanos(chance.nextLong(2_000_000)));
            var state = Snapshots.read(view);
            Stamp commit = view.commit();
            CheckFailed.unless(
                    !before.isAfter(commit),
                    "%s shows %s after %s had been told",
                    branch,
                    commit,
                    before);
            diary.saw(new Diary.Seen(branch, commit, state.toString()), state);
        }
    }

    private void lookBack(Citizen.Office office, Stamp commit) {
        try (var view = office.graph().view(new ViewAddress.At(commit))) {
            CheckFailed.unless(
                    view.commit().equals(commit), "the view of %s is of %s", commit, view.commit());
            var state = Snapshots.read(view);
            diary.sawPast(new Diary.Seen("", commit, state.toString()));
        }
    }
}
