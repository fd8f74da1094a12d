package dev.hedgerow.graph.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.Blob;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.Values;
import dev.hedgerow.graph.Vector;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What raw values become, and what they do not. */
class TypedValuesTest {
    private static Property property(String type) {
        return Schemas.parse("t.pg", "node T { p: " + type + " }")
                .node(1)
                .property("p")
                .orElseThrow();
    }

    private static @Nullable Object typed(String type, @Nullable Object raw) {
        return switch (Values.typed(property(type), raw, "here")) {
            case Values.Typed(@Nullable Object value) -> value;
            case Values.Refused(var violation) -> throw new AssertionError(violation.toString());
        };
    }

    private static String refusal(String type, @Nullable Object raw) {
        return switch (Values.typed(property(type), raw, "here")) {
            case Values.Typed(@Nullable Object value) -> throw new AssertionError("" + value);
            case Values.Refused(var violation) -> violation.toString();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "I32,-2147483648,2147483647",
        "I64,-9223372036854775808,9223372036854775807",
        "U32,0,4294967295",
        "U64,0,18446744073709551615"
    })
    void wholeNumbersAreExactUpToTheirBounds(String type, BigInteger min, BigInteger max) {
        for (BigInteger inside : List.of(min, max)) {
            assertThat(typed(type, inside)).hasToString(inside.toString());
            assertThat(typed(type, inside.toString())).isEqualTo(typed(type, inside));
            assertThat(typed(type, new BigDecimal(inside + ".00"))).isEqualTo(typed(type, inside));
        }
        for (BigInteger outside : List.of(min.subtract(BigInteger.ONE), max.add(BigInteger.ONE))) {
            assertThat(refusal(type, outside)).contains("is not a whole number from " + min);
            assertThat(refusal(type, outside.toString())).contains(type);
        }
        assertThat(typed(type, 7L)).isEqualTo(7L);
        assertThat(typed(type, "1e1")).isEqualTo(10L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1.5", "", " 1", "1 ", "0x1", "١", "1e-1", "NaN", "1,000", "1e9999", "+1"})
    void whatIsNoWholeNumberIsRefused(String text) {
        assertThat(refusal("I32", text)).contains("is not a whole number");
    }

    @Test
    void wholeNumbersAreNeitherTextsNorTruthValues() {
        assertThat(refusal("String", 5L))
                .isEqualTo("here: p: 5 is not a text (String) (write it in quotes)");
        assertThat(refusal("Bool", 1L)).contains("write true or false");
        assertThat(refusal("I32", true)).contains("is not a whole number");
        assertThat(refusal("I32", List.of(1L))).contains("a list of 1 is not a whole number");
        assertThat(refusal("I32", null)).isEqualTo("here: p is null (it needs a value)");
        assertThat(typed("I32?", null)).isNull();
    }

    @Test
    void floatsAreTheNearestToADecimalNumberInTheirRange() {
        assertThat(typed("F64", "0.1")).isEqualTo(0.1);
        assertThat(typed("F64", new BigDecimal("31.95376472"))).isEqualTo(31.95376472);
        assertThat(typed("F64", 3L)).isEqualTo(3.0);
        assertThat(typed("F64", "-0.0")).isEqualTo(-0.0);
        assertThat(typed("F64", "1e300")).isEqualTo(1e300);
        assertThat(typed("F32", "0.1")).isEqualTo(0.1);
        assertThat(typed("F32", "16777216")).isEqualTo(16777216.0);
        assertThat(refusal("F64", "1e309")).contains("out of the range of F64");
        assertThat(refusal("F64", "1e-400")).contains("out of the range of F64");
        assertThat(refusal("F32", "1e39")).contains("out of the range of F32");
        assertThat(refusal("F64", 9007199254740993L)).contains("F64 would round", "use I64");
        assertThat(refusal("F32", "16777217")).contains("F32 would round");
        assertThat(refusal("F64", "9".repeat(300))).contains("F64 would round");
        assertThat(refusal("F64", "0." + "3".repeat(300))).contains("at most 100 digits");
        assertThat(refusal("F64", "Infinity")).contains("is not a finite number");
        assertThat(refusal("F64", Double.NaN)).contains("is not a finite number");
    }

    @Test
    void anF32KeepsItsFloatThroughItsShortestDecimal() {
        long seed = 7;
        var random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            float f = Float.intBitsToFloat(random.nextInt());
            if (Float.isFinite(f)) {
                Object value = typed32(f);
                assertThat(((Double) value).floatValue()).as("seed %d", seed).isEqualTo(f);
            }
        }
    }

    private static Object typed32(float f) {
        return Numbers.f32(new BigDecimal(Float.toString(f))) instanceof Read.Good(Object value)
                ? value
                : "none";
    }

    @Test
    void decimalsHaveTheScaleOfTheirType() {
        assertThat(typed("Decimal(5,2)", "123.4")).isEqualTo(new BigDecimal("123.40"));
        assertThat(typed("Decimal(5,2)", 0L)).isEqualTo(new BigDecimal("0.00"));
        assertThat(typed("Decimal(5,2)", new BigDecimal("1E2")))
                .isEqualTo(new BigDecimal("100.00"));
        assertThat(typed("Decimal(38,38)", "0." + "9".repeat(38))).isNotNull();
        assertThat(refusal("Decimal(5,2)", "1.234")).contains("more than 2 digits behind");
        assertThat(refusal("Decimal(5,2)", "1000")).contains("more than 3 digits before");
        assertThat(refusal("Decimal(2,2)", "1")).contains("more than 0 digits before");
        assertThat(refusal("Decimal(5,2)", "1e900")).contains("digits before the point");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29",
                "2026-13-01",
                "26-01-01",
                "2026-1-1",
                "0000-01-01",
                "10000-01-01",
                "2026-01-31T00:00:00Z",
                "31.01.2026",
                " 2026-01-31"
            })
    void whatIsNoDateIsRefused(String text) {
        assertThat(refusal("Date", text)).contains("is not a da");
    }

