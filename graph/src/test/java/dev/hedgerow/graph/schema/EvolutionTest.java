package dev.hedgerow.graph.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.SchemaPlan;
import dev.hedgerow.graph.SchemaPlan.Drops;
import dev.hedgerow.graph.Schemas;
import dev.hedgerow.kernel.Violation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvolutionTest {
    private static final String PEOPLE =
            """
            node Person {
              email: String @key
              name: String
              age: I32? @range(0..150)
              status: enum(active, inactive)
              @unique(name, age)
            }
            node Company { name: String @key }
            edge WorksAt: Person -> Company @card(0..1) { since: Date? }
            """;

    private static Schema parse(String text) {
        return Schemas.parse("s.pg", text);
    }

    private static SchemaPlan.Ready ready(SchemaPlan plan) {
        return switch (plan) {
            case SchemaPlan.Ready ready -> ready;
            case SchemaPlan.Refused(List<Violation> violations) ->
                    throw new AssertionError(violations.toString());
        };
    }

    private static SchemaPlan.Ready ready(Schema from, String to) {
        return ready(Schemas.evolve(from, parse(to)));
    }

    private static List<String> refused(String to) {
        return switch (Schemas.evolve(parse(PEOPLE), parse(to))) {
            case SchemaPlan.Ready ready -> throw new AssertionError(ready.steps().toString());
            case SchemaPlan.Refused(List<Violation> violations) ->
                    violations.stream().map(Violation::toString).toList();
        };
    }

    private static List<String> steps(String to) {
        return ready(parse(PEOPLE), to).steps().stream().map(Object::toString).toList();
    }

    @Test
    void theSameSchemaNeedsNoStepWhateverItsOrder() {
        Schema current = parse(PEOPLE);
        assertThat(ready(current, PEOPLE).steps()).isEmpty();
        assertThat(ready(current, PEOPLE).result()).isSameAs(current);
        assertThat(
                        steps(
                                """
                                edge WorksAt: Person -> Company @card(0..1) { since: Date? }
                                node Company { name: String @key }
                                node Person {
                                  status: enum(active, inactive)
                                  @unique(name, age)
                                  name: String email: String
                                  @key(email) age: I32? @range(age, 0..150) }
                                """))
                .isEmpty();
    }

    @Test
    void additiveChangesAreStepsAndKeepAllNumbers() {
        SchemaPlan.Ready plan =
                ready(
                        parse(PEOPLE),
                        """
                        node City { name: String @key }
                        node Person @description("A human") {
                          nick: String?
                          email: String @key
                          level: I32 @default(1)
                          name: String? @index
                          age: I64? @range(-1..150)
                          status: enum(gone, inactive, active) @default("active")
                        }
                        node Company { name: String @key }
                        edge LivesIn: Person -> City
                        edge WorksAt: Person -> Company @card(0..2) { since: Date? }
                        """);
        assertThat(plan.steps().stream().map(Object::toString))
                .containsExactly(
                        "add node City",
                        "change the notes of Person",
                        "add Person.nick: String?",
                        "add Person.level: I32",
                        "allow null in Person.name: String?",
                        "widen Person.age: I64?, before I32",
                        "widen Person.status: enum(gone, inactive, active), before enum(active,"
                                + " inactive)",
                        "change the default of Person.status",
                        "add @index of Person.name, filled from the rows there are",
                        "relax a rule to @range -1..150 of Person.age",
                        "drop @range 0..150 of Person.age",
                        "drop @unique of Person.name, Person.age",
                        "add edge LivesIn",
                        "relax @card of WorksAt");
        Schema result = plan.result();
        assertThat(result.version()).isEqualTo(2);
        assertThat(result.nodes()).extracting(NodeType::number).containsExactly(4, 1, 2);
        assertThat(result.edge("LivesIn").orElseThrow().number()).isEqualTo(5);
        assertThat(result.edge("LivesIn").orElseThrow().to())
                .isSameAs(result.node("City").orElseThrow());
        assertThat(result.nextNumber()).isEqualTo(6);
        assertThat(result.node(1).properties())
                .extracting(Property::number)
                .containsExactly(5, 1, 6, 2, 3, 4);
        assertThat(result.node(1).property("level").orElseThrow().filler()).contains(1L);
        assertThat(result.node(1).property("status").orElseThrow().filler()).isEmpty();
        Schema stored = Schemas.decode(Schemas.encode(result));
        assertThat(Schemas.encode(stored)).isEqualTo(Schemas.encode(result));
        assertThat(stored.node(1).properties()).isEqualTo(result.node(1).properties());
        assertThat(stored.node(1).constraints()).isEqualTo(result.node(1).constraints());
    }

    @Test
    void G9_stableIdsSurviveRenames() {
        Schema current = parse(PEOPLE);
        String renamed =
                """
                node Human @rename_from("Person") {
                  mail: String @key @rename_from("email")
                  name: String
                  years: I32? @range(0..150) @rename_from("age")
                  status: enum(active, inactive)
                  @unique(name, years)
                }
                node Company { name: String @key }
                edge Employs: Human -> Company @card(0..1) @rename_from("WorksAt") { since: Date? }
                """;
        SchemaPlan.Ready plan = ready(current, renamed);
        assertThat(plan.steps().stream().map(Object::toString))
                .contains(
                        "rename node Person to Human",
                        "rename Human.email to mail",
                        "rename Human.age to years",
                        "rename edge WorksAt to Employs");
        NodeType human = plan.result().node("Human").orElseThrow();
        assertThat(human.number()).isEqualTo(1);
        assertThat(human.property("mail").orElseThrow().number()).isEqualTo(1);
        assertThat(human.key()).extracting(Property::number).containsExactly(1);
        assertThat(human.constraints()).isEqualTo(current.node(1).constraints());
        assertThat(plan.result().edge("Employs").orElseThrow().number()).isEqualTo(3);
        assertThat(ready(plan.result(), renamed).steps()).isEmpty();
    }

    @Test
    void G9_aTypeDroppedAndAddedAgainIsANewType() {
        String without = "node Company { name: String @key }";
        Schema dropped =
                ready(Schemas.evolve(parse(PEOPLE), parse(without), Drops.ALLOWED)).result();
        assertThat(dropped.nodes()).extracting(NodeType::name).containsExactly("Company");
        Schema stored = Schemas.decode(Schemas.encode(dropped));
        Schema again = ready(stored, PEOPLE).result();
        assertThat(again.node("Person").orElseThrow().number()).isEqualTo(4);
        assertThat(again.edge("WorksAt").orElseThrow().number()).isEqualTo(5);
        assertThat(again.node("Company").orElseThrow().number()).isEqualTo(2);
        assertThat(again.version()).isEqualTo(3);
    }

    @Test
    void G9_aPropertyDroppedAndAddedAgainIsANewProperty() {
        String without = PEOPLE.replace("since: Date?", "");
        Schema dropped =
                ready(Schemas.evolve(parse(PEOPLE), parse(without), Drops.ALLOWED)).result();
        Schema again = ready(Schemas.decode(Schemas.encode(dropped)), PEOPLE).result();
        assertThat(again.edge(3).property("since").orElseThrow().number()).isEqualTo(2);
    }

    @Test
    void namesMayBeSwapped() {
        Schema current = parse("node A { x: I32 y: I32 }");
        Schema result =
                ready(current, "node A { z: I32 @rename_from(\"x\") y: I32 w: I32? }").result();
        assertThat(result.node(1).properties())
                .extracting(p -> p.name() + p.number())
                .containsExactly("z1", "y2", "w3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "email: String @key | mail: String @key | Person.email: the property would be"
                        + " dropped with its values (keep it, or write @rename_from(\"email\") on"
                        + " what it is called now)",
                "age: I32? | age: I32? weight: F64 | Person.weight: the rows there are would have"
                        + " no value for the new property (write `weight: F64?`, or add"
                        + " @default(…))",
                "age: I32? | age: String? @check(\"x\") | ",
                "age: I32? | age: I32 | Person.age: null would be forbidden, which needs a check of"
                        + " all rows (this change is not possible yet)",
                "0..150 | 1..150 | Person: a new rule needs a check of all rows: @range 1..150 of"
                        + " Person.age (this change is not possible yet)",
                "active, inactive | active | Person.status: values of enum(active, inactive) do not"
                        + " all fit enum(active) (add another property)",
                "name: String | name: String @unique | Person: a new rule needs a check of all rows:"
                        + " @unique of Person.name (this change is not possible yet)",
                "@card(0..1) | @card(1..1) | WorksAt: @card would be stricter, which needs a check"
                        + " of all edges (this change is not possible yet)",
                "Person -> Company | Company -> Person | WorksAt: its edges would go between other"
                        + " types (add another type)",
                "@card(0..1) | @multi | WorksAt: @multi cannot come or go (add another type)",
                "edge WorksAt | edge Works | WorksAt: the type would be dropped with all its rows"
                        + " (keep it, or write @rename_from(\"WorksAt\") on what it is called"
                        + " now)",
                "node Company | edge Likes: Person -> Company @card(1..) node Company | Likes: the"
                        + " nodes of Person would have too few edges of the new type (begin with"
                        + " 0..)"
            })
    void whatNeedsMoreThanAStepIsRefusedWithAReason(String old, String now, String problem) {
        String wanted =
                PEOPLE.replace(old, now)
                        .replace("String? @check(\"x\") @range(0..150)", "F64? @range(0..150)");
        if (problem != null) {
            assertThat(refused(wanted)).contains(problem);
        } else {
            assertThat(refused(wanted))
                    .containsExactly(
                            "Person.age: values of I32 do not all fit F64 (add another property)");
        }
    }

    @Test
    void aRuleOfANewPropertyNeedsNoCheck() {
        assertThat(steps(PEOPLE.replace("age: I32?", "nick: String? @unique age: I32?")))
                .containsExactly("add Person.nick: String?");
        assertThat(refused(PEOPLE.replace("age: I32?", "n: I32? @unique @default(5) age: I32?")))
                .hasSize(1);
    }
}
