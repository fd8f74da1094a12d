package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Cardinality;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.EdgeSyntax;
import dev.hedgerow.graph.schema.Syntax.Mark;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes {@code @card} and {@code @multi}. */
final class CardCompiler {
    private static final BigDecimal MAX = BigDecimal.valueOf(1_000_000);

    private final Problems problems;
    private @Nullable Cardinality outgoing;
    private @Nullable Cardinality incoming;

    private CardCompiler(Problems problems) {
        this.problems = problems;
    }

    static EdgeType.Rules compile(Problems problems, EdgeSyntax edge, boolean hasKey) {
        var compiler = new CardCompiler(problems);
        Stream.concat(edge.marks().stream(), edge.body().rules().stream())
                .filter(mark -> mark.name().text().equals("card"))
                .forEach(compiler::card);
        List<Mark> multi =
                edge.marks().stream().filter(m -> m.name().text().equals("multi")).toList();
        for (Mark mark : multi) {
            if (!mark.arguments().isEmpty()) {
                problems.report(mark.name(), "@multi takes nothing");
            } else if (hasKey) {
                problems.report(
                        mark.name(),
                        "the key tells parallel edges apart already",
                        "remove @multi or @key");
            }
        }
        return new EdgeType.Rules(
                !multi.isEmpty(),
                Optional.ofNullable(compiler.outgoing).orElse(Cardinality.ANY),
                Optional.ofNullable(compiler.incoming).orElse(Cardinality.ANY));
    }

    private void card(Mark mark) {
        if (mark.arguments().isEmpty()) {
            explain(mark.name());
        }
        for (Argument argument : mark.arguments()) {
            switch (argument) {
                case Argument.Bounds bounds -> set(bounds.at(), bounds, true);
                case Argument.Named(Token at, Argument.Bounds bounds)
                        when at.text().equals("out") || at.text().equals("in") ->
                        set(at, bounds, at.text().equals("out"));
                case Argument.Named _, Argument.Word _, Argument.Literal _, Argument.End _ ->
                        explain(argument.at());
            }
        }
    }

    private void explain(Token at) {
        problems.report(
                at,
                "@card takes how many edges a node may have",
                "as in @card(0..1), @card(1..) or @card(out: 0..1, in: 1..)");
    }

    private void set(Token at, Argument.Bounds bounds, boolean out) {
        Optional<Cardinality> read = cardinality(bounds);
        if (read.isEmpty()) {
            problems.report(
                    at,
                    "the bounds of @card are whole numbers, 0 to %,d, at least 1 above"
                            .formatted(MAX.intValue()),
                    "as in 0..1 or 1..");
        } else if ((out ? outgoing : incoming) != null) {
            problems.report(at, "that direction is limited already", "remove one");
        } else if (out) {
            outgoing = read.get();
        } else {
            incoming = read.get();
        }
    }

    private static Optional<Cardinality> cardinality(Argument.Bounds bounds) {
        BigDecimal min = bounds.min().orElse(BigDecimal.ZERO);
        BigDecimal max = bounds.max().orElse(MAX);
        boolean good =
                min.scale() == 0
                        && max.scale() == 0
                        && min.signum() >= 0
                        && max.signum() > 0
                        && min.compareTo(max) <= 0
                        && max.compareTo(MAX) <= 0;
        return good
                ? Optional.of(
                        new Cardinality(
                                min.intValue(),
                                bounds.max().isPresent() ? max.intValue() : Cardinality.UNBOUNDED))
                : Optional.empty();
    }
}
