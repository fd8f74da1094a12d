package dev.hedgerow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.CypherEngine;
import dev.hedgerow.simulation.fleet.FleetScenario;
import dev.hedgerow.simulation.graph.GraphScenario;
import dev.hedgerow.simulation.operations.OperationsScenario;
import dev.hedgerow.simulation.projection.ProjectionScenario;
import dev.hedgerow.simulation.store.StoreScenario;
import dev.hedgerow.simulator.SimulationFailure;
import dev.hedgerow.store.Store;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Takes protections away and sees that some seed fails: a check that cannot fail checks nothing.
 */
@Timeout(300)
final class ChecksNoticeTest {
    private static final int SEEDS = 40;

    private static String firstFailure(Scenario scenario) {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                Scenarios.play(scenario, seed);
            } catch (SimulationFailure e) {
                return String.valueOf(e.getMessage());
            }
        }
        return "none in %d seeds".formatted(SEEDS);
    }

    /** The first failure that finds the pattern, where a weakness shows in several ways. */
    private static String failureWith(String pattern, Scenario scenario) {
        String others = "";
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                Scenarios.play(scenario, seed);
            } catch (SimulationFailure e) {
                String message = String.valueOf(e.getMessage());
                if (Pattern.compile(pattern).matcher(message).find()) {
                    return message;
                }
                others += message.lines().findFirst().orElse("") + "\n";
            }
        }
        return "none in %d seeds, but%n%s".formatted(SEEDS, others);
    }

    private static Scenario weakened(UnaryOperator<Store> how) {
        return new StoreScenario(false, how);
    }

    @Test
    void K12_aDiskThatLiesAboutSyncIsNoticed() {
        assertThat(firstFailure(new StoreScenario(true, UnaryOperator.identity())))
                .containsPattern("(was acknowledged at|had been told)");
    }

    @Test
    void K6_aStoreThatDoesNotValidateReadsIsNoticed() {
        assertThat(firstFailure(weakened(Weakened::withoutValidation)))
                .containsPattern("(accounts hold|order of stamps|on call|seats)");
    }

    @Test
    void K7_aStoreThatForgetsTokensIsNoticed() {
        assertThat(firstFailure(weakened(Weakened::withoutTokens)))
                .containsPattern("(happened at|order of stamps)");
    }

    @Test
    void K11_aStoreThatForgetsWhatIsProtectedIsNoticed() {
        assertThat(firstFailure(weakened(Weakened::withoutProtections)))
                .containsPattern("is protected and gone");
    }

    @Test
    void aSnapshotThatMovesIsNoticed() {
        assertThat(firstFailure(weakened(Weakened::withoutSnapshots)))
                .containsPattern("(accounts hold|snapshot moved|the model has)");
    }

    @Test
    void K12_aGraphOnADiskThatLiesAboutSyncIsNoticed() {
        assertThat(firstFailure(new GraphScenario(true, UnaryOperator.identity())))
                .containsPattern("(had the commit|has no branch|There is no graph|had been told)");
    }

    @Test
    void G2_aGraphWhoseReadsAreNotValidatedIsNoticed() {
        assertThat(firstFailure(new GraphScenario(false, Weakened::withoutValidation)))
                .containsPattern("(model|has an end|is a member twice|two people|is counted)");
    }

    @Test
    void G11_aGraphWhoseTokensAreForgottenIsNoticed() {
        assertThat(firstFailure(new GraphScenario(false, Weakened::withoutTokens)))
                .containsPattern("(is now said to be done|and at|model)");
    }

    @Test
    void K12_operationsOnADiskThatLiesAboutSyncAreNoticed() {
        assertThat(firstFailure(new OperationsScenario(true, UnaryOperator.identity())))
                .containsPattern("(is gone|is there as|effects|half of)");
    }

    @Test
    void O4_operationsWhoseReadsAreNotValidatedAreNoticed() {
        assertThat(firstFailure(new OperationsScenario(false, Weakened::withoutValidation)))
                .containsPattern("(is gone|was made as|began before|effects|ended wrongly)");
    }

    private static Scenario fleet(FleetScenario.Lie lie, UnaryOperator<Store> how) {
        return new FleetScenario(lie, how, UnaryOperator.identity());
    }

    @Test
    void F1_aFleetOnADiskThatLiesAboutSyncIsNoticed() {
        assertThat(firstFailure(fleet(FleetScenario.Lie.STORE_SYNC, UnaryOperator.identity())))
                .containsPattern("(is gone|is now placed|the registry|is not found|was .*, is )");
    }

    @Test
    void F3_aFleetWhoseReadsAreNotValidatedIsNoticed() {
        assertThat(firstFailure(fleet(FleetScenario.Lie.NONE, Weakened::withoutValidation)))
                .containsPattern(
                        "(slots of|was placed|the indexes|outlives|subgraphs|was .*, is )");
    }

    @Test
    void F1_aSlotThatIsNotTakenInTheTransactionIsNoticed() {
        assertThat(firstFailure(fleet(FleetScenario.Lie.NONE, Weakened::withoutIndexes)))
                .containsPattern("the indexes .* lack");
    }

    @Test
    void F7_volumesWithoutManifestsAreNoticed() {
        assertThat(
                        firstFailure(
                                new FleetScenario(
                                        FleetScenario.Lie.NONE,
                                        UnaryOperator.identity(),
                                        Weakened::withoutManifests)))
                .containsPattern("(the manifest of|was given)");
    }

    @Test
    void F7_manifestsThatAreNotOnTheDiskAreNoticed() {
        assertThat(firstFailure(fleet(FleetScenario.Lie.FILE_SYNC, UnaryOperator.identity())))
                .containsPattern("(the manifest of|was given|come to rest)");
    }

    @Test
    void F7_aVolumeThatTwoProcessesHaveIsNoticed() {
        assertThat(firstFailure(fleet(FleetScenario.Lie.FILE_LOCK, UnaryOperator.identity())))
                .containsPattern("was given");
    }

    private static Scenario projection(
            UnaryOperator<Store> store, UnaryOperator<CypherEngine> engine) {
        return new ProjectionScenario(false, store, engine, (_, _) -> {});
    }

    @Test
    void P7_aCommitThatIsRecordedBeforeItIsAppliedIsNoticed() {
        assertThat(firstFailure(projection(UnaryOperator.identity(), Weakened::withMarkerFirst)))
                .containsPattern("the answer of generation");
    }

    @Test
    void P2_anAnswerOfSeveralMomentsIsNoticed() {
        assertThat(
                        firstFailure(
                                projection(
                                        UnaryOperator.identity(),
                                        Weakened::withoutReadTransactions)))
                .containsPattern("the answer of generation");
    }

    @Test
    void P2_aGenerationThatGoesBeforeItsReadersIsNoticed() {
        assertThat(
                        firstFailure(
                                new ProjectionScenario(
                                        false,
                                        UnaryOperator.identity(),
                                        UnaryOperator.identity(),
                                        Weakened::retiringAtOnce)))
                .containsPattern("was deleted and still open");
    }

    @Test
    void P3_generationsThatAreNotOnTheDiskAreNoticed() {
        assertThat(
                        firstFailure(
                                new ProjectionScenario(
                                        true,
                                        UnaryOperator.identity(),
                                        UnaryOperator.identity(),
                                        (_, _) -> {})))
                .containsPattern(
                        "(a question failed|the answer of gen|has seen|no folder|does not start)");
    }

    @Test
    void P4_aPromotionWhoseChecksAreNotPartOfItsTransactionIsNoticed() {
        String pattern = "(has .*ACTIVE|two build|is said to be served|was retired|still open)";
        Scenario weak = projection(Weakened::withoutValidation, UnaryOperator.identity());

        assertThat(failureWith(pattern, weak)).containsPattern(pattern);
    }
}
