package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentRowsTest {
    private static final Subspace SPACE = new Subspace(100, "test");
    private static final Key KEY = SPACE.key("a");
    private static final byte[] FIRST = {1};
    private static final byte[] SECOND = {2};

    private final RecentRows rows = new RecentRows(at(10), 1 << 20);

    private static Stamp at(long moment) {
        return new Stamp(moment);
    }

    private static Optional<Reader.Entry> entry(Key key, byte[] value, long written) {
        return Optional.of(new Reader.Entry(key, value, at(written)));
    }

    private void commit(long stamp, byte[] stored) {
        rows.committing(List.of(new ReplicatedLog.Versioned(KEY, at(stamp), stored)));
    }

    private byte[] value(long moment) {
        return Optional.ofNullable(rows.find(KEY, at(moment)))
                .flatMap(row -> Optional.ofNullable(row.value()))
                .orElseThrow();
    }

    @Test
    void whatWasReadIsKnownFromTheCommitOnThatWroteIt() {
        rows.found(KEY, at(20), entry(KEY, FIRST, 5));
        assertThat(value(5)).isEqualTo(FIRST);
        assertThat(value(99)).isEqualTo(FIRST);
        assertThat(rows.find(KEY, at(4))).isNull();
    }

    @Test
    void whatIsNotThereIsNotKnownToHaveBeenMissingBefore() {
        rows.found(KEY, at(20), Optional.empty());
        assertThat(rows.find(KEY, at(19))).isNull();
        assertThat(rows.find(KEY, at(20))).isEqualTo(new RecentRows.Row(null, at(20)));
    }

    @Test
    void aCommitIsKnownAtOnceAndWhatWasBeforeItNoLonger() {
        rows.found(KEY, at(20), entry(KEY, FIRST, 5));
        commit(30, Layout.value(SECOND));
        assertThat(value(30)).isEqualTo(SECOND);
        assertThat(rows.find(KEY, at(29))).isNull();
        commit(40, Layout.DELETED);
        assertThat(rows.find(KEY, at(40))).isEqualTo(new RecentRows.Row(null, at(40)));
        assertThat(rows.find(KEY, at(39))).isNull();
    }

    @Test
    void aReaderFromBeforeACommitLeavesNothing() {
        commit(30, Layout.value(SECOND));
        rows.found(KEY, at(29), entry(KEY, FIRST, 5));
        assertThat(rows.find(KEY, at(50))).isNull();
        rows.found(KEY, at(30), entry(KEY, SECOND, 30));
        assertThat(value(50)).isEqualTo(SECOND);
    }

    @Test
    void aReaderFromBeforeTheStoreWasOpenedLeavesNothing() {
        rows.found(KEY, at(9), entry(KEY, FIRST, 5));
        assertThat(rows.find(KEY, at(50))).isNull();
    }

    @Test
    void everythingIsForgottenWhenManyRowsAppearAtOnce() {
        rows.found(KEY, at(20), entry(KEY, FIRST, 5));
        rows.forget(at(30));
        assertThat(rows.find(KEY, at(50))).isNull();
        rows.found(KEY, at(29), entry(KEY, FIRST, 5));
        assertThat(rows.find(KEY, at(50))).isNull();
    }

    @Test
    void itHoldsNoMoreBytesThanItMay() {
        var small = new RecentRows(at(10), 64 * 2_000);
        int known = 0;
        for (int i = 0; i < 10_000; i++) {
            small.found(SPACE.key(i), at(20), entry(SPACE.key(i), new byte[100], 5));
        }
        for (int i = 0; i < 10_000; i++) {
            known += small.find(SPACE.key(i), at(20)) == null ? 0 : 1;
        }
        assertThat(known * 100).isBetween(10_000, 64 * 2_000);
    }

    @Test
    void aValueThatGrewTooLongIsForgotten() {
        rows.found(KEY, at(20), entry(KEY, FIRST, 5));
        commit(30, Layout.value(new byte[1 << 20]));
        assertThat(rows.find(KEY, at(50))).isNull();
    }

    @Test
    void nothingIsKeptWhereNothingMayBe() {
        var none = new RecentRows(at(10), 0);
        none.found(KEY, at(20), entry(KEY, FIRST, 5));
        assertThat(none.find(KEY, at(20))).isNull();
    }
}
