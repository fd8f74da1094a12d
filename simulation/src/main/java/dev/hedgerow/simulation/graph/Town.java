package dev.hedgerow.simulation.graph;

import java.util.List;

/** The schema of the play: small, with every constraint that two writers can break together. */
final class Town {
    /** Who made the graph. */
    static final String FOUNDER = "founder";

    static final String PERSON = "Person";
    static final String TEAM = "Team";
    static final String KNOWS = "Knows";
    static final String MEMBER = "Member";
    static final int PEOPLE = 8;
    static final int TEAMS = 3;
    static final int EMAILS = 6;

    static final String SCHEMA =
            """
            node Person {
              name: String @key
              age: I64?
              city: String?
              email: String? @unique
            }
            node Team { name: String @key  motto: String? }
            edge Knows: Person -> Person { since: I64? }
            edge Member: Person -> Team @card(0..1) { role: String? }
            """;

    /** Schemas that a branch may get, which mean the same for what is played. */
    static final List<String> SCHEMAS =
            List.of(
                    SCHEMA.replace("age: I64?", "age: I64? @index"),
                    SCHEMA.replace("age: I64?", "nick: String? @unique  age: I64? @index"),
                    SCHEMA.replace("age: I64?", "age: I64? @index") + "node Ship {}");

    private Town() {}

    static boolean isEdge(String type) {
        return type.equals(KNOWS) || type.equals(MEMBER);
    }

    /** The type of the node at the end of an edge. */
    static String end(String edge, boolean source) {
        return source || edge.equals(KNOWS) ? PERSON : TEAM;
    }
}
