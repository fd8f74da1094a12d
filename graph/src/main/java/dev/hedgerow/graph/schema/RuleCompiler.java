package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.Constraint.Columns;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.ValueType;
import dev.hedgerow.graph.ValueType.Scalar;
import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.Mark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Makes constraints of rules; collects them without numbers, and the key. */
final class RuleCompiler {
    private static final int PATTERN_MAX = 1_000;
    private static final Set<String> METRICS = Set.of("cosine", "l2", "dot");
    private static final int UNNUMBERED = 0;

    private final Problems problems;
    private final ColumnsCompiler columns;
    private final List<Constraint> constraints = new ArrayList<>();
    private final Set<Object> distinct = new HashSet<>();
    private @Nullable Token keyAt;
    private List<Integer> key = List.of();

    RuleCompiler(Problems problems, ColumnsCompiler columns) {
        this.problems = problems;
        this.columns = columns;
    }

    List<Constraint> constraints() {
        return constraints;
    }

    List<Integer> key() {
        return key;
    }

    /** A rule behind the property it is about. */
    void own(Mark mark, Property property) {
        var one = new Columns(List.of(property.number()), false, false);
        switch (mark.name().text()) {
            case "range", "check" -> single(mark, property, mark.arguments());
            case "index" -> index(mark, one, mark.arguments());
            default -> {
                if (mark.arguments().isEmpty()) {
                    columns(mark, one);
                } else {
                    problems.report(
                            mark.name(),
                            "@%s takes names, or nothing".formatted(mark.name().text()));
                }
            }
        }
    }

    /** A rule that names what it is about. */
    void rule(Mark mark) {
        List<Argument> arguments = mark.arguments();
        switch (mark.name().text()) {
            case "key", "unique" ->
                    columns.read(mark, arguments).ifPresent(read -> columns(mark, read));
            case "index" -> {
                int names = (int) arguments.stream().takeWhile(RuleCompiler::isName).count();
                columns.read(mark, arguments.subList(0, names))
                        .ifPresent(read ->
                                index(mark, read, arguments.subList(names, arguments.size())));
            }
            case "range", "check" ->
                    columns.first(mark)
                            .ifPresent(property ->
                                    single(mark, property, arguments.subList(1, arguments.size())));
            default ->
                    problems.report(
                            mark.name(),
                            "@%s stands behind a property, or in front of `{`"
                                    .formatted(mark.name().text()));
        }
    }

    private static boolean isName(Argument argument) {
        return argument instanceof Argument.Word || argument instanceof Argument.End;
    }

    private void columns(Mark mark, Columns read) {
        if (mark.name().text().equals("key")) {
            key(mark, read);
        } else if (columns.isIndexable(mark, read)) {
            add(mark, new Constraint.Unique(UNNUMBERED, read));
        }
    }

    private void key(Mark mark, Columns read) {
        if (keyAt != null) {
            problems.report(
                    mark.name(),
                    "there is a key already, in line " + keyAt.line(),
                    "name all properties of the key in one @key(a, b)");
            return;
        }
        keyAt = mark.name();
        if (columns.isKey(mark, read)) {
            key = read.properties();
        }
    }

    private void index(Mark mark, Columns read, List<Argument> rest) {
        Map<String, Object> options = new LinkedHashMap<>();
        for (Argument argument : rest) {
            boolean metric =
                    argument instanceof Argument.Named named
                            && named.at().text().equals("metric")
                            && Marks.plain(named.value()) instanceof String word
                            && METRICS.contains(word)
                            && columns.isVector(read);
            if (!metric) {
                problems.report(
                        argument.at(),
                        "an index has no such option",
                        columns.isVector(read) ? "there is: metric: cosine, l2 or dot" : "");
                return;
            }
            Object word = Marks.plain(((Argument.Named) argument).value());
            options.put("metric", String.valueOf(word));
        }
        if (columns.isVector(read) || columns.isIndexable(mark, read)) {
            add(mark, new Constraint.Index(UNNUMBERED, read, options));
        }
    }

    private void single(Mark mark, Property property, List<Argument> rest) {
        boolean range = mark.name().text().equals("range");
        if (rest.size() != 1) {
            problems.report(
                    mark.name(),
                    "@%s needs one %s".formatted(mark.name().text(), range ? "range" : "pattern"),
                    range ? "as in @range(age, 0..150)" : "as in @check(code, \"^[A-Z]+$\")");
            return;
        }
        ValueType type =
                property.type() instanceof ValueType.ListOf list ? list.element() : property.type();
        if (range) {
            range(mark, property, type, rest.getFirst());
        } else {
            check(mark, property, type, rest.getFirst());
        }
    }

    private void range(Mark mark, Property property, ValueType type, Argument argument) {
        if (!type.isNumber()) {
            problems.report(
                    mark.name(), "@range needs numbers; %s is %s".formatted(property.name(), type));
        } else if (!(argument instanceof Argument.Bounds bounds)) {
            problems.report(argument.at(), "expected a range", "as in 0..150, 0.. or ..150");
        } else if (compare(bounds.min(), bounds.max()) > 0) {
            problems.report(argument.at(), "the range is empty", "write the smaller bound first");
        } else {
            add(
                    mark,
                    new Constraint.Range(
                            UNNUMBERED, property.number(), bounds.min(), bounds.max()));
        }
    }

    private static int compare(Optional<BigDecimal> min, Optional<BigDecimal> max) {
        return min.isPresent() && max.isPresent() ? min.get().compareTo(max.get()) : 0;
    }

    private void check(Mark mark, Property property, ValueType type, Argument argument) {
        if (type != Scalar.STRING) {
            problems.report(
                    mark.name(), "@check needs texts; %s is %s".formatted(property.name(), type));
        } else if (!(argument instanceof Argument.Literal literal)
                || !(literal.value() instanceof String text)) {
            problems.report(argument.at(), "expected a pattern", "as in \"^[A-Z]+$\"");
        } else if (text.length() > PATTERN_MAX) {
            problems.report(
                    argument.at(), "a pattern has at most %,d characters".formatted(PATTERN_MAX));
        } else {
            try {
                Pattern pattern = Pattern.compile(text);
                add(mark, new Constraint.Check(UNNUMBERED, property.number(), pattern));
            } catch (PatternSyntaxException e) {
                problems.report(argument.at(), "the pattern is not one: " + e.getDescription(), "");
            } catch (StackOverflowError e) {
                problems.report(argument.at(), "the pattern is nested too deeply", "");
            }
        }
    }

    private void add(Mark mark, Constraint constraint) {
        if (distinct.add(constraint)) {
            constraints.add(constraint);
        } else {
            problems.report(mark.name(), "the rule is there already", "remove it");
        }
    }
}
