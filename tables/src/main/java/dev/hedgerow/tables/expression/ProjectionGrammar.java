package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads projections: paths with commas between them. */
final class ProjectionGrammar extends Grammar {
    private ProjectionGrammar(String source) {
        super(Kind.PROJECTION, source, Set.of());
    }

    static List<Path> parse(String source) {
        var grammar = new ProjectionGrammar(source);
        var paths = new ArrayList<Path>();
        do {
            paths.add(grammar.path());
        } while (grammar.take(","));
        grammar.expectEnd();
        grammar.checkFaults();
        return List.copyOf(paths);
    }

    @Override
    void checkFunction(String name, List<Operand> arguments) {
        fault(Rank.UNKNOWN_FUNCTION, Sentence.UNKNOWN_FUNCTION.text(name));
    }
}
