package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.simulation.CheckFailed;
import dev.hedgerow.simulation.Tally;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store.Outcome;
import dev.hedgerow.store.TransactionOptions.Token;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What clients asked for and were told, kept outside of the node so that no crash loses it. */
final class History {
    /** Something read at a moment, to be compared with the model. */
    record Observation(Program.Look look, Stamp stamp, String text) {}

    private final List<Attempt> attempts = new ArrayList<>();
    private final List<Observation> observations = new ArrayList<>();
    private final List<Stamp> told = new ArrayList<>();
    private final Tally.Counts counts = new Tally.Counts();
    private Stamp floor = Stamp.ZERO;

    Attempt begin(Program program, Optional<Token> token) {
        var attempt = new Attempt(attempts.size(), program, token, floor);
        attempts.add(attempt);
        return attempt;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    List<Observation> observations() {
        return observations;
    }

    Tally.Counts counts() {
        return counts;
    }

    /** Everything told so far is at or below it. */
    Stamp floor() {
        return floor;
    }

    /** The stamp of something told before; empty before anything was. */
    Optional<Stamp> earlier(RandomGenerator chance) {
        return told.isEmpty()
                ? Optional.empty()
                : Optional.of(told.get(chance.nextInt(told.size())));
    }

    void acknowledged(Attempt attempt, Outcome<String> outcome) {
        Stamp stamp = outcome.stamp();
        switch (outcome) {
            case Outcome.Committed<String>(String text, _) -> committed(attempt, text, stamp);
            case Outcome.Replayed<String>(byte[] receipt, _) -> {
                CheckFailed.unless(
                        Arrays.equals(receipt, Program.bytes(attempt.number())),
                        "%s was answered with the receipt of another",
                        attempt);
                counts.replay();
            }
        }
        attempt.stamp()
                .ifPresent(before ->
                        CheckFailed.unless(
                                attempt.onlyReads() || before.equals(stamp),
                                "%s happened at %s and at %s",
                                attempt,
                                before,
                                stamp));
        attempt.acknowledge(stamp);
        told(stamp);
    }

    private void committed(Attempt attempt, String text, Stamp stamp) {
        if (attempt.program() instanceof Program.Look look) {
            observed(look, attempt.floor(), stamp, text);
        } else {
            counts.acknowledge();
        }
    }

    /** A read at a stamp, which must be at or above what was told before it began. */
    void observed(Program.Look look, Stamp before, Stamp stamp, String text) {
        CheckFailed.unless(
                !before.isAfter(stamp), "a read saw %s after %s had been told", stamp, before);
        observations.add(new Observation(look, stamp, text));
        told(stamp);
    }

    /** A read of the past on purpose. */
    void observedPast(long seed, Reader past) {
        var look = new Program.Look(seed);
        observations.add(new Observation(look, past.stamp(), look.text(past)));
    }

    private void told(Stamp stamp) {
        told.add(stamp);
        floor = stamp.isAfter(floor) ? stamp : floor;
    }

    void refused(Attempt attempt) {
        attempt.refuse();
        counts.refuse();
    }
}
