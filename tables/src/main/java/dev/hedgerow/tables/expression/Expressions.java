package dev.hedgerow.tables.expression;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Parses expressions, and keeps what it parsed last: of each kind at least the {@value #KEPT} texts
 * used last and at most twice as many. Texts that are refused are not kept.
 */
public final class Expressions {
    /** How many texts of a kind fill one generation. */
    static final int KEPT = 1_000;

    private final Cache<Condition> keyConditions =
            new Cache<>(text -> ConditionGrammar.parse(Kind.KEY_CONDITION, text));
    private final Cache<Condition> filters =
            new Cache<>(text -> ConditionGrammar.parse(Kind.FILTER, text));
    private final Cache<Condition> conditions =
            new Cache<>(text -> ConditionGrammar.parse(Kind.CONDITION, text));
    private final Cache<List<Path>> projections = new Cache<>(ProjectionGrammar::parse);
    private final Cache<List<Action>> updates = new Cache<>(UpdateGrammar::parse);

    /** The tree of a condition; the kind is one of those that are. */
    Condition condition(Kind kind, String text) {
        return switch (kind) {
            case KEY_CONDITION -> keyConditions.get(text);
            case FILTER -> filters.get(text);
            case CONDITION -> conditions.get(text);
            case PROJECTION, UPDATE ->
                    throw new IllegalArgumentException(kind + " is not a condition");
        };
    }

    List<Path> projection(String text) {
        return projections.get(text);
    }

    List<Action> update(String text) {
        return updates.get(text);
    }

    /** How many texts are kept. */
    int kept() {
        return keyConditions.kept()
                + filters.kept()
                + conditions.kept()
                + projections.kept()
                + updates.kept();
    }

    /** Two generations: when the younger one is full it becomes the older, which is forgotten. */
    private static final class Cache<T> {
        private final Function<String, T> parse;
        private volatile ConcurrentHashMap<String, T> younger = new ConcurrentHashMap<>();
        private volatile ConcurrentHashMap<String, T> older = new ConcurrentHashMap<>();

        Cache(Function<String, T> parse) {
            this.parse = parse;
        }

        T get(String text) {
            T found = younger.get(text);
            if (found != null) {
                return found;
            }
            found = older.get(text);
            if (found == null) {
                found = parse.apply(text);
            }
            // two threads may both see it full: then both generations are young, and no harm done
            if (younger.size() >= KEPT) {
                older = younger;
                younger = new ConcurrentHashMap<>();
            }
            younger.put(text, found);
            return found;
        }

        int kept() {
            return younger.size() + older.size();
        }
    }
}
