package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import dev.hedgerow.kernel.World;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class MomentsTest {
    private final Moments moments = new Moments();

    private static Stamp at(long moment) {
        return new Stamp(moment);
    }

    @Test
    void whatIsPinnedIsNotGivenUp() {
        assertThat(moments.tryPin(at(5))).isTrue();
        assertThat(moments.tryPin(at(5))).isTrue();
        assertThat(moments.tryPin(at(7))).isTrue();
        assertThat(moments.giveUp(at(9))).isEqualTo(at(5));
        moments.unpin(at(5));
        assertThat(moments.giveUp(at(9))).isEqualTo(at(5));
        moments.unpin(at(5));
        assertThat(moments.giveUp(at(9))).isEqualTo(at(7));
        moments.unpin(at(7));
        assertThat(moments.giveUp(at(9))).isEqualTo(at(9));
        assertThat(moments.all()).isEmpty();
    }

    @Test
    void whatWasGivenUpIsNotPinned() {
        assertThat(moments.giveUp(at(9))).isEqualTo(at(9));
        assertThat(moments.tryPin(at(8))).isFalse();
        assertThat(moments.all()).isEmpty();
        assertThat(moments.tryPin(at(9))).isTrue();
    }

    @Test
    void whoeverPinsWhileOthersGiveUpKeepsWhatItPinned() throws InterruptedException {
        var now = new AtomicLong(1);
        var gone = new AtomicLong();
        var ended = new AtomicBoolean();
        var lost = new AtomicInteger();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            threads.add(
                    World.system()
                            .threads()
                            .startDedicated(
                                    "pins",
                                    () -> {
                                        while (!ended.get()) {
                                            long at = now.get();
                                            if (moments.tryPin(at(at))) {
                                                if (gone.get() > at) {
                                                    lost.incrementAndGet();
                                                }
                                                moments.unpin(at(at));
                                            }
                                        }
                                    }));
        }
        for (int i = 0; i < 200_000; i++) {
            gone.set(moments.giveUp(at(now.incrementAndGet())).value());
        }
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(lost.get()).isZero();
    }
}
