package dev.hedgerow.projection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GenerationStateTest {
    @Test
    void theDiagramOfTheStatesIsAsDrawn() {
        assertThat(GenerationState.TRANSITIONS.diagram())
                .isEqualTo(
                        """
                        stateDiagram-v2
                            building --> ready
                            building --> failed
                            ready --> active
                            ready --> failed
                            active --> previous
                            previous --> active
                            previous --> retired
                            failed --> retired
                        """);
    }
}
