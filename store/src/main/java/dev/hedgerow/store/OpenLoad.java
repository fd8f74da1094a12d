package dev.hedgerow.store;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.store.Loads.Claim;
import java.util.List;

/** A bulk load under way. */
final class OpenLoad implements BulkLoad {
    private enum State {
        WRITING,
        FINISHED,
        CLOSED
    }

    private final LoadSweep sweep;
    private final Claim claim;
    private final Stamp begun;
    private final RowSorter rows;
    private State state = State.WRITING;

    OpenLoad(LoadSweep sweep, Claim claim, Stamp begun, RowSorter rows) {
        this.sweep = sweep;
        this.claim = claim;
        this.begun = begun;
        this.rows = rows;
    }

    /** Refuses what no load may be asked for. */
    static void checkRanges(List<KeyRange> ranges) {
        boolean empty = ranges.isEmpty() || ranges.stream().anyMatch(KeyRange::isEmpty);
        if (empty || ranges.size() > RANGES_MAX) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "A bulk load has 1 to %d ranges, and none is empty".formatted(RANGES_MAX));
        }
    }

    Claim claim() {
        return claim;
    }

    @Override
    public Stamp begun() {
        return begun;
    }

    @Override
    public void put(Key key, byte[] value) {
        OpenTransaction.checkSize(key.bytes().length, value.length);
        add(key, Layout.loaded(value));
    }

    @Override
    public void delete(Key key) {
        OpenTransaction.checkSize(key.bytes().length, 0);
        add(key, Layout.LOADED_DELETED);
    }

    private void add(Key key, byte[] stored) {
        check(State.WRITING);
        int range = claim.rangeOf(key);
        if (range < 0) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST, "%s is outside of what is loaded".formatted(key));
        }
        rows.add(range, Layout.versioned(key, begun), stored);
    }

    private void check(State wanted) {
        if (state != wanted) {
            throw HedgerowException.of(
                    Failure.WRONG_STATE,
                    "A bulk load has to be %s for this and is %s".formatted(wanted, state));
        }
    }

    @Override
    public long rows() {
        return rows.count();
    }

    @Override
    public void finish() {
        check(State.WRITING);
        rows.finish();
        state = State.FINISHED;
    }

    /** Lets the transaction make it visible. */
    void publish(OpenTransaction tx) {
        check(State.FINISHED);
        Loads.writePublished(tx, begun, claim);
    }

    @Override
    public void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        try {
            rows.close();
        } finally {
            sweep.close(this);
        }
    }
}
