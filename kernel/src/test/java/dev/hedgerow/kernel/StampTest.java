package dev.hedgerow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampTest {
    private static final long SEED = Long.getLong("seed", 20261121);

    @Test
    void aCommitIdIsReadAsItWasWritten() {
        var random = new Random(SEED);
        LongStream.concat(
                        LongStream.of(0, 1, 31, 32, Long.MAX_VALUE),
                        random.longs(1_000, 0, Long.MAX_VALUE))
                .mapToObj(Stamp::new)
                .forEach(stamp ->
                        assertThat(Stamp.parse(stamp.toString()))
                                .as("seed %d", SEED)
                                .contains(stamp));
    }

    @Test
    void commitIdsSortAsTheirStamps() {
        var random = new Random(SEED);
        for (int i = 0; i < 1_000; i++) {
            var one = new Stamp(random.nextLong(Long.MAX_VALUE));
            var other = new Stamp(random.nextLong(Long.MAX_VALUE));

            assertThat(Integer.signum(one.toString().compareTo(other.toString())))
                    .as("seed %d", SEED)
                    .isEqualTo(one.compareTo(other));
        }
    }

    @Test
    void aMillisecondHoldsTheStampsFromItsFirstToItsLast() {
        Instant instant = Instant.parse("2026-03-01T12:00:00.123Z");

        assertThat(Stamp.at(instant).instant()).isEqualTo(instant);
        assertThat(Stamp.endOf(instant).instant()).isEqualTo(instant);
        assertThat(Stamp.endOf(instant).next()).isEqualTo(Stamp.at(instant.plusMillis(1)));
        assertThat(Stamp.endOf(instant).isAfter(Stamp.at(instant))).isTrue();
    }

    @Test
    void beforeTheYear1970ThereIsNoStamp() {
        assertThat(Stamp.at(Instant.EPOCH.minusSeconds(1))).isEqualTo(Stamp.ZERO);
        assertThatThrownBy(() -> new Stamp(-1)).hasMessageContaining("never negative");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "co_",
                "main",
                "co_000000000000",
                "co_00000000000000",
                "co_000000000000u",
                "co_000000000000A",
                "co_8000000000000",
                "co_zzzzzzzzzzzzz",
                "op_0000000000000"
            })
    void anythingElseIsNoCommitId(String text) {
        assertThat(Stamp.parse(text)).isEmpty();
    }
}
