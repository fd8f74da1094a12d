package dev.hedgerow.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Stamp;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HorizonTest {
    private static final int READERS = 200_000;

    private final Horizon horizon = new Horizon();

    @Test
    void aMomentIsPinnedUntilItsLastReaderEnds() {
        var moment = new Stamp(7);
        horizon.pin(moment);
        horizon.pin(moment);

        horizon.unpin(moment);

        assertThat(horizon.pinned()).containsExactly(moment);
        horizon.unpin(moment);
        assertThat(horizon.pinned()).isEmpty();
    }

    @Test
    void itNeverMovesBack() {
        horizon.moveTo(new Stamp(7));
        horizon.moveTo(new Stamp(6));

        assertThat(horizon.oldest()).isEqualTo(new Stamp(7));
        assertThat(horizon.holds(new Stamp(7))).isTrue();
        assertThat(horizon.holds(new Stamp(6))).isFalse();
    }

    @Test
    @Timeout(300)
    void readersThatComeAndGoDoNotDisturbWhoAsksForThem()
            throws ExecutionException, InterruptedException {
        var stays = new Stamp(READERS);
        horizon.pin(stays);
        var readers =
                CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < READERS; i++) {
                        horizon.pin(new Stamp(i));
                        horizon.unpin(new Stamp(i));
                    }
                });

        while (!readers.isDone()) {
            assertThat(horizon.pinned()).contains(stays);
        }

        readers.get();
        assertThat(horizon.pinned()).containsExactly(stays);
    }
}
