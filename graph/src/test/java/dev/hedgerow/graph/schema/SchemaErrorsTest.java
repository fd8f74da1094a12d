package dev.hedgerow.graph.schema;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What bad schemas are told. */
class SchemaErrorsTest {
    private static List<Violation> violations(String text) {
        var refusal =
                catchThrowableOfType(HedgerowException.class, () -> Schemas.parse("bad.pg", text));
        assertThat(refusal).as(text).isNotNull();
        assertThat(refusal.failure()).isEqualTo(Failure.SCHEMA_INVALID);
        return refusal.violations();
    }

    @ParameterizedTest
    @MethodSource("badSchemas")
    void aBadSchemaIsToldWhatIsWrongAndWhatToDo(String text, List<String> expected) {
        assertThat(violations(text)).extracting(Violation::toString).isEqualTo(expected);
    }

    /** Pairs of a line with a schema and indented lines with what is reported, in a file. */
    static List<Arguments> badSchemas() throws IOException {
        var pairs = new ArrayList<Arguments>();
        var expected = new ArrayList<String>();
        try (var in = SchemaErrorsTest.class.getResourceAsStream("bad-schemas.txt")) {
            var text = new String(requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            for (String line : text.lines().toList().reversed()) {
                if (line.startsWith("    ")) {
                    expected.addFirst(line.strip());
                } else {
                    pairs.add(Arguments.of(line, List.copyOf(expected)));
                    expected.clear();
                }
            }
        }
        return pairs.reversed();
    }

    @Test
    void everyErrorOfAFileIsReportedInItsOrder() {
        assertThat(
                        violations(
                                """
                                node Person {
                                  name: Strin
                                  age: I32 @range(aeg, 0..1)
                                  age: I64
                                  @unique(name)
                                  9: I32
                                }
                                edge Knows: Person -> Persn
                                noed Company {
                                  x: String
                                }
                                node City { mayor: Person id: String
                                """))
                .extracting(Violation::toString)
                .containsExactly(
                        "bad.pg:2:9: there is no type `Strin` (did you mean `String`?)",
                        "bad.pg:3:19: there is no property `aeg` (did you mean `age`?)",
                        "bad.pg:4:3: the property `age` is there already, in line 3 (choose another"
                                + " name)",
                        "bad.pg:6:3: expected a property, a rule or `}`, found `9`",
                        "bad.pg:8:23: there is no node type `Persn` (did you mean `Person`?)",
                        "bad.pg:9:1: expected `interface`, `node` or `edge`, found `noed` (did you"
                                + " mean `node`?)",
                        "bad.pg:12:11: the body of `City` is not closed (add `}`)",
                        "bad.pg:12:20: there is no type `Person` (the types are String, Bool, I32,"
                                + " I64, U32, U64, F32, F64, Date, DateTime, Uuid, Json, Blob,"
                                + " Decimal, Vector, enum)",
                        "bad.pg:12:27: `id` is a name of the system (choose another name)");
    }

    @Test
    void aFileOfOneMebibyteIsReadAndNoLargerOne() {
        String small = "node A {}";
        String padded = small + " ".repeat((1 << 20) - small.length());
        assertThat(Schemas.parse("large.pg", padded).nodes()).hasSize(1);
        assertThat(violations(padded + " ").getFirst().problem()).contains("1,048,576 bytes");
    }

    @Test
    void aSchemaHasAtMostAThousandTypes() {
        var text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("node T").append(i).append(" {}\n");
        }
        assertThat(Schemas.parse("many.pg", text.toString()).nodes()).hasSize(1_000);
        assertThat(violations(text + "node Last {}"))
                .extracting(Violation::toString)
                .containsExactly("bad.pg:1001:6: a schema has at most 1,000 types");
    }

    @Test
    void aTypeHasAtMostFiveHundredProperties() {
        var text = new StringBuilder("node T {\n");
        for (int i = 0; i < 500; i++) {
            text.append("p").append(i).append(": I32\n");
        }
        assertThat(Schemas.parse("many.pg", text + "}").node(1).properties()).hasSize(500);
        assertThat(violations(text + "last: I32 }"))
                .extracting(Violation::toString)
                .containsExactly("bad.pg:1:6: a type has at most 500 properties");
    }

    @Test
    void aHundredErrorsAreReportedAtMost() {
        assertThat(violations("node A { ; }\n".repeat(500))).hasSize(100);
    }

    @Test
    void whatDoesNotFitTheStoreIsRefused() {
        var text = new StringBuilder("interface I {");
        for (int i = 0; i < 80; i++) {
            text.append("p%d: I32 @description(\"%s\")\n".formatted(i, "x".repeat(900)));
        }
        text.append('}');
        for (int i = 0; i < 20; i++) {
            text.append("node N").append(i).append(" implements I {}\n");
        }
        assertThat(violations(text.toString()).getFirst().problem()).contains("with all its");
    }

    @ParameterizedTest
    @CsvSource({"64,true", "65,false"})
    void namesHaveAtMostSixtyFourCharacters(int length, boolean good) {
        String name = "x".repeat(length - 1);
        String text = "node X%s { x%s: enum(x%s) }".formatted(name, name, name);
        if (good) {
            assertThat(Schemas.parse("names.pg", text).nodes()).hasSize(1);
        } else {
            assertThat(violations(text)).hasSize(3);
        }
    }
}
