package dev.hedgerow.tables.expression;

import dev.hedgerow.tables.refusal.Sentence;
import java.util.List;
import java.util.Optional;

/** Paths of one expression of which one leads through the other, or both into different kinds. */
final class PathConflicts {
    private PathConflicts() {}

    /** What is wrong with the paths: an overlap before a conflict. */
    static Optional<String> find(List<Path> paths) {
        String conflict = null;
        for (int second = 1; second < paths.size(); second++) {
            for (int first = 0; first < second; first++) {
                Path one = paths.get(first);
                Path two = paths.get(second);
                switch (relation(one, two)) {
                    case APART -> {}
                    case OVERLAP -> {
                        return Optional.of(Sentence.PATHS_OVERLAP.text(one, two));
                    }
                    case CONFLICT ->
                            conflict =
                                    conflict == null
                                            ? Sentence.PATHS_CONFLICT.text(one, two)
                                            : conflict;
                }
            }
        }
        return Optional.ofNullable(conflict);
    }

    private enum Relation {
        APART,
        OVERLAP,
        CONFLICT
    }

    private static Relation relation(Path one, Path two) {
        int shared = Math.min(one.steps().size(), two.steps().size());
        for (int i = 0; i < shared; i++) {
            Path.Step x = one.steps().get(i);
            Path.Step y = two.steps().get(i);
            if (x instanceof Path.Step.Index != y instanceof Path.Step.Index) {
                return Relation.CONFLICT;
            }
            if (!x.equals(y)) {
                return Relation.APART;
            }
        }
        return Relation.OVERLAP;
    }
}
