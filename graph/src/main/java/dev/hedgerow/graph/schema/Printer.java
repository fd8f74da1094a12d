package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.Cardinality;
import dev.hedgerow.graph.Constraint;
import dev.hedgerow.graph.Constraint.Columns;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.InterfaceType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.value.PlainJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes schemas in one way: interfaces, node types, edge types; every property that a node type
 * has, with those of its interfaces; rules about one column behind their property.
 */
public final class Printer {
    private static final int PLAIN_MAX = 40;
    private static final int CONTROL_MAX = 0x20;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    /** See {@link dev.hedgerow.graph.Schemas#print}. */
    public static String print(Schema schema) {
        var printer = new Printer();
        schema.interfaces().forEach(printer::interfaceType);
        schema.nodes().forEach(printer::node);
        schema.edges().forEach(printer::edge);
        return printer.out.toString();
    }

    private void interfaceType(InterfaceType type) {
        begin();
        out.append("interface ").append(type.name());
        annotations(type.annotations());
        out.append(" {\n");
        for (Property property : type.properties()) {
            property(property);
            out.append('\n');
        }
        out.append("}\n");
    }

    private void node(NodeType type) {
        begin();
        out.append("node ").append(type.name());
        if (!type.interfaces().isEmpty()) {
            out.append(" implements ").append(String.join(", ", type.interfaces()));
        }
        annotations(type.annotations());
        out.append(" {\n");
        body(type);
        out.append("}\n");
    }

    private void edge(EdgeType type) {
        begin();
        out.append("edge ").append(type.name()).append(": ");
        out.append(type.from().name()).append(" -> ").append(type.to().name());
        if (type.isMulti()) {
            out.append(" @multi");
        }
        card(type.outgoing(), type.incoming());
        annotations(type.annotations());
        if (!type.properties().isEmpty() || !type.constraints().isEmpty()) {
            out.append(" {\n");
            body(type);
            out.append('}');
        }
        out.append('\n');
    }

    private void begin() {
        if (!out.isEmpty()) {
            out.append('\n');
        }
    }

    private void card(Cardinality outgoing, Cardinality incoming) {
        if (incoming.isLimited()) {
            out.append(" @card(out: ").append(outgoing);
            out.append(", in: ").append(incoming).append(')');
        } else if (outgoing.isLimited()) {
            out.append(" @card(").append(outgoing).append(')');
        }
    }

    private void body(EntityType type) {
        RowShape shape = type.shape();
        for (Property property : shape.properties()) {
            property(property);
            if (type.key().size() == 1 && type.key().contains(property)) {
                out.append(" @key");
            }
            shape.constraints().forEach(constraint -> own(constraint, property));
            out.append('\n');
        }
        if (type.key().size() > 1) {
            out.append("    @key(");
            out.append(String.join(", ", type.key().stream().map(Property::name).toList()));
            out.append(")\n");
        }
        shape.constraints().forEach(constraint -> rule(shape, constraint));
    }

    private void property(Property property) {
        out.append("    ").append(property);
        property.defaultValue()
                .ifPresent(value -> out.append(" @default(").append(plain(value)).append(')'));
        annotations(property.annotations());
    }

    private void own(Constraint constraint, Property property) {
        switch (constraint) {
            case Constraint.Unique(_, Columns columns) when isOwn(columns, property) ->
                    out.append(" @unique");
            case Constraint.Index(_, Columns columns, var options)
                    when isOwn(columns, property) -> {
                out.append(" @index");
                if (!options.isEmpty()) {
                    out.append('(').append(words(options)).append(')');
                }
            }
            case Constraint.Unique _, Constraint.Index _ -> {}
            case Constraint.Range _, Constraint.Check _ -> {}
        }
    }

    private static boolean isOwn(Columns columns, Property property) {
        return ShapeCompiler.isOwn(columns) && columns.properties().getFirst() == property.number();
    }

    private static String words(Map<String, Object> options) {
        var words = new ArrayList<String>();
        options.forEach((name, value) -> words.add(name + ": " + value));
        return String.join(", ", words);
    }

    private void rule(RowShape shape, Constraint constraint) {
        switch (constraint) {
            case Constraint.Unique(_, Columns columns) -> {
                if (!ShapeCompiler.isOwn(columns)) {
                    line("unique", names(shape, columns));
                }
            }
            case Constraint.Index(_, Columns columns, var options) -> {
                if (!ShapeCompiler.isOwn(columns)) {
                    String more = options.isEmpty() ? "" : ", " + words(options);
                    line("index", names(shape, columns) + more);
                }
            }
            case Constraint.Range range ->
                    line("range", shape.property(range.property()).name() + ", " + range.bounds());
            case Constraint.Check check ->
                    line(
                            "check",
                            shape.property(check.property()).name()
                                    + ", "
                                    + quoted(check.pattern().pattern()));
        }
    }

    private static String names(RowShape shape, Columns columns) {
        List<String> names = new ArrayList<>();
        shape.properties(columns).forEach(property -> names.add(property.name()));
        if (columns.source()) {
            names.add("@src");
        }
        if (columns.target()) {
            names.add("@dst");
        }
        return String.join(", ", names);
    }

    private void line(String rule, String arguments) {
        out.append("    @").append(rule).append('(').append(arguments).append(")\n");
    }

    private void annotations(List<Annotation> annotations) {
        for (Annotation annotation : annotations) {
            out.append(" @").append(annotation.name());
            List<String> arguments = new ArrayList<>();
            boolean bare = annotation.name().equals("range") || annotation.name().equals("merge");
            annotation
                    .argument()
                    .ifPresent(value -> arguments.add(bare ? value.toString() : plain(value)));
            annotation
                    .options()
                    .forEach((name, value) -> arguments.add(name + ": " + plain(value)));
            if (!arguments.isEmpty()) {
                out.append('(').append(String.join(", ", arguments)).append(')');
            }
        }
    }

    /** A literal that reads as the same value. */
    private static String plain(Object value) {
        return switch (value) {
            case Boolean flag -> flag.toString();
            case BigDecimal number -> number(number);
            case Long number -> number.toString();
            case Double number -> number(new BigDecimal(number.toString()));
            case List<?> list -> quoted(PlainJson.text(list));
            default ->
                    switch (PlainJson.of(value, false)) {
                        case String text -> quoted(text);
                        case null -> quoted("null");
                        case Object tree -> quoted(PlainJson.text(tree));
                    };
        };
    }

    private static String number(BigDecimal number) {
        String plain = number.toPlainString();
        return plain.length() <= PLAIN_MAX ? plain : quoted(number.toString());
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < CONTROL_MAX) {
                        quoted.append("\\u%04x".formatted((int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }
}
