package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.Annotation;
import dev.hedgerow.graph.EdgeType;
import dev.hedgerow.graph.EntityType;
import dev.hedgerow.graph.InterfaceType;
import dev.hedgerow.graph.NodeType;
import dev.hedgerow.graph.Property;
import dev.hedgerow.graph.RowShape;
import dev.hedgerow.graph.Schema;
import dev.hedgerow.graph.schema.Syntax.Declaration;
import dev.hedgerow.graph.schema.Syntax.EdgeSyntax;
import dev.hedgerow.graph.schema.Syntax.InterfaceSyntax;
import dev.hedgerow.graph.schema.Syntax.Mark;
import dev.hedgerow.graph.schema.Syntax.NodeSyntax;
import dev.hedgerow.graph.schema.Syntax.PropertySyntax;
import dev.hedgerow.graph.value.RowCheck;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Violation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a schema, numbered from 1, of its text. */
public final class SchemaCompiler {
    static final int TYPES_MAX = 1_000;
    static final int BYTES_MAX = 1 << 20;

    private final Problems problems;
    private final ShapeCompiler shapes;
    private final Marks marks;
    private final Map<String, InterfaceSyntax> interfaces = new LinkedHashMap<>();
    private final Map<String, NodeType> nodes = new LinkedHashMap<>();
    private final List<EdgeType> edges = new ArrayList<>();
    private int nextNumber = 1;

    private SchemaCompiler(Problems problems) {
        this.problems = problems;
        this.shapes = new ShapeCompiler(problems);
        this.marks = new Marks(problems);
    }

    /** See {@link dev.hedgerow.graph.Schemas#parse}. */
    public static Schema compile(String file, String text) {
        var problems = new Problems(file);
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            problems.report(
                    1,
                    1,
                    "a schema has at most %,d bytes; here are %,d".formatted(BYTES_MAX, bytes),
                    "");
            problems.throwIfAny();
        }
        List<Declaration> declarations = Parser.parse(text, problems);
        if (problems.isFull()) {
            problems.throwIfAny();
        }
        if (declarations.isEmpty() && problems.isEmpty()) {
            problems.report(1, 1, "there is no type in the schema", "declare a node type");
        }
        Schema schema = new SchemaCompiler(problems).schema(declarations);
        problems.throwIfAny();
        return schema;
    }

    private Schema schema(List<Declaration> declarations) {
        if (declarations.size() > TYPES_MAX) {
            problems.report(
                    declarations.get(TYPES_MAX).name(),
                    "a schema has at most %,d types".formatted(TYPES_MAX));
        }
        var names = new Names(problems);
        List<Declaration> distinct =
                declarations.stream()
                        .limit(TYPES_MAX)
                        .filter(declaration -> names.type(declaration.name()))
                        .toList();
        var interfaceTypes = new ArrayList<InterfaceType>();
        for (Declaration declaration : distinct) {
            if (declaration instanceof InterfaceSyntax syntax) {
                interfaces.put(syntax.name().text(), syntax);
                interfaceTypes.add(interfaceType(syntax));
            }
        }
        for (Declaration declaration : distinct) {
            if (declaration instanceof NodeSyntax syntax) {
                NodeType type = node(syntax);
                nodes.put(type.name(), type);
            }
        }
        for (Declaration declaration : distinct) {
            if (declaration instanceof EdgeSyntax syntax) {
                edge(syntax).ifPresent(edges::add);
            }
        }
        return new Schema(1, nextNumber, interfaceTypes, List.copyOf(nodes.values()), edges);
    }

    private InterfaceType interfaceType(InterfaceSyntax syntax) {
        for (Mark rule : syntax.body().rules()) {
            problems.report(
                    rule.name(),
                    "an interface has no rules of its own",
                    "write it behind a property, or in the node types");
        }
        // Rules behind properties are compiled for their errors only: node types get copies.
        RowShape shape =
                shapes.compile(syntax.name(), false, syntax.body().properties(), List.of());
        Map<String, List<Mark>> rules = new LinkedHashMap<>();
        for (PropertySyntax property : syntax.body().properties()) {
            rules.put(
                    property.name().text(),
                    property.marks().stream().filter(PropertyCompiler::isRule).toList());
        }
        List<Property> properties =
                shape.properties().stream()
                        .map(p -> Rules.kept(p, rules.getOrDefault(p.name(), List.of())))
                        .toList();
        return new InterfaceType(
                syntax.name().text(),
                properties,
                annotations(syntax.marks(), Marks.Place.INTERFACE));
    }

    private NodeType node(NodeSyntax syntax) {
        List<Annotation> annotations = annotations(syntax.marks(), Marks.Place.NODE);
        var properties = new ArrayList<PropertySyntax>(syntax.body().properties());
        var implemented = new Inheritance(problems, interfaces).implemented(syntax, properties);
        RowShape shape = shapes.compile(syntax.name(), false, properties, syntax.body().rules());
        var type =
                new NodeType(nextNumber++, syntax.name().text(), implemented, shape, annotations);
        defaults(syntax.name(), type);
        return type;
    }

    private Optional<EdgeType> edge(EdgeSyntax syntax) {
        List<Annotation> annotations =
                annotations(syntax.marks(), Marks.Place.EDGE).stream()
                        .filter(a -> !a.name().equals("multi"))
                        .toList();
        List<Mark> rules =
                syntax.body().rules().stream()
                        .filter(mark -> !mark.name().text().equals("card"))
                        .toList();
        RowShape shape = shapes.compile(syntax.name(), true, syntax.body().properties(), rules);
        EdgeType.Rules limits = CardCompiler.compile(problems, syntax, !shape.key().isEmpty());
        Optional<NodeType> from = end(syntax.from());
        Optional<NodeType> to = end(syntax.to());
        if (from.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        var type =
                new EdgeType(
                        nextNumber++,
                        syntax.name().text(),
                        from.get(),
                        to.get(),
                        limits,
                        shape,
                        annotations);
        defaults(syntax.name(), type);
        return Optional.of(type);
    }

    /** Defaults obey the rules of their properties. */
    private void defaults(Token name, EntityType type) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Property property : type.properties()) {
            property.defaultValue().ifPresent(value -> values.put(property.name(), value));
        }
        if (!values.isEmpty()
                && RowCheck.of(type).check(values, "", RowCheck.Mode.PARTIAL)
                        instanceof RowCheck.Refused(List<Violation> violations)) {
            violations.forEach(violation ->
                    problems.report(
                            name,
                            "a default of %s breaks a rule: %s"
                                    .formatted(type.name(), violation.problem()),
                            violation.fix()));
        }
    }

    private Optional<NodeType> end(@Nullable Token name) {
        if (name == null) {
            return Optional.empty();
        }
        NodeType type = nodes.get(name.text());
        if (type == null) {
            boolean known = interfaces.containsKey(name.text());
            problems.report(
                    name,
                    known
                            ? name + " is an interface; edges go between node types"
                            : "there is no node type " + name,
                    known ? "" : Nearest.fix(name.text(), nodes.keySet()));
        }
        return Optional.ofNullable(type);
    }

    private List<Annotation> annotations(List<Mark> written, Marks.Place place) {
        return marks.checked(written, place).stream()
                .filter(mark -> !mark.name().text().equals("card"))
                .map(marks::annotation)
                .flatMap(Optional::stream)
                .filter(Objects::nonNull)
                .toList();
    }
}
