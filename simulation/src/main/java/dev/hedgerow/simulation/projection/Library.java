package dev.hedgerow.simulation.projection;

import java.util.List;

/** The schemas of the play, each of which can follow the one before, and its names. */
final class Library {
    static final String AUTHOR = "Author";
    static final String BOOK = "Book";
    static final String KNOWS = "Knows";
    static final String WROTE = "Wrote";

    private static final String FIRST =
            """
            node Author { name: String @key  age: I64?  city: String? }
            node Book { name: String @key  pages: I64? }
            edge Knows: Author -> Author { since: I64? }
            edge Wrote: Author -> Book @multi { part: I64? }
            """;

    /** The second needs the tables of the first; the others need other ones. */
    static final List<String> SCHEMAS =
            List.of(
                    FIRST,
                    FIRST.replace("age: I64?", "age: I64? @index"),
                    FIRST.replace("age: I64?", "age: I64? @index  nick: String?"),
                    FIRST.replace("age: I64?", "age: I64? @index  nick: String?")
                            + "node Shelf { name: String @key }\n");

    private Library() {}
}
