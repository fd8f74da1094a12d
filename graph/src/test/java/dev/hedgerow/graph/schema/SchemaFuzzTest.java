package dev.hedgerow.graph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever a text is, it parses or is refused with places; what parses can be printed and kept. */
class SchemaFuzzTest {
    private static final List<String> PIECES =
            List.of(
                    "node ",
                    "edge ",
                    "interface ",
                    "implements ",
                    "{",
                    "}",
                    "(",
                    ")",
                    "[",
                    "]",
                    ":",
                    "->",
                    "..",
                    "?",
                    "@",
                    ",",
                    "=",
                    "\"",
                    "\\",
                    "//",
                    "/*",
                    "*/",
                    "\n",
                    "@key",
                    "@unique(",
                    "@index(",
                    "@range(0..",
                    "@check(\"",
                    "@card(in: ",
                    "@default(",
                    "enum(",
                    "Vector(",
                    "Decimal(",
                    "String",
                    "I32",
                    "A",
                    "a",
                    "-1",
                    "0",
                    "1.5",
                    "99999999999",
                    "@src",
                    "metric: cosine",
                    "@rename_from(\"",
                    "\u0000",
                    "é",
                    "😀",
                    "\ud800",
                    "null",
                    "true",
                    "@merge(union)",
                    "@multi",
                    "@embed(\"a\")");

    @RepeatedTest(8)
    void mutatedSchemasNeverBreakTheParser(RepetitionInfo repetition) {
        long seed = 1_000L + repetition.getCurrentRepetition();
        var random = new Random(seed);
        Schema origin = Schemas.parse("origin.pg", SchemaTest.PEOPLE);
        int parsed = 0;
        for (int i = 0; i < 300; i++) {
            String text = mutated(SchemaTest.PEOPLE, random);
            Schema schema = parse(text, seed);
            if (schema != null) {
                parsed++;
                String printed = Schemas.print(schema);
                assertThat(Schemas.print(Schemas.parse("p", printed)))
                        .as("seed %d: %s", seed, text)
                        .isEqualTo(printed);
                assertThat(Schemas.print(Schemas.decode(Schemas.encode(schema))))
                        .isEqualTo(printed);
                evolve(origin, schema, text);
            }
        }
        assertThat(parsed).as("seed %d", seed).isGreaterThan(10);
    }

    private static void evolve(Schema origin, Schema wanted, String text) {
        for (var drops : SchemaPlan.Drops.values()) {
            if (Schemas.evolve(origin, wanted, drops) instanceof SchemaPlan.Ready ready) {
                Schema again = Schemas.decode(Schemas.encode(ready.result()));
                assertThat(Schemas.encode(again)).isEqualTo(Schemas.encode(ready.result()));
                assertThat(Schemas.evolve(ready.result(), wanted))
                        .as(text)
                        .isEqualTo(new SchemaPlan.Ready(ready.result(), List.of()));
            }
        }
    }

    @Test
    void chanceIsRefusedWithPlaces() {
        long seed = 77;
        var random = new Random(seed);
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            parse(text.toString(), seed);
        }
    }

    @Test
    void aLongTextOfNothingIsRefusedSoon() {
        for (String piece : PIECES) {
            String text = piece.repeat(100_000 / piece.length());
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> parse(text, 0));
            Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> parse("node A { " + text, 0));
        }
    }

    private static @Nullable Schema parse(String text, long seed) {
        try {
            return Schemas.parse("f.pg", text);
        } catch (HedgerowException e) {
            assertThat(e.failure()).as("seed %d: %s", seed, text).isEqualTo(Failure.SCHEMA_INVALID);
            assertThat(e.violations())
                    .as("seed %d: %s", seed, text)
                    .isNotEmpty()
                    .allMatch(violation -> violation.place().matches("f\\.pg:[0-9]+:[0-9]+"));
            return null;
        }
    }

    private static String mutated(String text, Random random) {
        var mutated = new StringBuilder(text);
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int at = random.nextInt(mutated.length());
            int length = Math.min(random.nextInt(8), mutated.length() - at);
            switch (random.nextInt(4)) {
                case 0 -> mutated.delete(at, at + length);
                case 1 -> mutated.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 2 -> mutated.insert(at, mutated.substring(at, at + length));
                default -> {
                    int line = mutated.indexOf("\n", at) + 1;
                    int end = mutated.indexOf("\n", line) + 1;
                    if (line > 0 && end > 0) {
                        mutated.delete(line, end);
                    }
                }
            }
        }
        return mutated.toString();
    }
}
