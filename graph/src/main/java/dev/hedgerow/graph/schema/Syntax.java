package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.ValueType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A schema's text as a tree, with places. */
final class Syntax {
    private Syntax() {}

    /** Something with a name and a body. */
    sealed interface Declaration {
        Token name();

        /** Annotations in front of the body. */
        List<Mark> marks();

        Body body();
    }

    record InterfaceSyntax(Token name, List<Mark> marks, Body body) implements Declaration {}

    record NodeSyntax(Token name, List<Token> interfaces, List<Mark> marks, Body body)
            implements Declaration {}

    /** The ends are null when they could not be read. */
    record EdgeSyntax(
            Token name, @Nullable Token from, @Nullable Token to, List<Mark> marks, Body body)
            implements Declaration {}

    /** What stands between braces. */
    record Body(List<PropertySyntax> properties, List<Mark> rules) {
        static final Body EMPTY = new Body(List.of(), List.of());
    }

    /** A property; the type is null when it could not be read. */
    record PropertySyntax(
            Token name, @Nullable ValueType type, boolean nullable, List<Mark> marks) {}

    /** An annotation or a rule. */
    record Mark(Token name, List<Argument> arguments) {
        /** Whether it says something of the properties it names. */
        boolean namesProperties() {
            return !arguments.isEmpty()
                    && switch (arguments.getFirst()) {
                        case Argument.Word _, Argument.End _ -> true;
                        case Argument.Literal _, Argument.Bounds _, Argument.Named _ -> false;
                    };
        }
    }

    sealed interface Argument {
        Token at();

        record Word(Token at) implements Argument {}

        /** A String, Boolean or BigDecimal. */
        record Literal(Token at, Object value) implements Argument {}

        record Bounds(Token at, Optional<BigDecimal> min, Optional<BigDecimal> max)
                implements Argument {}

        /** One end of an edge. */
        record End(Token at, boolean source) implements Argument {}

        record Named(Token at, Argument value) implements Argument {}
    }
}
