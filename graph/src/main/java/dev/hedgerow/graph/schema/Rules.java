package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.schema.Syntax.Argument;
import dev.hedgerow.graph.schema.Syntax.Mark;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules behind properties of interfaces, which are kept as annotations. */
final class Rules {
    private Rules() {}

    /** The property with its rules as annotations, so that the interface can be printed. */
    static Property kept(Property property, List<Mark> rules) {
        if (rules.isEmpty()) {
            return property;
        }
        var annotations = new ArrayList<Annotation>(property.annotations());
        rules.forEach(rule -> annotations.add(annotation(rule)));
        return new Property(
                property.number(),
                property.name(),
                property.type(),
                property.nullable(),
                property.defaultValue(),
                property.filler(),
                annotations);
    }

    private static Annotation annotation(Mark rule) {
        Optional<Object> first = Optional.empty();
        Map<String, Object> options = new LinkedHashMap<>();
        for (Argument argument : rule.arguments()) {
            switch (argument) {
                case Argument.Bounds bounds -> first = Optional.of(written(bounds));
                case Argument.Literal(_, Object value) -> first = Optional.of(value);
                case Argument.Named(Token at, Argument value) ->
                        options.put(at.text(), String.valueOf(Marks.plain(value)));
                case Argument.Word _, Argument.End _ -> {}
            }
        }
        return new Annotation(rule.name().text(), first, options);
    }

    private static String written(Argument.Bounds bounds) {
        return bounds.min().map(BigDecimal::toPlainString).orElse("")
                + ".."
                + bounds.max().map(BigDecimal::toPlainString).orElse("");
    }
}
