package dev.hedgerow.simulation.store;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.BulkLoad;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions.Token;
import dev.hedgerow.store.Tuple;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A transaction that a client wants to happen, and what it was told about it. */
final class Attempt {
    /** What the client knows. */
    enum State {
        /** Asked, and not told yet; or told that nobody knows. */
        OPEN,
        ACKNOWLEDGED,
        /** Told for certain that it did not happen. */
        REFUSED
    }

    private final int number;
    private final Program program;
    private final Optional<Token> token;
    private final Stamp floor;
    private final Map<Long, String> seen = new LinkedHashMap<>();
    private State state = State.OPEN;
    private @Nullable Stamp stamp;
    private int tries;

    /**
     * @param floor the newest stamp that anybody had been told when this was first asked for
     */
    Attempt(int number, Program program, Optional<Token> token, Stamp floor) {
        this.number = number;
        this.program = program;
        this.token = token;
        this.floor = floor;
    }

    int number() {
        return number;
    }

    Program program() {
        return program;
    }

    Optional<Token> token() {
        return token;
    }

    Stamp floor() {
        return floor;
    }

    State state() {
        return state;
    }

    Optional<Stamp> stamp() {
        return Optional.ofNullable(stamp);
    }

    boolean onlyReads() {
        return program instanceof Program.Look;
    }

    /** Counts one more time that it is asked for. */
    void asked() {
        tries++;
    }

    boolean askedOnce() {
        return tries == 1;
    }

    void acknowledge(Stamp at) {
        state = State.ACKNOWLEDGED;
        stamp = at;
    }

    void refuse() {
        state = State.REFUSED;
    }

    /** Runs the program and leaves its row in the ledger; the text it saw is returned. */
    String run(Transaction tx) {
        var notes = new Notes();
        program.run(number, tx, notes);
        return leaveRow(tx, notes.text());
    }

    /** Does the same with the rows of a load that has been filled. */
    String publish(Bulk bulk, BulkLoad load, Transaction tx) {
        bulk.publish(load, tx);
        return leaveRow(tx, new Notes().text());
    }

    private String leaveRow(Transaction tx, String text) {
        if (!onlyReads()) {
            seen.put(Notes.hash(text), text);
            tx.putStamped(
                    Space.LEDGER, Tuple.of(number), Tuple.of(Tuple.COMMIT_STAMP, Notes.hash(text)));
            tx.receipt(Program.bytes(number));
        }
        return text;
    }

    /** What it saw in the run that left this hash. */
    String seen(long hash) {
        return seen.getOrDefault(hash, "(something else than in any of its runs)");
    }

    @Override
    public String toString() {
        return "attempt %d %s, %s".formatted(number, program, state);
    }
}
