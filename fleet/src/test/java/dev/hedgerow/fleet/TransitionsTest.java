package dev.hedgerow.fleet;

import static dev.hedgerow.fleet.Refusals.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TransitionsTest {
    @Test
    void theDiagramsOfTheStatesAreAsDrawn() throws IOException {
        String drawn =
                "instance\n"
                        + InstanceState.TRANSITIONS.diagram()
                        + "\nvolume\n"
                        + VolumeState.TRANSITIONS.diagram()
                        + "\nplacement\n"
                        + PlacementState.TRANSITIONS.diagram();
        try (var file = TransitionsTest.class.getResourceAsStream("/states.txt")) {
            assertThat(file).isNotNull();
            assertThat(drawn).isEqualTo(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aWayThatIsNotInTheTableIsRefusedWithThoseThatAre() {
        String sentence =
                refused(
                        Failure.WRONG_STATE,
                        () ->
                                InstanceState.TRANSITIONS.checked(
                                        "in_x", InstanceState.LOST, InstanceState.DRAINING));

        assertThat(sentence).contains("in_x is lost", "draining", "ready, retired");
        assertThat(PlacementState.TRANSITIONS.allows(PlacementState.DELETED, PlacementState.ACTIVE))
                .isFalse();
    }
}
