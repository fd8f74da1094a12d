package dev.hedgerow.graph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.Cardinality;
import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.Json;
import dev.hedgerow.graph.MergePolicy;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What good schemas mean. */
class SchemaTest {
    static final String PEOPLE =
            """
            /* People
               and where they work. */
            interface Described @description("What has a summary") { summary: String? @index }

            node Person implements Described @description("A human") @instruction("Ask first") {
              email: String @key
              name: String @index
              age: I32?
              status: enum(active, in-active, 2nd) @default("active")
              tags: [String]? @merge(union)
              bio: Vector(384)? @embed("summary") @index(metric: cosine)
              since: Date @default("2020-01-31"), paid: Decimal(10,2) @default(0.5)
              about: Json @default("{\\"b\\": 1, \\"a\\": []}")
              @range(age, 0..150)
              @check(email, "^[^@]+@[^@]+\\\\.[a-z]+$")
              @unique(name, age)
            }
            node Company { @key(country, number) country: String number: U64 }
            node Note implements Described { text: String, summary: String }
            edge WorksAt: Person -> Company @card(0..1) { role: String?  since: Date }
            edge Knows: Person -> Person @multi
            edge Owns: Company -> Company @card(out: 1.., in: 0..3) @description("Shares") {
              year: I32
              share: F64 @range(0..1)
              @key(@src, @dst, year)
              @unique(src, dst)
              @index(year, @dst)
            }
            """;

    private static Schema people() {
        return Schemas.parse("people.pg", PEOPLE);
    }

    private static Property property(String type, String name) {
        Schema schema = people();
        return schema.node(type)
                .map(t -> t.property(name))
                .orElseGet(() -> schema.edge(type).orElseThrow().property(name))
                .orElseThrow();
    }

    @Test
    void typesAndPropertiesAreNumberedInTheOrderOfTheText() {
        Schema schema = people();
        assertThat(schema.nodes()).extracting(NodeType::number).containsExactly(1, 2, 3);
        assertThat(schema.edges()).extracting(EdgeType::number).containsExactly(4, 5, 6);
        assertThat(schema.nextNumber()).isEqualTo(7);
        assertThat(schema.version()).isEqualTo(1);
        NodeType person = schema.node("Person").orElseThrow();
        assertThat(person.properties())
                .extracting(p -> p.number() + " " + p)
                .containsExactly(
                        "1 email: String",
                        "2 name: String",
                        "3 age: I32?",
                        "4 status: enum(active, in-active, 2nd)",
                        "5 tags: [String]?",
                        "6 bio: Vector(384)?",
                        "7 since: Date",
                        "8 paid: Decimal(10,2)",
                        "9 about: Json",
                        "10 summary: String?");
        assertThat(schema.node(3)).isSameAs(schema.node("Note").orElseThrow());
        assertThat(schema.edge(4).from()).isSameAs(person);
    }

    @Test
    void keysMayBeOnePropertyOrSeveralOrNone() {
        Schema schema = people();
        assertThat(schema.node(1).key()).extracting(Property::name).containsExactly("email");
        assertThat(schema.node(2).key())
                .extracting(Property::name)
                .containsExactly("country", "number");
        assertThat(schema.node(3).hasGeneratedId()).isTrue();
        assertThat(schema.edge(6).key()).extracting(Property::name).containsExactly("year");
        assertThat(schema.edge(5).isMulti()).isTrue();
        assertThat(schema.edge(4).isMulti()).isFalse();
    }

    @Test
    void rulesBehindPropertiesComeFirstAndReferToNumbers() {
        assertThat(people().node(1).constraints())
                .extracting(c -> c.number() + " " + c.getClass().getSimpleName())
                .containsExactly("1 Index", "2 Index", "3 Index", "4 Range", "5 Check", "6 Unique");
        assertThat(people().node(1).shape().indexes().get(1).options())
                .isEqualTo(Map.of("metric", "cosine"));
        assertThat(people().node(1).constraints().get(3))
                .isEqualTo(
                        new Constraint.Range(
                                4,
                                3,
                                Optional.of(BigDecimal.ZERO),
                                Optional.of(BigDecimal.valueOf(150))));
        assertThat(people().edge(6).shape().uniques().getFirst().columns())
                .isEqualTo(new Constraint.Columns(List.of(), true, true));
        assertThat(people().edge(6).shape().indexes().getFirst().columns())
                .isEqualTo(new Constraint.Columns(List.of(1), false, true));
    }

    @Test
    void cardinalityHasBothDirections() {
        assertThat(people().edge(4).outgoing()).isEqualTo(new Cardinality(0, 1));
        assertThat(people().edge(4).incoming().isLimited()).isFalse();
        assertThat(people().edge(6).outgoing())
                .isEqualTo(new Cardinality(1, Cardinality.UNBOUNDED));
        assertThat(people().edge(6).incoming()).hasToString("0..3");
    }

    @Test
    void defaultsAreTyped() {
        assertThat(property("Person", "status").defaultValue()).contains("active");
        assertThat(property("Person", "since").defaultValue()).contains(LocalDate.of(2020, 1, 31));
        assertThat(property("Person", "paid").defaultValue()).contains(new BigDecimal("0.50"));
        assertThat(property("Person", "about").defaultValue())
                .contains(new Json("{\"a\":[],\"b\":1}"));
        assertThat(property("Person", "status").isRequired()).isFalse();
        assertThat(property("Person", "age").isRequired()).isFalse();
        assertThat(property("Person", "name").isRequired()).isTrue();
    }

