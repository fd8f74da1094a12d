package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.TransactionOptions;
import dev.hedgerow.store.TransactionOptions.Token;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one transaction after the other, and again for one whose reply it did not get. It
 * survives the node: each life of the node has a thread that acts for it.
 */
final class Client {
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final int number;
    private final History history;
    private final RandomGenerator chance;
    private @Nullable Attempt open;
    private String complaint = "";
    private int asked;

    Client(int number, History history, RandomGenerator chance) {
        this.number = number;
        this.history = history;
        this.chance = chance;
    }

    int number() {
        return number;
    }

    /** Works until its thread dies. */
    void work(Store store, World world) {
        giveUpWithoutToken();
        while (true) {
            world.clock().sleep(Duration.ofNanos(chance.nextLong(3_000_000)));
            var attempt = open == null ? next(world) : open;
            open = attempt;
            if (attempt.token().isPresent() && chance.nextInt(10) == 0) {
                attempt.asked();
                world.threads().start("twin-" + number, () -> ask(attempt, store));
            }
            boolean settled = ask(attempt, store);
            // a lost reply: it happened, and the client asks again
            boolean lost =
                    attempt.token().isPresent()
                            && attempt.state() == Attempt.State.ACKNOWLEDGED
                            && chance.nextInt(8) == 0;
            open = settled && !lost ? null : attempt;
        }
    }

    /** Asks for one thing, in a world without faults. */
    void ask(Program program, Store store) {
        ask(history.begin(program, Optional.empty()), store);
    }

    /** Learns what became of the last one, in a world without faults. */
    void settle(Store store, World world) {
        giveUpWithoutToken();
        for (var attempt = open; attempt != null; attempt = open) {
            if (ask(attempt, store)) {
                open = null;
            } else {
                world.clock().sleep(PATIENCE);
            }
        }
    }

    /** Asking again for what the last life cut off could make it happen twice. */
    private void giveUpWithoutToken() {
        if (open != null && open.token().isEmpty()) {
            history.counts().lose();
            open = null;
        }
    }

    /** Why it asks again. */
    String complaint() {
        return "%s: %s".formatted(open, complaint);
    }

    boolean hasSettled() {
        return open == null;
    }

    private Attempt next(World world) {
        var program = Program.draw(chance, history.earlier(chance));
        boolean careful = !(program instanceof Program.Look) && chance.nextInt(4) > 0;
        String text = "client-%d-%d".formatted(number, asked++);
        Optional<Token> token =
                careful
                        ? Optional.of(
                                new Token(
                                        Space.DATA.key("home", number % 2),
                                        text,
                                        world.clock().instant()))
                        : Optional.empty();
        return history.begin(program, token);
    }

    private static Throwable root(Throwable e) {
        var cause = e.getCause();
        return cause == null ? e : root(cause);
    }

    /** Whether the client need not ask again. */
    private boolean ask(Attempt attempt, Store store) {
        attempt.asked();
        var options =
                attempt.token()
                        .map(TransactionOptions.DEFAULT::withToken)
                        .orElse(TransactionOptions.DEFAULT);
        Outcome<String> outcome;
        try {
            outcome = ask(attempt, store, options);
        } catch (HedgerowException e) {
            complaint = "%s, because of %s".formatted(e.getMessage(), root(e));
            return failed(attempt, e.failure());
        }
        history.acknowledged(attempt, outcome);
        return true;
    }

    private static Outcome<String> ask(Attempt attempt, Store store, TransactionOptions options) {
        if (!(attempt.program() instanceof Bulk bulk)) {
            return store.transact(options, attempt::run);
        }
        try (var load = store.bulkLoad(List.of(Bulk.range(bulk.area())))) {
            bulk.fill(load);
            return store.transact(options, tx -> attempt.publish(bulk, load, tx));
        }
    }

    private boolean failed(Attempt attempt, Failure failure) {
        boolean unknown = failure == Failure.OUTCOME_UNKNOWN || !attempt.askedOnce();
        if (!unknown) {
            history.refused(attempt);
            return true;
        }
        boolean hopeless =
                attempt.token().isEmpty()
                        || failure == Failure.TOKEN_EXPIRED
                        || failure == Failure.HISTORY_GONE;
        if (hopeless && attempt.state() == Attempt.State.OPEN) {
            history.counts().lose();
        }
        return hopeless;
    }
}
