package dev.hedgerow.simulation.fleet;

import dev.hedgerow.fleet.AllocateRequest;
import dev.hedgerow.fleet.Fleet;
import dev.hedgerow.fleet.Instance;
import dev.hedgerow.fleet.Owner;
import dev.hedgerow.fleet.PlacementState;
import dev.hedgerow.fleet.VolumeSpec;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.GraphId;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.VolumeId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.simulation.CheckFailed;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Works at an instance: places and removes graphs, and moves volumes about. */
final class Clerk {
    private static final List<Owner> OWNERS =
            List.of(new Owner("default", "anna"), new Owner("default", "bert"));

    /** Of these nobody knows what became of the request, or it may be asked again later. */
    private static final Set<Failure> VAGUE =
            EnumSet.of(
                    Failure.UNAVAILABLE,
                    Failure.OUTCOME_UNKNOWN,
                    Failure.SHUTTING_DOWN,
                    Failure.DISK_FULL,
                    Failure.INPUT_OUTPUT,
                    Failure.DEADLINE_EXCEEDED,
                    Failure.TRANSACTION_CONFLICT,
                    Failure.OVERLOADED);

    /** What volumes and nodes answer to who comes at the wrong time. */
    private static final Set<Failure> POLITE =
            EnumSet.of(
                    Failure.LOCKED,
                    Failure.STALE_EPOCH,
                    Failure.WRONG_STATE,
                    Failure.VOLUME_NOT_FOUND,
                    Failure.INSTANCE_NOT_FOUND);

    private final String name;
    private final Book book;
    private final Site site;
    private final RandomGenerator chance;
    private @Nullable AllocateRequest open;

    /** What all clerks of a play work with. */
    record Site(List<VolumeId> volumes, Glance glance) {}

    Clerk(String name, Book book, Site site, RandomGenerator chance) {
        this.name = name;
        this.book = book;
        this.site = site;
        this.chance = chance;
    }

    /** A process of an instance. */
    record Office(Fleet fleet, FarStore store, Instance me, World world, Host host) {}

    String name() {
        return name;
    }

    boolean hasSettled() {
        return open == null;
    }

    /** Works until its thread dies. */
    void work(Office office) {
        while (true) {
            // in bursts, so that they meet
            long pause = chance.nextInt(4) > 0 ? 4_000_000L : 6_000_000_000L;
            office.world().clock().sleep(Duration.ofNanos(chance.nextLong(pause)));
            attempt(() -> act(office));
        }
    }

    /** Learns what became of the last request. */
    void settle(Office office) {
        var request = open;
        if (request != null) {
            attempt(() -> allocate(office, request));
        }
    }

    /** What fails must fail for a reason that can be. */
    private static void attempt(Runnable act) {
        try {
            act.run();
        } catch (HedgerowException e) {
            if (!VAGUE.contains(e.failure()) && !POLITE.contains(e.failure())) {
                throw e;
            }
        }
    }

    private void act(Office office) {
        var fleet = office.fleet();
        switch (chance.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> allocate(office, open == null ? draw(office.world()) : open);
            case 5, 18 -> book.any(chance).ifPresent(page -> remove(office, page));
            case 6, 19 -> book.any(chance).ifPresent(page -> clear(office, page));
            case 7, 8 -> attach(office, volume());
            case 9 -> {
                var _ = fleet.detach(volume(), office.me());
            }
            case 10 -> {
                var _ = fleet.claim(volume(), office.me().id());
            }
            case 11 -> {
                var _ = fleet.expanding(volume(), chance.nextInt(3) == 0);
            }
            case 12 -> {
                var _ =
                        chance.nextInt(3) == 0
                                ? fleet.cordon(office.me().id())
                                : fleet.uncordon(office.me().id());
            }
            case 13 -> site.glance().volumesOf(office);
            case 14 -> site.glance().graphsOn(office, volume());
            case 15, 16 -> book.any(chance).ifPresent(page -> locate(office, page));
            default -> book.any(chance).ifPresent(page -> advance(office, page));
        }
    }

