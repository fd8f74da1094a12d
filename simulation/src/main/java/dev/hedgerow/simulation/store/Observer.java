package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes snapshots, now or of the past, and sees that each is whole and stands still. */
final class Observer {
    private final History history;
    private final HorizonCheck horizon;
    private final RandomGenerator chance;

    Observer(History history, HorizonCheck horizon, RandomGenerator chance) {
        this.history = history;
        this.horizon = horizon;
        this.chance = chance;
    }

    /** Works until its thread dies. */
    void work(Store store, World world) {
        while (true) {
            world.clock().sleep(Duration.ofNanos(chance.nextLong(8_000_000)));
            horizon.look(store);
            try {
                if (chance.nextInt(4) == 0) {
                    history.earlier(chance).ifPresent(at -> lookBack(store, at));
                } else {
                    look(store, world);
                }
            } catch (HedgerowException _) {
                // the store is closed or its disk has failed; nothing was seen
            }
        }
    }

    private void look(Store store, World world) {
        Stamp before = history.floor();
        try (var snapshot = store.snapshot()) {
            checkInvariants(snapshot);
            var look = new Program.Look(chance.nextLong());
            String first = look.text(snapshot);
            world.clock().sleep(Duration.ofNanos(chance.nextLong(5_000_000)));
            CheckFailed.unless(
                    look.text(snapshot).equals(first), "a snapshot moved: %s", snapshot.stamp());
            history.observed(look, before, snapshot.stamp(), first);
        }
    }

    private void lookBack(Store store, Stamp at) {
        try (var snapshot = store.snapshot(at)) {
            history.observedPast(chance.nextLong(), snapshot);
        } catch (HedgerowException e) {
            CheckFailed.unless(
                    e.failure() != Failure.HISTORY_GONE || store.oldest().isAfter(at),
                    "%s is gone and the horizon is %s",
                    at,
                    store.oldest());
        }
    }

    /** What every transaction preserves, so that every snapshot must show it. */
    static void checkInvariants(Reader reader) {
        long sum = 0;
        for (int account = 0; account < Space.ACCOUNTS; account++) {
            sum += number(reader, Space.account(account));
        }
        CheckFailed.unless(
                sum == Space.ACCOUNTS * Space.OPENING_BALANCE,
                "the accounts hold %d together at %s",
                sum,
                reader.stamp());
        for (int pair = 0; pair < Space.PAIRS; pair++) {
            CheckFailed.unless(
                    number(reader, Space.onCall(pair, 0)) + number(reader, Space.onCall(pair, 1))
                            > 0,
                    "nobody of pair %d is on call at %s",
                    pair,
                    reader.stamp());
        }
        for (int day = 0; day < Space.DAYS; day++) {
            int taken = reader.scan(Space.seats(day), 100, Reader.Direction.ASCENDING).size();
            CheckFailed.unless(
                    taken <= Space.SEATS, "day %d has %d seats at %s", day, taken, reader.stamp());
        }
    }

    private static long number(Reader reader, dev.hedgerow.store.Key key) {
        Optional<Reader.Entry> entry = reader.get(key);
        return Program.number(entry);
    }
}