    @Test
    void timesAreRfc3339InMicroseconds() {
        Instant noon = Instant.parse("2026-01-31T12:00:00Z");
        assertThat(typed("DateTime", "2026-01-31T12:00:00Z")).isEqualTo(noon);
        assertThat(typed("DateTime", "2026-01-31t14:00:00+02:00")).isEqualTo(noon);
        assertThat(typed("DateTime", "2026-01-31 12:00:00.000001z"))
                .isEqualTo(noon.plusNanos(1000));
        assertThat(typed("Date", "2024-02-29")).isEqualTo(LocalDate.of(2024, 2, 29));
        assertThat(refusal("DateTime", "2026-01-31T12:00:00")).contains("add Z");
        assertThat(refusal("DateTime", "2026-01-31")).contains("RFC 3339");
        assertThat(refusal("DateTime", "2026-01-31T12:00:00.0000001Z")).contains("microsecond");
        assertThat(refusal("DateTime", "2026-01-31T23:59:60Z")).contains("calendar and the clock");
        assertThat(refusal("DateTime", "9999-12-31T23:59:59-01:00")).contains("0001 to 9999");
        assertThat(refusal("DateTime", 0L)).contains("RFC 3339");
    }

    @Test
    void wordsUuidsAndBlobsAreStrict() {
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-00000000000a");
        assertThat(typed("Uuid", "00000000-0000-4000-8000-00000000000A")).isEqualTo(uuid);
        assertThat(refusal("Uuid", "0-0-4-8-a")).contains("8-4-4-4-12");
        assertThat(typed("Blob", "AP8=")).isEqualTo(new Blob(new byte[] {0, -1}));
        assertThat(refusal("Blob", "AP8!")).contains("is not base64");
        assertThat(typed("enum(red, green)", "red")).isEqualTo("red");
        assertThat(refusal("enum(red, green)", "gren"))
                .isEqualTo(
                        "here: p: 'gren' is not one of red, green (enum) (did you mean"
                                + " `green`?)");
        assertThat(typed("Bool", "TRUE")).isEqualTo(true);
        assertThat(refusal("Bool", "yes")).contains("truth value");
        assertThat(refusal("String", "\ud800")).contains("surrogate");
    }

