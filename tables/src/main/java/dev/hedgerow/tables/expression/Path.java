package dev.hedgerow.tables.expression;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A document path.
 *
 * @param steps the first is a name
 */
public record Path(List<Step> steps) {
    /** One step of a path. */
    public sealed interface Step {
        /** Into a map. */
        record Name(String name) implements Step {
            @Override
            public String toString() {
                return name;
            }
        }

        /** Into a map, under the name that a placeholder stands for. */
        record Placeholder(String placeholder) implements Step {}

        /** Into a list. */
        record Index(int index) implements Step {
            @Override
            public String toString() {
                return "[" + index + "]";
            }
        }
    }

    /** The path of an attribute. */
    public static Path of(String name) {
        return new Path(List.of(new Step.Name(name)));
    }

    /** The attribute it begins at; the path is bound. */
    public String head() {
        return ((Step.Name) steps.getFirst()).name();
    }

    public boolean isNested() {
        return steps.size() > 1;
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(", ", "[", "]"));
    }
}
