package dev.hedgerow.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
    private static final List<String> WORDS = List.of("Airport", "Route", "Person");

    @ParameterizedTest
    @CsvSource({
        "Airprot,Airport",
        "airport,Airport",
        "Airpot,Airport",
        "Rout,Route",
        "Personn,Person"
    })
    void aSlipOfThePenIsUnderstood(String written, String meant) {
        assertThat(Nearest.word(written, WORDS)).contains(meant);
        assertThat(Nearest.fix(written, WORDS)).isEqualTo("did you mean `" + meant + "`?");
    }

    @ParameterizedTest
    @CsvSource({"Continent", "A", "Rt", "''"})
    void aDifferentWordIsNot(String written) {
        assertThat(Nearest.word(written, WORDS)).isEmpty();
        assertThat(Nearest.fix(written, WORDS)).isEqualTo("there is: Airport, Route, Person");
    }

    @Test
    void aLongListIsNotPrinted() {
        List<String> many = IntStream.range(0, 100).mapToObj(i -> "Type" + i + "ABCDEF").toList();

        assertThat(Nearest.fix("Q", many)).isEmpty();
        assertThat(Nearest.fix("Q", List.of())).isEmpty();
    }

    @Test
    void anEndlessWordCostsNothing() {
        assertThat(Nearest.word("A".repeat(1_000_000), WORDS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"ab,ba,1", "abc,abc,0", "ABC,abc,0", "kitten,sitting,3", "'',abc,3"})
    void distanceCountsInsertionsDeletionsReplacementsAndSwaps(String a, String b, int distance) {
        assertThat(Nearest.distance(a, b)).isEqualTo(distance);
        assertThat(Nearest.distance(b, a)).isEqualTo(distance);
    }
}