    @Test
    void annotationsAreKept() {
        NodeType person = people().node(1);
        assertThat(person.description()).contains("A human");
        assertThat(person.instruction()).contains("Ask first");
        assertThat(property("Person", "tags").merge()).isEqualTo(MergePolicy.UNION);
        assertThat(property("Person", "age").merge()).isEqualTo(MergePolicy.MANUAL);
        assertThat(property("Person", "bio").embeds()).contains("summary");
        assertThat(people().edge(6).description()).contains("Shares");
    }

    @Test
    void aNodeTypeMayBeStricterThanItsInterface() {
        assertThat(property("Note", "summary").nullable()).isFalse();
        assertThat(property("Note", "summary").type()).isEqualTo(Scalar.STRING);
        assertThat(people().node(3).shape().indexes()).isEmpty();
        assertThat(people().node(1).interfaces()).containsExactly("Described");
    }

    @Test
    void aPrintedSchemaParsesToTheSame() {
        String printed = Schemas.print(people());
        Schema again = Schemas.parse("printed.pg", printed);
        assertThat(Schemas.print(again)).isEqualTo(printed);
        assertThat(again.nodes().toString()).isEqualTo(people().nodes().toString());
        assertThat(again.node(1).properties()).isEqualTo(people().node(1).properties());
        assertThat(again.node(1).constraints()).isEqualTo(people().node(1).constraints());
        assertThat(again.edge(6).constraints()).isEqualTo(people().edge(6).constraints());
        assertThat(again.edge(6).rules()).isEqualTo(people().edge(6).rules());
        assertThat(again.interfaces()).isEqualTo(people().interfaces());
    }

    @Test
    void aSchemaIsPrintedInOneWay() {
        assertThat(
                        Schemas.print(
                                Schemas.parse(
                                        "f",
                                        "edge R:A->A @card( ..2 )node A{k:I64@unique@key"
                                                + ",s:String ? @check(\"a\\\"\"),@index(k,s)}")))
                .isEqualTo(
                        """
                        node A {
                            k: I64 @key @unique
                            s: String?
                            @check(s, "a\\"")
                            @index(k, s)
                        }

                        edge R: A -> A @card(0..2)
                        """);
    }

    @Test
    void aStoredSchemaComesBackWithItsNumbers() {
        Schema schema = people();
        Schema again = Schemas.decode(Schemas.encode(schema));
        assertThat(Schemas.encode(again)).isEqualTo(Schemas.encode(schema));
        assertThat(again.node(1).properties()).isEqualTo(schema.node(1).properties());
        assertThat(Schemas.encode(schema).encode().length).isLessThan(2_500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "node A { a: String } // no end of line",
                "\ufeffnode A {}\r\nedge R: A -> A\r\n",
                "node A { node: String edge: I32? interface: Bool }",
                "node A { a: String, b: [Decimal(38,38)], c: [Date]?, }",
                "node A implements I, J @description(\"x\") {} interface I { a: Bool } interface J"
                        + " { a: Bool? }",
                "node A @description(\"x\") implements I {} interface I { a: Bool @unique }",
                "node A { a: String\n @key(a) @unique(a) }",
                "node A { a: I64 @range(-5..7) @range(a, ..9) }",
                "node A { a: [F32] @range(-1.5..1.5) }",
                "edge R: A -> A { @key(@src, @dst) } node A {}",
                "edge R: A -> A { a: Uuid @key @unique(src) @card(1..1) } node A {}",
                "node A { b: Blob? j: Json? u: Uuid? d: DateTime? v: Vector(1) @index }",
                "node A @rename_from(\"B\") { a: String @rename_from(\"b\") }",
                "node A { a: enum(x, y) @default(x) b: Bool @default(true) c: F64 @default(1.5) }",
                "node A { a: String @description(\"\\u00e9 \\n \\t \\\\ /\") }"
            })
    void goodSchemasParseAndPrintAndComeBack(String text) {
        Schema schema = Schemas.parse("good.pg", text);
        String printed = schema.toString();
        assertThat(Schemas.parse("again.pg", printed)).hasToString(printed);
        assertThat(Schemas.decode(Schemas.encode(schema))).hasToString(printed);
    }

    @Test
    void everyTypeIsRead() {
        Schema schema =
                Schemas.parse(
                        "types.pg",
                        "node A { a: String b: Bool c: I32 d: I64 e: U32 f: U64 g: F32 h: F64 i:"
                                + " Date j: DateTime k: Uuid l: Json m: Blob n: Decimal(38,0) o:"
                                + " Vector(16000) p: enum(a-b, C, 1, 2x) q: [Decimal(5,5)] }");
        assertThat(schema.node(1).properties())
                .extracting(Property::type)
                .startsWith(Scalar.values())
                .endsWith(
                        new ValueType.Decimal(38, 0),
                        new ValueType.VectorOf(16_000),
                        new ValueType.Enumeration(List.of("a-b", "C", "1", "2x")),
                        new ValueType.ListOf(new ValueType.Decimal(5, 5)));
    }
}