    private VolumeId volume() {
        return site.volumes().get(chance.nextInt(site.volumes().size()));
    }

    private AllocateRequest draw(World world) {
        var known = book.any(chance);
        boolean same = known.isPresent() && chance.nextInt(6) == 0;
        GraphId graph = same ? known.orElseThrow().graph : new Ids(world).graph();
        var owner = OWNERS.get(chance.nextInt(OWNERS.size()));
        var tier = FleetPlay.TIERS.get(chance.nextInt(FleetPlay.TIERS.size()));
        var request = AllocateRequest.of(owner, graph, tier);
        boolean below =
                known.isPresent()
                        && !known.orElseThrow().graph.equals(graph)
                        && chance.nextInt(4) == 0;
        return below ? request.below(known.orElseThrow().graph) : request;
    }

    private void allocate(Office office, AllocateRequest request) {
        open = request;
        book.asks(request);
        boolean wasRemoved = book.page(request.graph()).removed != null;
        try {
            book.placed(request, office.fleet().allocate(request), wasRemoved);
        } catch (HedgerowException e) {
            if (VAGUE.contains(e.failure())) {
                book.page(request.graph()).unsure = true;
                book.counts().lose();
                throw e;
            }
            book.refused(request, e.failure());
        }
        open = null;
    }

    private void remove(Office office, Book.Page page) {
        boolean known = page.told != null;
        page.removalAsked = true;
        try {
            book.removed(page, office.fleet().deallocate(page.graph));
        } catch (HedgerowException e) {
            CheckFailed.unless(
                    !known || e.failure() != Failure.PLACEMENT_NOT_FOUND,
                    "%s is not found: %s",
                    page,
                    e);
            if (e.failure() != Failure.PLACEMENT_NOT_FOUND) {
                throw e;
            }
        }
    }

    private static void clear(Office office, Book.Page page) {
        if (page.removed != null) {
            var _ = office.fleet().clear(page.graph);
        }
    }

    private void attach(Office office, VolumeId volume) {
        var tier = FleetPlay.TIERS.get(site.volumes().indexOf(volume) % FleetPlay.TIERS.size());
        var _ = office.fleet().registerVolume(volume, new VolumeSpec("here", tier.name(), "local"));
        try {
            var _ = office.fleet().attach(volume, office.me());
        } catch (HedgerowException e) {
            site.glance().isAnothers(office, volume, e);
            throw e;
        }
    }

    private void locate(Office office, Book.Page page) {
        site.glance()
                .locate(office, page)
                .ifPresent(placement -> {
                    if (chance.nextBoolean()) {
                        site.glance().write(office, placement);
                    }
                });
    }

    private void advance(Office office, Book.Page page) {
        if (page.told != null) {
            var to = chance.nextBoolean() ? PlacementState.CREATING : PlacementState.ACTIVE;
            try {
                var _ = office.store().transact(tx -> office.fleet().advance(tx, page.graph, to));
            } catch (HedgerowException e) {
                CheckFailed.unless(
                        e.failure() != Failure.PLACEMENT_NOT_FOUND, "%s is not found", page);
                throw e;
            }
        }
    }

    /** In the end: makes its volumes good, and clears what is deleted there. */
    void tidy(Office office, Registry registry) {
        attempt(() -> office.fleet().uncordon(office.me().id()));
        for (VolumeId volume : site.volumes()) {
            var row = Optional.ofNullable(registry.volumes().get(volume.value()));
            var holder = row.flatMap(known -> known.instance().or(known::intended));
            if (holder.isEmpty() || holder.get().equals(office.me().id().value())) {
                if (!office.host().tidied().contains(volume)) {
                    attempt(() -> {
                        attach(office, volume);
                        office.host().tidied().add(volume);
                    });
                }
                attempt(() -> office.fleet().expanding(volume, false));
            }
        }
        registry.placements()
                .forEach((id, row) -> {
                    if (row.state() == PlacementState.DELETING) {
                        attempt(() -> office.fleet().clear(new GraphId(id)));
                    }
                });
    }
}
