package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.Placement;
import dev.hedgerow.fleet.Removal;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What was asked for each graph, and told; kept outside of all machines. */
final class Book {
    private final Map<GraphId, Page> pages = new LinkedHashMap<>();
    private final Tally.Counts counts = new Tally.Counts();

    /** All about one graph. */
    static final class Page {
        final GraphId graph;
        final List<AllocateRequest> asked = new ArrayList<>();
        @Nullable Placement told;
        @Nullable Removal removed;
        boolean removalAsked;

        /** Whether somebody asked for a place and never learned what became of that. */
        boolean unsure;

        Page(GraphId graph) {
            this.graph = graph;
        }

        @Override
        public String toString() {
            return "%s asked for by %s, told %s, removal asked %s, told %s"
                    .formatted(graph, asked, told, removalAsked, removed);
        }
    }

    Tally.Counts counts() {
        return counts;
    }

    Page page(GraphId graph) {
        return pages.computeIfAbsent(graph, Page::new);
    }

    List<Page> pages() {
        return List.copyOf(pages.values());
    }

    /** One that somebody asked for. */
    Optional<Page> any(RandomGenerator chance) {
        List<Page> all = pages();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(chance.nextInt(all.size())));
    }

    void asks(AllocateRequest request) {
        var page = page(request.graph());
        if (!page.asked.contains(request)) {
            page.asked.add(request);
        }
    }

    /**
     * A place was given.
     *
     * @param wasRemoved whether the removal had been told when this was asked for
     */
    void placed(AllocateRequest request, Placement placement, boolean wasRemoved) {
        var page = page(request.graph());
        CheckFailed.unless(!wasRemoved, "%s was given a place again: %s", page, placement);
        CheckFailed.unless(
                placement.owner().equals(request.owner())
                        && placement.parent().equals(request.parent())
                        && placement.graph().equals(request.graph()),
                "%s was answered with %s",
                request,
                placement);
        Placement before = page.told;
        if (before == null) {
            page.told = placement;
            counts.acknowledge();
        } else {
            CheckFailed.unless(
                    before.volume().equals(placement.volume())
                            && before.owner().equals(placement.owner()),
                    "%s is now placed at %s",
                    page,
                    placement);
            counts.replay();
        }
    }

    /** A place was refused. */
    void refused(AllocateRequest request, Failure how) {
        var page = page(request.graph());
        boolean right =
                switch (how) {
                    case ALREADY_EXISTS ->
                            page.asked.stream().anyMatch(other -> !other.equals(request));
                    case WRONG_STATE -> page.removalAsked;
                    case NO_CAPACITY -> true;
                    case PLACEMENT_NOT_FOUND, LIMIT_EXCEEDED, INVALID_REQUEST ->
                            request.parent().isPresent();
                    default -> false;
                };
        CheckFailed.unless(right, "%s was refused as %s: %s", request, how, page);
        counts.refuse();
    }

    void removed(Page page, Removal removal) {
        Removal before = page.removed;
        if (before == null) {
            counts.acknowledge();
        } else {
            CheckFailed.unless(
                    before.at().equals(removal.at())
                            && before.volume().equals(removal.volume())
                            && before.owner().equals(removal.owner()),
                    "%s is now said to have been removed as %s",
                    page,
                    removal);
            counts.replay();
        }
        page.removed = removal;
    }

    /** Everything that was told is so in the end. */
    void check(Registry registry) {
        for (var page : pages.values()) {
            var row = registry.placements().get(page.graph.value());
            Placement told = page.told;
            if (row == null) {
                CheckFailed.unless(told == null, "%s is gone", page);
                continue;
            }
            CheckFailed.unless(told != null || page.unsure, "%s is there: %s", page, row);
            CheckFailed.unless(
                    told == null
                            || (told.volume().value().equals(row.volume())
                                    && told.owner().equals(new Owner(row.tenant(), row.owner()))),
                    "%s is there as %s",
                    page,
                    row);
            CheckFailed.unless(
                    page.removalAsked || !row.isTombstone(), "%s was removed: %s", page, row);
            Removal removed = page.removed;
            CheckFailed.unless(
                    removed == null
                            || row.removed().equals(Optional.of(removed.at().toEpochMilli())),
                    "%s was removed, and is there as %s",
                    page,
                    row);
            counts.recover(1);
        }
    }
}
