package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint.Columns;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.kernel.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks up what rules name, and checks that it can stand where they want it. */
final class ColumnsCompiler {
    /** So many values of the greatest length fit into one key of the store with the rest. */
    static final int MAX = 4;

    private final Problems problems;
    private final boolean edge;
    private final Map<String, Property> properties = new LinkedHashMap<>();
    private final Set<String> unreadable;

    /**
     * @param unreadable names of properties that exist but were reported
     */
    ColumnsCompiler(
            Problems problems, boolean edge, List<Property> properties, Set<String> unreadable) {
        this.problems = problems;
        this.edge = edge;
        this.unreadable = unreadable;
        properties.forEach(property -> this.properties.put(property.name(), property));
    }

    /** What the arguments name; empty when something was or is reported. */
    Optional<Columns> read(Mark mark, List<Argument> arguments) {
        var numbers = new ArrayList<Integer>();
        boolean source = false;
        boolean target = false;
        boolean good = true;
        for (Argument argument : arguments) {
            Optional<Boolean> end = end(argument);
            if (end.isPresent()) {
                good &= isFirst(argument, end.get() ? source : target);
                source |= end.get();
                target |= !end.get();
            } else {
                Optional<Property> property = property(mark, argument);
                good &= property.isPresent();
                if (property.isPresent()) {
                    good &= isFirst(argument, numbers.contains(property.get().number()));
                    numbers.add(property.get().number());
                }
            }
        }
        if (arguments.isEmpty()) {
            problems.report(
                    mark.name(),
                    "@%s needs the names of properties here".formatted(mark.name().text()),
                    "or write it behind a property");
            return Optional.empty();
        }
        return good ? Optional.of(new Columns(numbers, source, target)) : Optional.empty();
    }

    private boolean isFirst(Argument argument, boolean seen) {
        if (seen) {
            problems.report(argument.at(), argument.at() + " is there twice", "remove it");
        }
        return !seen;
    }

    /** Whether it is the source of an edge (true) or the target; older files leave out the @. */
    private Optional<Boolean> end(Argument argument) {
        return switch (argument) {
            case Argument.End(Token at, boolean source) -> {
                if (!edge) {
                    problems.report(at, "a node has no ends", "use properties");
                }
                yield Optional.of(source);
            }
            case Argument.Word(Token at) when edge && !properties.containsKey(at.text()) ->
                    switch (at.text()) {
                        case "src" -> Optional.of(true);
                        case "dst" -> Optional.of(false);
                        default -> Optional.empty();
                    };
            case Argument.Word _, Argument.Literal _, Argument.Bounds _, Argument.Named _ ->
                    Optional.empty();
        };
    }

    private Optional<Property> property(Mark mark, Argument argument) {
        if (!(argument instanceof Argument.Word)) {
            problems.report(
                    argument.at(), "@%s takes names of properties".formatted(mark.name().text()));
            return Optional.empty();
        }
        String name = argument.at().text();
        Property property = properties.get(name);
        if (property == null && !unreadable.contains(name)) {
            problems.report(
                    argument.at(),
                    "there is no property " + argument.at(),
                    Nearest.fix(name, properties.keySet()));
        }
        return Optional.ofNullable(property);
    }

    /** The property that a rule about one property names first. */
    Optional<Property> first(Mark mark) {
        if (mark.arguments().isEmpty()) {
            problems.report(
                    mark.name(),
                    "@%s needs the name of a property here".formatted(mark.name().text()),
                    "or write it behind the property");
            return Optional.empty();
        }
        return property(mark, mark.arguments().getFirst());
    }

    boolean isVector(Columns columns) {
        return columns.properties().size() == 1
                && !columns.source()
                && !columns.target()
                && find(columns.properties().getFirst()).type() instanceof ValueType.VectorOf;
    }

    boolean isIndexable(Mark mark, Columns columns) {
        boolean good = isFew(mark, columns);
        for (int number : columns.properties()) {
            Property property = find(number);
            if (!property.type().isIndexable()) {
                problems.report(
                        mark.name(),
                        "%s is %s, which @%s cannot hold"
                                .formatted(property.name(), property.type(), mark.name().text()));
                good = false;
            }
        }
        return good;
    }

    boolean isKey(Mark mark, Columns columns) {
        boolean good = isFew(mark, columns);
        if (edge && columns.source() != columns.target()) {
            problems.report(
                    mark.name(),
                    "the key of an edge has both ends",
                    "name both or none; for one edge per node use @card or @unique");
            good = false;
        }
        for (int number : columns.properties()) {
            Property property = find(number);
            if (!property.type().isKeyable()) {
                problems.report(
                        mark.name(),
                        "%s is %s, which cannot be in a key"
                                .formatted(property.name(), property.type()));
                good = false;
            }
            if (property.nullable() || property.defaultValue().isPresent()) {
                problems.report(
                        mark.name(),
                        "%s is in the key, so it cannot be null or have a default"
                                .formatted(property.name()),
                        "write `%s: %s`".formatted(property.name(), property.type()));
                good = false;
            }
        }
        return good;
    }

    private boolean isFew(Mark mark, Columns columns) {
        int size =
                columns.properties().size()
                        + (columns.source() ? 1 : 0)
                        + (columns.target() ? 1 : 0);
        boolean isKeyOfEdge = edge && mark.name().text().equals("key");
        if (size > MAX + (isKeyOfEdge ? 2 : 0)) {
            problems.report(
                    mark.name(), "@%s has at most %d columns".formatted(mark.name().text(), MAX));
            return false;
        }
        return true;
    }

    private Property find(int number) {
        return properties.values().stream()
                .filter(property -> property.number() == number)
                .findFirst()
                .orElseThrow();
    }
}
