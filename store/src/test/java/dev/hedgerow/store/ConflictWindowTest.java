package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConflictWindowTest {
    private static final Subspace SPACE = new Subspace(100, "test");

    private static boolean conflicts(ConflictWindow window, long readAt, Key key) {
        return conflicts(window, new Proposal.Reads(new Stamp(readAt), Set.of(key), List.of()));
    }

    private static boolean conflicts(ConflictWindow window, long readAt, KeyRange range) {
        return conflicts(window, new Proposal.Reads(new Stamp(readAt), Set.of(), List.of(range)));
    }

    private static boolean conflicts(ConflictWindow window, Proposal.Reads reads) {
        return window.check(new Proposal(reads, Proposal.Writes.NONE, _ -> {})).isPresent();
    }

    @Test
    void K6_whatNobodyCanStillMeetIsForgotten() {
        var window = new ConflictWindow(new Stamp(0), 100);
        Key key = SPACE.key("a");
        window.wrote(key, new Stamp(10));
        window.wrote(SPACE.key("b"), new Stamp(20));
        window.wrote(KeyRange.below(SPACE, Tuple.of("c")), new Stamp(15));
        window.forget(new Stamp(15));
        assertThat(window.keys()).isEqualTo(1);
        assertThat(conflicts(window, 15, key)).isFalse();
        assertThat(conflicts(window, 15, SPACE.key("b"))).isTrue();
        assertThat(conflicts(window, 14, key)).isTrue();
    }

    @Test
    void K6_whoReadBeforeWhatTheWindowRemembersStartsAgain() {
        var window = new ConflictWindow(new Stamp(5), 3);
        assertThat(conflicts(window, 4, SPACE.key(1))).as("before the start").isTrue();
        assertThat(conflicts(window, 5, SPACE.key(1))).isFalse();
        for (int i = 0; i < 4; i++) {
            window.wrote(SPACE.key(i), new Stamp(10 + i));
        }
        assertThat(conflicts(window, 9, SPACE.key(0))).as("forgotten").isTrue();
        assertThat(conflicts(window, 9, SPACE.key(99))).as("who knows").isTrue();
        assertThat(conflicts(window, 10, SPACE.key(0))).isFalse();
        assertThat(conflicts(window, 10, SPACE.key(1))).isTrue();
        assertThat(conflicts(window, 12, SPACE.key(3))).isTrue();
        assertThat(conflicts(window, 13, SPACE.key(3))).isFalse();
    }

    @Test
    void K6_aKeyWrittenAgainIsNotForgottenWithItsFirstWrite() {
        var window = new ConflictWindow(Stamp.ZERO, 2);
        window.wrote(SPACE.key(1), new Stamp(1));
        window.wrote(SPACE.key(1), new Stamp(2));
        window.wrote(SPACE.key(2), new Stamp(3));
        assertThat(conflicts(window, 1, SPACE.key(1))).isTrue();
        assertThat(conflicts(window, 2, SPACE.key(1))).isFalse();
        assertThat(conflicts(window, 1, KeyRange.all(SPACE))).isTrue();
        assertThat(conflicts(window, 3, KeyRange.all(SPACE))).isFalse();
    }

    @Test
    void K6_aWrittenRangeMeetsEveryReadInItAndIsForgottenSafely() {
        var window = new ConflictWindow(Stamp.ZERO, 100);
        var range = KeyRange.below(SPACE, Tuple.of("a"));
        window.wrote(range, new Stamp(10));
        assertThat(conflicts(window, 9, SPACE.key("a", 1))).isTrue();
        assertThat(conflicts(window, 10, SPACE.key("a", 1))).isFalse();
        assertThat(conflicts(window, 9, SPACE.key("b"))).isFalse();
        assertThat(conflicts(window, 9, KeyRange.all(SPACE))).isTrue();
        assertThat(conflicts(window, 9, KeyRange.below(SPACE, Tuple.of("b")))).isFalse();
        for (int i = 0; i < 2_000; i++) {
            window.wrote(KeyRange.single(SPACE.key("c", i)), new Stamp(11 + i));
        }
        assertThat(conflicts(window, 9, SPACE.key("a", 1))).as("forgotten").isTrue();
        assertThat(conflicts(window, 3_000, SPACE.key("a", 1))).isFalse();
    }
}
