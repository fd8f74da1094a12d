package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.kernel.Nearest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Annotations: which there are, where they belong, and what they hold. */
final class Marks {
    static final String RENAME_FROM = "rename_from";
    private static final int TEXT_MAX = 10_000;
    private static final List<String> OF_PROPERTIES =
            List.of(
                    "key",
                    "unique",
                    "index",
                    "default",
                    "range",
                    "check",
                    "embed",
                    "merge",
                    RENAME_FROM,
                    "description",
                    "instruction");
    private static final Set<String> TEXTS = Set.of("description", "instruction", RENAME_FROM);

    /** Where an annotation stands. */
    enum Place {
        INTERFACE("an interface"),
        NODE("a node type"),
        EDGE("an edge type"),
        PROPERTY("a property");

        private final String words;

        Place(String words) {
            this.words = words;
        }

        private List<String> allowed() {
            return switch (this) {
                case INTERFACE -> List.of("description", "instruction");
                case NODE -> List.of("description", "instruction", RENAME_FROM);
                case EDGE -> List.of("description", "instruction", RENAME_FROM, "multi", "card");
                case PROPERTY -> OF_PROPERTIES;
            };
        }
    }

    private final Problems problems;

    Marks(Problems problems) {
        this.problems = problems;
    }

    /** Those that belong there, each once; reports the others. */
    List<Mark> checked(List<Mark> marks, Place place) {
        var good = new ArrayList<Mark>();
        var seen = new HashSet<String>();
        for (Mark mark : marks) {
            String name = mark.name().text();
            if (!place.allowed().contains(name)) {
                misplaced(mark.name(), place);
            } else if (!seen.add(name) && !name.equals("check")) {
                problems.report(mark.name(), "@%s is there twice".formatted(name), "remove one");
            } else {
                good.add(mark);
            }
        }
        return good;
    }

    private void misplaced(Token name, Place place) {
        for (Place other : Place.values()) {
            if (other.allowed().contains(name.text())) {
                problems.report(
                        name,
                        "@%s does not belong on %s".formatted(name.text(), place.words),
                        "it belongs on " + other.words);
                return;
            }
        }
        problems.report(
                name,
                "there is no annotation @" + name.text(),
                Nearest.fix(name.text(), place.allowed()));
    }

    /** The annotation as it is kept; empty when it is malformed. */
    Optional<Annotation> annotation(Mark mark) {
        Optional<Object> first = Optional.empty();
        Map<String, Object> options = new LinkedHashMap<>();
        for (Argument argument : mark.arguments()) {
            switch (argument) {
                case Argument.Named(Token at, Argument value) -> {
                    Object plain = plain(value);
                    if (plain == null || options.putIfAbsent(at.text(), plain) != null) {
                        problems.report(at, "%s is no option here".formatted(at));
                        return Optional.empty();
                    }
                }
                case Argument.Word _, Argument.Literal _, Argument.Bounds _, Argument.End _ -> {
                    Object plain = plain(argument);
                    if (plain == null || first.isPresent() || !options.isEmpty()) {
                        problems.report(
                                argument.at(),
                                "@%s has one text, number or word, then options"
                                        .formatted(mark.name().text()));
                        return Optional.empty();
                    }
                    first = Optional.of(plain);
                }
            }
        }
        return wellFormed(mark, first)
                ? Optional.of(new Annotation(mark.name().text(), first, options))
                : Optional.empty();
    }

    private boolean wellFormed(Mark mark, Optional<Object> first) {
        String name = mark.name().text();
        if (TEXTS.contains(name) && !(first.orElse(null) instanceof String)) {
            problems.report(
                    mark.name(), "@%s needs a text".formatted(name), "write @" + name + "(\"…\")");
            return false;
        }
        if (first.orElse(null) instanceof String text && text.length() > TEXT_MAX) {
            problems.report(mark.name(), "a text has at most %,d characters".formatted(TEXT_MAX));
            return false;
        }
        return true;
    }

    /** The value of a word or literal, null of everything else. */
    static @Nullable Object plain(Argument argument) {
        return switch (argument) {
            case Argument.Word(Token at) -> at.text();
            case Argument.Literal(_, Object value) -> value;
            case Argument.Bounds _, Argument.End _, Argument.Named _ -> null;
        };
    }
}
