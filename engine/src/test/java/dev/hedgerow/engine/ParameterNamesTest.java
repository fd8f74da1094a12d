package dev.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParameterNamesTest {
    @Test
    void namesAreFoundOnceAndSorted() {
        assertThat(ParameterNames.in("MATCH (n {a: $b_1}) WHERE n.x IN $a AND n.y=$b_1 RETURN n"))
                .containsExactly("a", "b_1");
    }

    @Test
    void textInQuotesAndCommentsIsNotLookedAt() {
        var cypher =
                "RETURN '$a \\' $b', \"$c\", `$d` // $e\n, $f /* $g\n $h */, '\\\\', $i, '' // $j";
        assertThat(ParameterNames.in(cypher)).containsExactly("f", "i");
    }

    @Test
    void brokenTextEndsTheSearchQuietly() {
        assertThat(ParameterNames.in("RETURN 'open $a")).isEmpty();
        assertThat(ParameterNames.in("RETURN /* $a")).isEmpty();
        assertThat(ParameterNames.in("RETURN 'a\\")).isEmpty();
        assertThat(ParameterNames.in("$ $")).isEmpty();
        assertThat(ParameterNames.in("")).isEmpty();
    }
}
