package dev.hedgerow.tables.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.tables.refusal.Refusal;
import dev.hedgerow.tables.value.StoredItem;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectionTest {
    private static final String ITEM =
            "{'a':{'N':'1'},'m':{'M':{'x':{'S':'y'},'z':{'L':[{'N':'0'},{'N':'1'},{'N':'2'}]}}},"
                    + "'l':{'L':[{'M':{'k':{'N':'1'},'q':{'N':'2'}}},{'S':'b'}]}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a|{'a':{'N':'1'}}",
                "b|{}",
                "a, b|{'a':{'N':'1'}}",
                "m.x|{'m':{'M':{'x':{'S':'y'}}}}",
                "m.z[2], m.z[0]|{'m':{'M':{'z':{'L':[{'N':'0'},{'N':'2'}]}}}}",
                "l[0].q|{'l':{'L':[{'M':{'q':{'N':'2'}}}]}}",
                "l[1], l[7]|{'l':{'L':[{'S':'b'}]}}",
                "l[7]|{}",
                "a.b|{}",
                "a[0]|{}",
                "m[0]|{}",
                "l.k|{}",
                "m.gone|{}"
            })
    void aProjectionHasThePartsThatAreThereAtTheirPlaces(String text, String parts) {
        Projection projection = Given.nothing().placeholders().projection(text);
        assertThat(Given.json(projection.of(Fields.of(Given.item(ITEM))))).isEqualTo(parts);
        var stored = StoredItem.of(Given.item(ITEM));
        assertThat(Given.json(projection.of(Fields.of(stored)))).isEqualTo(parts);
    }

    @Test
    void pathsThatMeetAreRefused() {
        assertThatThrownBy(() -> Given.nothing().placeholders().projection("a.b, a"))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a, b], path two: [a]");
        assertThatThrownBy(() ->
                        Given.name("#a", "a")
                                .andName("#b", "a")
                                .placeholders()
                                .projection("#a, #b"))
                .hasMessageEndingWith("path one: [a], path two: [a]");
    }

    @Test
    void whateverIsWrittenIsParsedOrRefusedAndNothingElse() {
        long seed = Long.getLong("seed", new SplittableRandom().nextLong());
        var random = new SplittableRandom(seed);
        String[] pieces = {
            "a",
            "b.c",
            "l[0]",
            "#n",
            ":v",
            "=",
            "<>",
            "<",
            "AND",
            "OR",
            "NOT",
            "(",
            ")",
            "((",
            ",",
            "BETWEEN",
            "IN",
            "size(",
            "contains(",
            "SET",
            "REMOVE",
            "ADD",
            "DELETE",
            "+",
            "-",
            "[",
            "]",
            ".",
            "_",
            "9",
            "\u00e9",
            "\ud83d\ude00",
            "if_not_exists(",
            "list_append(",
            "name"
        };
        int parsed = 0;
        for (int i = 0; i < 60_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(' ');
            }
            var bound = Given.name("#n", "n").andValue(":v", "{'N':'1'}").placeholders();
            try {
                switch (random.nextInt(4)) {
                    case 0 -> bound.condition(Kind.FILTER, text.toString());
                    case 1 -> bound.update(text.toString());
                    case 2 -> bound.projection(text.toString());
                    default -> bound.keyConditions(text.toString());
                }
                parsed++;
            } catch (Refusal refusal) {
                assertThat(refusal.message()).as("seed %d: %s", seed, text).isNotEmpty();
            }
        }
        assertThat(parsed).as("seed %d", seed).isGreaterThan(100);
    }

    @Test
    void parsedTextsAreKeptButNotWithoutBound() {
        var expressions = new Expressions();
        Condition first = expressions.condition(Kind.FILTER, "a = :v");
        assertThat(expressions.condition(Kind.FILTER, "a = :v")).isSameAs(first);
        for (int i = 0; i < 5 * Expressions.KEPT; i++) {
            expressions.condition(Kind.FILTER, "a" + i + " = :v");
        }
        assertThat(expressions.kept()).isBetween(Expressions.KEPT, 2 * Expressions.KEPT);
        assertThat(expressions.condition(Kind.FILTER, "a = :v")).isEqualTo(first);
    }
}