    @Test
    void jsonIsCanonical() {
        var members = new LinkedHashMap<String, @Nullable Object>();
        members.put("b", new BigDecimal("1.50"));
        members.put("a", Arrays.asList(1L, null, "x\n", true));
        assertThat(typed("Json", members))
                .isEqualTo(new Json("{\"a\":[1,null,\"x\\n\",true],\"b\":1.5}"));
        assertThat(typed("Json", " [1]".strip())).isEqualTo(new Json("[1]"));
        assertThat(typed("Json", "plain")).isEqualTo(new Json("\"plain\""));
        assertThat(typed("Json", 12L)).isEqualTo(new Json("12"));
        assertThat(typed("Json", new BigDecimal("1E+30"))).isEqualTo(new Json("1E+30"));
        assertThat(refusal("Json", "{\"a\":1,\"a\":2}")).contains("begins like JSON");
        assertThat(refusal("Json", "[1] 2")).contains("begins like JSON");
        assertThat(refusal("Json", "[".repeat(10_000))).contains("begins like JSON");
        Object deep = "x";
        for (int i = 0; i < 70; i++) {
            deep = List.of(deep);
        }
        assertThat(refusal("Json", deep)).contains("64 levels");
    }

    @Test
    void listsAndVectorsComeAsListsOrAsJsonText() {
        assertThat(typed("[I32]", List.of(1L, "2"))).isEqualTo(List.of(1L, 2L));
        assertThat(typed("[I32]", "[1, 2]")).isEqualTo(List.of(1L, 2L));
        assertThat(typed("[String]", "[]")).isEqualTo(List.of());
        assertThat(refusal("[I32]", List.of(1L, "x")))
                .contains("has the element 1, 'x', which is not a whole number");
        assertThat(refusal("[I32]", Arrays.asList(1L, null))).contains("has null as element 1");
        assertThat(refusal("[I32]", "1,2")).contains("write it as a JSON array");
        Vector vector = new Vector(new float[] {0.5f, 0.1f});
        assertThat(typed("Vector(2)", List.of(new BigDecimal("0.5"), 0.1))).isEqualTo(vector);
        assertThat(typed("Vector(2)", "[0.5, 0.1]")).isEqualTo(vector);
        assertThat(refusal("Vector(2)", List.of(1L))).contains("has 1 components; 2 are expected");
        assertThat(refusal("Vector(2)", List.of(1L, "x"))).contains("number 1");
        assertThat(refusal("Vector(2)", List.of(1L, new BigDecimal("1e99")))).contains("number 1");
    }

    @Test
    void valuesAreJsonOfTheDocumentedShapes() {
        assertThat(Values.toJson(1L << 53, true)).isEqualTo(1L << 53);
        assertThat(Values.toJson((1L << 53) + 1, true)).isEqualTo("9007199254740993");
        assertThat(Values.toJson(Long.MIN_VALUE, true)).isEqualTo("-9223372036854775808");
        assertThat(Values.toJson((1L << 53) + 1, false)).isEqualTo((1L << 53) + 1);
        assertThat(Values.toJson(new BigDecimal("1E+2"), false)).isEqualTo("100");
        assertThat(Values.toJson(LocalDate.of(2026, 1, 31), false)).isEqualTo("2026-01-31");
        assertThat(Values.toJson(Instant.parse("2026-01-31T12:00:00.5Z"), false))
                .isEqualTo("2026-01-31T12:00:00.500Z");
        assertThat(Values.toJson(new Json("{\"a\":[1.0,9007199254740993]}"), true))
                .isEqualTo(Map.of("a", List.of(new BigDecimal("1.0"), 9007199254740993L)));
        assertThat(Values.toJson(new Blob(new byte[] {0, -1}), false)).isEqualTo("AP8=");
        assertThat(Values.toJson(new Vector(new float[] {0.1f}), false)).isEqualTo(List.of(0.1f));
        assertThat(Values.toJson(List.of(LocalDate.of(1, 1, 1)), false))
                .isEqualTo(List.of("0001-01-01"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "String",
                "Bool",
                "I32",
                "I64",
                "U32",
                "U64",
                "F32",
                "F64",
                "Date",
                "DateTime",
                "Uuid",
                "Json",
                "Blob",
                "Decimal(12,3)",
                "Vector(3)",
                "enum(a, b)",
                "[I64]",
                "[String]",
                "[Decimal(12,3)]",
                "[DateTime]"
            })
    void whatIsWrittenAsJsonReadsAsTheSameValue(String type) {
        long seed = 11;
        var values = new RandomValues(seed);
        Property property = property(type);
        for (int i = 0; i < 500; i++) {
            Object value = values.of(property.type());
            Object json = Values.toJson(value, i % 2 == 0);
            assertThat(typed(type, json)).as("seed %d, %s", seed, json).isEqualTo(value);
            assertThat(typed(type, value)).isEqualTo(value);
        }
    }
}
