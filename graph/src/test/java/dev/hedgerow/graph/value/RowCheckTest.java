package dev.hedgerow.graph.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.value.RowCheck.Mode;
import dev.hedgerow.kernel.Violation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowCheckTest {
    private static final Schema SCHEMA =
            Schemas.parse(
                    "people.pg",
                    """
                    node Person {
                      email: String @key @check("^[^@]+@[^@]+$")
                      name: String
                      age: I32? @range(0..150)
                      status: enum(active, inactive) @default("active")
                      scores: [F64]? @range(..1)
                      nick: String? @unique
                    }
                    node Place { country: String number: I32 @key(country, number) }
                    node Note { text: String? @check("^((a|aa)+)\\\\1b$") }
                    edge Knows: Person -> Person @multi { since: Date? }
                    """);
    private static final RowCheck PERSON = RowCheck.of(SCHEMA.node(1));
    private static final RowCheck PLACE = RowCheck.of(SCHEMA.node(2));
    private static final RowCheck NOTE = RowCheck.of(SCHEMA.node(3));

    private static Map<String, @Nullable Object> row(@Nullable Object... pairs) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return row;
    }

    private static Map<Integer, @Nullable Object> good(
            RowCheck check, Mode mode, @Nullable Object... pairs) {
        return switch (check.check(row(pairs), "f:1", mode)) {
            case RowCheck.Row(Map<Integer, @Nullable Object> values) -> values;
            case RowCheck.Refused(List<Violation> violations) ->
                    throw new AssertionError(violations.toString());
        };
    }

    private static List<String> bad(RowCheck check, Mode mode, @Nullable Object... pairs) {
        return switch (check.check(row(pairs), "f:1", mode)) {
            case RowCheck.Row(Map<Integer, @Nullable Object> values) ->
                    throw new AssertionError(values.toString());
            case RowCheck.Refused(List<Violation> violations) ->
                    violations.stream().map(Violation::toString).toList();
        };
    }

    @Test
    void aWholeRowHasDefaultsAndNoNulls() {
        assertThat(good(PERSON, Mode.WHOLE, "name", "Ann", "email", "a@b", "age", null))
                .isEqualTo(Map.of(1, "a@b", 2, "Ann", 4, "active"));
    }

    @Test
    void aPartOfARowHasOnlyWhatIsGivenWithNulls() {
        var values = good(PERSON, Mode.PARTIAL, "email", "a@b", "age", null);
        assertThat(values).containsOnlyKeys(1, 3);
        assertThat(values.get(3)).isNull();
    }

    @Test
    void everythingWrongWithARowIsReported() {
        assertThat(
                        bad(
                                PERSON,
                                Mode.WHOLE,
                                "email",
                                "ab",
                                "titel",
                                1L,
                                "nam",
                                "x",
                                "age",
                                151L,
                                "status",
                                null,
                                "scores",
                                List.of(0.5, 2L)))
                .containsExactly(
                        "f:1: Person has no property `titel` (there is: email, name, age, status,"
                                + " scores, nick)",
                        "f:1: Person has no property `nam` (did you mean `name`?)",
                        "f:1: email: 'ab' does not match \"^[^@]+@[^@]+$\"",
                        "f:1: `name` is missing; every Person needs a value (String)",
                        "f:1: age: 151 is not in the range 0..150",
                        "f:1: status is null (it needs a value)",
                        "f:1: scores: 2.0 is not in the range ..1");
    }

    @Test
    void aPatternThatRunsWildIsStopped() {
        assertThat(bad(NOTE, Mode.WHOLE, "text", "a".repeat(60) + "!"))
                .singleElement()
                .asString()
                .contains("takes too long to check");
        assertThat(bad(NOTE, Mode.WHOLE, "text", "a".repeat(5_000)))
                .singleElement()
                .asString()
                .contains("longer than the 4096 characters");
    }

    @Test
    void keysAndUniqueValuesFitTheStore() {
        String fits = "x".repeat(1_020) + "@y";
        assertThat(good(PERSON, Mode.WHOLE, "name", "", "email", fits, "nick", fits)).hasSize(4);
        assertThat(bad(PERSON, Mode.WHOLE, "name", "", "email", fits + "z", "nick", fits + "z"))
                .hasSize(2)
                .allMatch(problem -> problem.contains("longer than the 1024 bytes"));
        assertThat(good(PLACE, Mode.WHOLE, "country", "x".repeat(1_000), "number", 1L)).hasSize(2);
        assertThat(bad(PLACE, Mode.WHOLE, "country", "x".repeat(1_021), "number", 1L))
                .singleElement()
                .asString()
                .contains("the key of the Place has 1025 bytes; 1024 are allowed");
    }

    @Test
    void aRowFitsTheStore() {
        assertThat(good(PERSON, Mode.WHOLE, "email", "a@b", "name", "x".repeat(999_000)))
                .hasSize(3);
        assertThat(bad(PERSON, Mode.WHOLE, "email", "a@b", "name", "x".repeat(1_000_000)))
                .singleElement()
                .asString()
                .contains("1,000,000 are allowed");
    }

    @Test
    void keysAreTypedAlone() {
        assertThat(PLACE.key(List.of("de", "7"), "f:1"))
                .isEqualTo(new RowCheck.Key(List.of("de", 7L)));
        assertThat(PLACE.key(List.of("de"), "f:1").toString())
                .contains("the key of Place is (country, number); here are 1 values");
        assertThat(PLACE.key(List.of("de", "x"), "f:1").toString()).contains("whole number");
        assertThat(NOTE.key(List.of("abc"), "f:1")).isEqualTo(new RowCheck.Key(List.of("abc")));
        assertThat(NOTE.key(List.of(""), "f:1").toString()).contains("name one by its id");
        assertThat(RowCheck.of(SCHEMA.edge(4)).key(List.of("e1"), "f:1"))
                .isEqualTo(new RowCheck.Key(List.of("e1")));
        assertThat(PERSON.key(Arrays.asList((Object) 5L), "f:1").toString()).contains("a text");
    }
}
