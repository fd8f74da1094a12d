package dev.hedgerow.graph.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.store.Tuple;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodecTest {
    private static final Schema ALL =
            Schemas.parse(
                    "all.pg",
                    "node T { a: String? b: Bool? c: I32? d: I64? e: U32? f: U64? g: F32? h: F64?"
                            + " i: Date? j: DateTime? k: Uuid? l: Json? m: Blob? n: Decimal(38,9)? o:"
                            + " Vector(3)? p: enum(x, y)? q: [Decimal(5,2)]? r: [String]? s: [Blob]? }");

    @Test
    void rowsComeBackAsTheyWere() {
        long seed = 42;
        var random = new Random(seed);
        var values = new RandomValues(seed);
        RowShape shape = ALL.node(1).shape();
        var codec = new RowCodec(shape);
        for (int i = 0; i < 3_000; i++) {
            var row = new TreeMap<Integer, Object>();
            for (Property property : shape.properties()) {
                if (random.nextBoolean()) {
                    row.put(property.number(), values.of(property.type()));
                }
            }
            Map<Integer, @Nullable Object> given = new LinkedHashMap<>(row);
            Tuple stored = Tuple.decode(codec.encode(given).encode());
            assertThat(codec.decode(stored)).as("seed %d, row %d", seed, i).isEqualTo(row);
        }
    }

    @Test
    void numbersOfOtherVersionsSurvive() {
        var rich = new RowCodec(ALL.node(1).shape());
        var values = new RandomValues(5);
        Map<Integer, @Nullable Object> row = new LinkedHashMap<>();
        ALL.node(1).properties().forEach(p -> row.put(p.number(), values.of(p.type())));
        var poor =
                new RowCodec(
                        Schemas.parse("poor.pg", "node T { a: String? b: Bool? }").node(1).shape());
        Map<Integer, @Nullable Object> through = new LinkedHashMap<>(poor.decode(rich.encode(row)));
        through.put(2, null);
        row.remove(2);
        Tuple again = poor.encode(through);
        assertThat(again).isEqualTo(rich.encode(row));
        assertThat(rich.decode(again)).isEqualTo(row);
    }

    @Test
    void rowsFromBeforeAPropertyHaveItsFillerUnlessTheySayNull() {
        Schema before = Schemas.parse("a.pg", "node T { a: String }");
        Schema wanted =
                Schemas.parse(
                        "b.pg", "node T { a: String b: I32 @default(7) c: I32? @default(8) }");
        NodeType after = ((SchemaPlan.Ready) Schemas.evolve(before, wanted)).result().node(1);
        var codec = new RowCodec(after.shape());
        Tuple old = new RowCodec(before.node(1).shape()).encode(Map.of(1, "x"));
        assertThat(codec.decode(old)).isEqualTo(Map.of(1, "x", 2, 7L, 3, 8L));
        assertThat(codec.decode(codec.encode(Map.of(1, "x", 2, 5L))))
                .isEqualTo(Map.of(1, "x", 2, 5L));
    }

    @Test
    void aRowIsSmall() {
        NodeType airport =
                Schemas.parse(
                                "f.pg",
                                "node Airport { iata: String @key name: String city: String? state:"
                                        + " String? country: String latitude: F64 longitude: F64 }")
                        .node(1);
        Map<Integer, @Nullable Object> row =
                Map.of(
                        1,
                        "ABE",
                        2,
                        "Lehigh Valley International",
                        3,
                        "Allentown",
                        4,
                        "PA",
                        5,
                        "USA",
                        6,
                        40.65236278,
                        7,
                        -75.44040167);
        assertThat(new RowCodec(airport.shape()).encode(row).encode().length).isLessThan(96);
    }

    @Test
    void whatIsNotOfItsTypeIsCorrupt() {
        var codec = new RowCodec(ALL.node(1).shape());
        for (Tuple bad : List.of(Tuple.of(1), Tuple.of(9, "x"), Tuple.of(17, 5), Tuple.of(13, 1))) {
            assertThatThrownBy(() -> codec.decode(bad))
                    .isInstanceOf(HedgerowException.class)
                    .hasMessageContaining("stored");
        }
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
                "F64",
                "Date",
                "DateTime",
                "Uuid",
                "Decimal(12,3)"
            })
    void keysSortAsTheirValuesDo(String type) {
        Property property =
                Schemas.parse("k.pg", "node T { p: " + type + " }").node(1).properties().getFirst();
        var values = new RandomValues(3);
        for (int i = 0; i < 1_000; i++) {
            Object a = values.of(property.type());
            Object b = values.of(property.type());
            Tuple left = KeyCodec.encode(List.of(property), List.of(a));
            Tuple right = KeyCodec.encode(List.of(property), List.of(b));
            assertThat(Integer.signum(left.compareTo(right)))
                    .as("%s, %s", a, b)
                    .isEqualTo(Integer.signum(compare(a, b)));
            if (!type.equals("F64")) {
                assertThat(KeyCodec.decode(List.of(property), left)).containsExactly(a);
            }
        }
    }

    private static int compare(Object a, Object b) {
        return switch (a) {
            case String text -> compareCodePoints(text, (String) b);
            case UUID uuid -> uuid.toString().compareTo(b.toString());
            case Double number ->
                    number.equals(b) || (number == 0 && (Double) b == 0)
                            ? 0
                            : number.compareTo((Double) b);
            case Number number when !(number instanceof BigDecimal) ->
                    new BigInteger(a.toString()).compareTo(new BigInteger(b.toString()));
            case BigDecimal number -> number.compareTo((BigDecimal) b);
            case LocalDate date -> date.compareTo((LocalDate) b);
            case Instant time -> time.compareTo((Instant) b);
            default -> Boolean.compare((Boolean) a, (Boolean) b);
        };
    }

    private static int compareCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    @Test
    void longTextsShareAPlaceInAnIndex() {
        String text = "x".repeat(127) + "😀" + "y".repeat(5_000);
        assertThat(KeyCodec.index(Arrays.asList(text, null, 5L)))
                .isEqualTo(Tuple.of("x".repeat(127), null, 5));
    }
}
