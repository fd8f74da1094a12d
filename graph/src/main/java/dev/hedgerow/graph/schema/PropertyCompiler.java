package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.MergePolicy;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.Values;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.graph.schema.Syntax.PropertySyntax;
import dev.hedgerow.kernel.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes properties of their syntax; rules among their annotations are left to others. */
final class PropertyCompiler {
    private final Problems problems;
    private final Marks marks;

    PropertyCompiler(Problems problems) {
        this.problems = problems;
        this.marks = new Marks(problems);
    }

    /** Whether an annotation of a property is a rule, or names the key. */
    static boolean isRule(Mark mark) {
        return switch (mark.name().text()) {
            case "key", "unique", "index", "range", "check" -> true;
            default -> false;
        };
    }

    /**
     * The property with its plain annotations.
     *
     * @param siblings the properties of the same type by name
     */
    Property compile(
            PropertySyntax syntax, ValueType type, int number, List<PropertySyntax> siblings) {
        Optional<Object> defaultValue = Optional.empty();
        var annotations = new ArrayList<Annotation>();
        for (Mark mark : marks.checked(syntax.marks(), Marks.Place.PROPERTY)) {
            if (isRule(mark)) {
                continue;
            }
            Optional<Annotation> annotation = marks.annotation(mark);
            if (annotation.isPresent()) {
                if (mark.name().text().equals("default")) {
                    defaultValue = defaultValue(syntax, type, mark, annotation.get());
                } else {
                    check(syntax, type, mark, annotation.get(), siblings);
                    annotations.add(annotation.get());
                }
            }
        }
        return new Property(
                number,
                syntax.name().text(),
                type,
                syntax.nullable(),
                defaultValue,
                Optional.empty(),
                annotations);
    }

    private Optional<Object> defaultValue(
            PropertySyntax syntax, ValueType type, Mark mark, Annotation annotation) {
        var plain =
                new Property(
                        1,
                        syntax.name().text(),
                        type,
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
        Object raw = annotation.argument().orElse(null);
        return switch (Values.typed(plain, raw, "")) {
            case Values.Typed(Object value) when value != null -> Optional.of(value);
            case Values.Typed _ -> Optional.empty();
            case Values.Refused(var violation) -> {
                problems.report(
                        mark.name(), "the default of " + violation.problem(), violation.fix());
                yield Optional.empty();
            }
        };
    }

    private void check(
            PropertySyntax syntax,
            ValueType type,
            Mark mark,
            Annotation annotation,
            List<PropertySyntax> siblings) {
        String argument = annotation.argument().map(Object::toString).orElse("");
        switch (annotation.name()) {
            case "embed" -> embed(type, mark, argument, siblings);
            case "merge" -> merge(type, mark, argument);
            case Marks.RENAME_FROM -> {
                if (argument.equals(syntax.name().text())) {
                    problems.report(mark.name(), "it is called that already", "give the old name");
                }
            }
            default -> {}
        }
    }

    private void embed(ValueType type, Mark mark, String source, List<PropertySyntax> siblings) {
        if (!(type instanceof ValueType.VectorOf)) {
            problems.report(mark.name(), "@embed belongs on a Vector, not on " + type);
        }
        Optional<PropertySyntax> found =
                siblings.stream().filter(p -> p.name().text().equals(source)).findFirst();
        if (found.isEmpty()) {
            List<String> names = siblings.stream().map(p -> p.name().text()).toList();
            problems.report(
                    mark.name(),
                    "@embed needs the property it is computed from; there is no `" + source + "`",
                    Nearest.fix(source, names));
        } else if (found.get().type() != null && found.get().type() != Scalar.STRING) {
            problems.report(mark.name(), "@embed needs a String; `" + source + "` is none");
        }
    }

    private void merge(ValueType type, Mark mark, String word) {
        List<String> words =
                Arrays.stream(MergePolicy.values())
                        .map(policy -> policy.name().toLowerCase(Locale.ROOT))
                        .toList();
        if (!words.contains(word)) {
            problems.report(
                    mark.name(),
                    "there is no merge policy `" + word + "`",
                    "there is: " + String.join(", ", words));
        } else if (word.equals("union") && !(type instanceof ValueType.ListOf)) {
            problems.report(mark.name(), "@merge(union) belongs on a list, not on " + type);
        } else if (word.equals("max") && !isOrdered(type)) {
            problems.report(mark.name(), type + " has no greatest value for @merge(max)");
        }
    }

    private static boolean isOrdered(ValueType type) {
        return type.isNumber() || type == Scalar.DATE || type == Scalar.DATE_TIME;
    }
}
