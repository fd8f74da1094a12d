package dev.hedgerow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.simulation.fleet.FleetScenario;
import dev.hedgerow.simulation.graph.GraphScenario;
import dev.hedgerow.simulation.operations.OperationsScenario;
import dev.hedgerow.simulation.projection.ProjectionScenario;
import dev.hedgerow.simulation.store.StoreScenario;
import dev.hedgerow.simulator.Replay;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code -Dseed=N} plays one seed, {@code -Dseeds=N} so many of each scenario. */
@Timeout(600)
final class SimulationTest {
    /** Of the first two scenarios; with those of the others it is 200 in all. */
    private static final int SEEDS = 60;

    /** One after the other: worlds beside each other meet at locks of the JDK. */
    private static Tally play(Scenario scenario, int seeds) {
        Long one = Long.getLong("seed");
        long from = one == null ? 0 : one;
        long count = one == null ? Long.getLong("seeds", seeds) : 1;
        var tally = Tally.NONE;
        for (long seed = from; seed < from + count; seed++) {
            tally = tally.plus(Scenarios.play(scenario, seed));
        }
        System.out.println("seed " + from + " and on, " + scenario.name() + ": " + tally);
        return tally;
    }

    @Test
    void K12_K11_K7_K6_theStoreKeepsEveryPromiseUnderRandomWorkAndCrashes() {
        var tally = play(new StoreScenario(), SEEDS);
        if (tally.plays() >= SEEDS) {
            assertThat(tally.switches() / tally.plays()).as("switches each").isGreaterThan(500);
            assertThat(tally.crashes()).isGreaterThan(2 * tally.plays());
            assertThat(tally.acknowledged()).isGreaterThan(50 * tally.plays());
            assertThat(tally.recovered()).isGreaterThan(100 * tally.plays());
            assertThat(tally.replayed()).isGreaterThan(tally.plays());
            assertThat(tally.unknown()).isPositive();
            assertThat(tally.refused()).isPositive();
            assertThat(tally.collected()).isPositive();
        }
    }

    @Test
    void G2_G8_G11_K12_theGraphKeepsItsRulesUnderRandomWorkBranchesMergesAndCrashes() {
        var tally = play(new GraphScenario(), SEEDS);
        if (tally.plays() >= SEEDS) {
            assertThat(tally.switches() / tally.plays()).as("switches each").isGreaterThan(200);
            assertThat(tally.crashes()).isGreaterThan(2 * tally.plays());
            assertThat(tally.acknowledged()).isGreaterThan(40 * tally.plays());
            assertThat(tally.recovered()).isGreaterThan(5 * tally.plays());
            assertThat(tally.replayed()).isGreaterThan(tally.plays());
            assertThat(tally.unknown()).isPositive();
            assertThat(tally.refused()).isGreaterThan(10 * tally.plays());
        }
    }

    @Test
    void O2_O3_O4_O8_operationsKeepTheirPromisesUnderRandomWorkAndCrashes() {
        var tally = play(new OperationsScenario(), SEEDS / 3);
        if (tally.plays() >= SEEDS / 3) {
            assertThat(tally.switches() / tally.plays()).as("switches each").isGreaterThan(1000);
            assertThat(tally.crashes()).isGreaterThan(2 * tally.plays());
            assertThat(tally.acknowledged()).isGreaterThan(30 * tally.plays());
            assertThat(tally.recovered()).isGreaterThan(50 * tally.plays());
            assertThat(tally.replayed()).isGreaterThan(tally.plays());
        }
    }

    @Test
    void F1_F2_F3_F4_F9_F11_theFleetKeepsItsPromisesUnderRandomWorkAndCrashes() {
        var tally = play(new FleetScenario(), 2 * SEEDS / 3);
        if (tally.plays() >= 2 * SEEDS / 3) {
            assertThat(tally.switches() / tally.plays()).as("switches each").isGreaterThan(1000);
            assertThat(tally.crashes()).isGreaterThan(5 * tally.plays());
            assertThat(tally.acknowledged()).isGreaterThan(10 * tally.plays());
            assertThat(tally.recovered()).isGreaterThan(10 * tally.plays());
            assertThat(tally.replayed()).isGreaterThan(tally.plays());
            assertThat(tally.refused()).isGreaterThan(tally.plays());
        }
    }

    @Test
    void P1_P2_P3_P7_P8_answersAreThoseOfTheirCommitUnderBuildsSwapsAndCrashes() {
        var tally = play(new ProjectionScenario(), SEEDS / 3);
        if (tally.plays() >= SEEDS / 3) {
            assertThat(tally.switches() / tally.plays()).as("switches each").isGreaterThan(1000);
            assertThat(tally.crashes()).isGreaterThan(tally.plays());
            assertThat(tally.acknowledged()).as("writes").isGreaterThan(50 * tally.plays());
            assertThat(tally.replayed()).as("answers").isGreaterThan(100 * tally.plays());
            assertThat(tally.recovered()).as("operations ended").isGreaterThan(tally.plays());
            assertThat(tally.collected()).as("generations").isGreaterThan(tally.plays());
        }
    }

    @Test
    void everyScenarioPlaysTheSameTwice() {
        for (Scenario scenario : Scenarios.ALL) {
            Replay.check(Long.getLong("seed", 4711), scenario::play);
        }
    }
}
