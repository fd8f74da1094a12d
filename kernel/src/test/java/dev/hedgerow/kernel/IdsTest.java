package dev.hedgerow.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
    private static final long SEED = Long.getLong("seed", 20261121);

    private final SteppedClock clock = new SteppedClock(1_700_000_000_000L);
    private final Ids ids = new Ids(new World(clock, new SystemThreads(), new Random(SEED)));

    @Test
    void anIdSaysWhatItNames() {
        assertThat(ids.graph().value()).matches("gr_[0-9a-hjkmnp-tv-z]{26}");
        assertThat(ids.operation().value()).startsWith("op_");
        assertThat(ids.instance().value()).startsWith("in_");
        assertThat(ids.volume().value()).startsWith("vo_");
    }

    @Test
    void idsSortByAge() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            made.add(ids.graph().value());
            clock.step(1);
        }

        assertThat(made).as("seed %d", SEED).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedAndTimeMakeTheSameIds() {
        var again = new Ids(new World(clock, new SystemThreads(), new Random(SEED)));

        assertThat(again.body()).isEqualTo(ids.body());
    }

    @Test
    void whatWasMadeIsRead() {
        GraphId id = ids.graph();

        assertThat(new GraphId(id.value())).isEqualTo(id);
        assertThat(GraphId.matches(id.value())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "gr_",
                "op_01kjmmemzgwzxsyrvm53hqw1jd",
                "gr_01kjmmemzgwzxsyrvm53hqw1j",
                "gr_01kjmmemzgwzxsyrvm53hqw1jdd",
                "gr_01KJMMEMZGWZXSYRVM53HQW1JD",
                "gr_01kjmmemzgwzxsyrvm53hqw1ju"
            })
    void anythingElseIsRefusedAndQuoted(String text) {
        assertThatThrownBy(() -> new GraphId(text))
                .isInstanceOfSatisfying(
                        HedgerowException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(Failure.INVALID_REQUEST))
                .hasMessageContaining("'" + text + "' is not an id");
    }
}
