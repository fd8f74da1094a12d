package dev.hedgerow.simulation.operations;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.OperationId;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.Origin;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks for jobs, again when there was no answer, and calls some off. */
final class Foreman {
    static final List<String> THINGS = List.of("a", "b", "c");

    private final int number;
    private final Site site;
    private final RandomGenerator chance;
    private Site.@Nullable Order open;
    private int asked;

    Foreman(int number, Site site, RandomGenerator chance) {
        this.number = number;
        this.site = site;
        this.chance = chance;
    }

    /** What there is in one life of the node. */
    record Yard(Store store, Operations operations, World world, Craft craft) {}

    /** Works until its thread dies. */
    void work(Yard yard) {
        giveUpWithoutKey();
        while (true) {
            long pause = chance.nextInt(5) < 3 ? 3_000_000L : 4_000_000_000L;
            yard.world().clock().sleep(Duration.ofNanos(chance.nextLong(pause)));
            if (open == null && chance.nextInt(8) == 0) {
                callOff(yard);
            } else {
                var order = open == null ? next() : open;
                open = order;
                boolean settled = ask(order, yard);
                boolean lost = order.keyed() && order.told().isPresent() && chance.nextInt(6) == 0;
                open = settled && !lost ? null : order;
            }
        }
    }

    /** Asks again for what it got no answer for, in a world without faults. */
    void settle(Yard yard) {
        giveUpWithoutKey();
        var order = open;
        if (order != null && ask(order, yard)) {
            open = null;
        }
    }

    boolean hasSettled() {
        return open == null;
    }

    private void giveUpWithoutKey() {
        if (open != null && !open.keyed()) {
            site.counts().lose();
            open = null;
        }
    }

    private Site.Order next() {
        var targets = new ArrayList<String>();
        for (int left = chance.nextInt(1, 3); left > 0; left--) {
            String thing = THINGS.get(chance.nextInt(THINGS.size()));
            if (!targets.contains(thing) && !targets.contains("~" + thing)) {
                targets.add(chance.nextBoolean() ? thing : "~" + thing);
            }
        }
        var troubles = Job.Trouble.values();
        var trouble =
                chance.nextInt(3) > 0
                        ? Job.Trouble.NONE
                        : troubles[chance.nextInt(troubles.length)];
        String name = "job-%d-%d".formatted(number, asked++);
        return site.order(
                new Job(name, List.copyOf(targets), chance.nextInt(1, 5), trouble),
                chance.nextInt(4) > 0);
    }

    /** Whether it need not be asked for again. */
    private boolean ask(Site.Order order, Yard yard) {
        try {
            site.told(order, make(order, yard));
            return true;
        } catch (HedgerowException e) {
            if (!order.keyed() && e.failure() == Failure.OUTCOME_UNKNOWN) {
                site.counts().lose();
            } else if (!order.keyed()) {
                order.refuse();
                site.counts().refuse();
            }
            return !order.keyed();
        }
    }

    private OperationId make(Site.Order order, Yard yard) {
        var plain = Origin.of("foreman-" + number, "tenant");
        var origin = order.keyed() ? plain.withIdempotencyKey(order.job().name()) : plain;
        return yard.store()
                .transact(tx -> {
                    var id = yard.operations().enqueue(tx, yard.craft(), order.job(), origin);
                    tx.put(Craft.joined(order.job().name()), new byte[] {1});
                    return id;
                });
    }

    private void callOff(Yard yard) {
        var known = site.orders().values().stream().filter(o -> o.told().isPresent()).toList();
        if (known.isEmpty()) {
            return;
        }
        var order = known.get(chance.nextInt(known.size()));
        order.cancel();
        try {
            yard.operations().cancel(order.told().orElseThrow(), "foreman-" + number);
        } catch (HedgerowException e) {
            // it may be cancelled or not, and either is well
            site.counts().lose();
        }
    }
}
