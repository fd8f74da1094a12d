package dev.hedgerow.graph.schema;

import dev.hedgerow.graph.schema.Syntax.InterfaceSyntax;
import dev.hedgerow.graph.schema.Syntax.NodeSyntax;
import dev.hedgerow.graph.schema.Syntax.PropertySyntax;
import dev.hedgerow.kernel.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What node types have from interfaces. */
final class Inheritance {
    private final Problems problems;
    private final Map<String, InterfaceSyntax> interfaces;

    Inheritance(Problems problems, Map<String, InterfaceSyntax> interfaces) {
        this.problems = problems;
        this.interfaces = interfaces;
    }

    /**
     * The names of the interfaces that a node type implements.
     *
     * @param properties its own; what it does not declare itself is added
     */
    List<String> implemented(NodeSyntax node, List<PropertySyntax> properties) {
        var names = new ArrayList<String>();
        Map<String, PropertySyntax> known = new LinkedHashMap<>();
        properties.forEach(property -> known.putIfAbsent(property.name().text(), property));
        for (Token name : node.interfaces()) {
            InterfaceSyntax type = interfaces.get(name.text());
            if (type == null) {
                problems.report(
                        name,
                        "there is no interface " + name,
                        Nearest.fix(name.text(), interfaces.keySet()));
            } else if (names.contains(name.text())) {
                problems.report(name, name + " is there twice", "remove one");
            } else {
                names.add(name.text());
                for (PropertySyntax wanted : type.body().properties()) {
                    PropertySyntax present = known.putIfAbsent(wanted.name().text(), wanted);
                    if (present == null) {
                        properties.add(wanted);
                    } else {
                        compatible(node, name, wanted, present);
                    }
                }
            }
        }
        return names;
    }

    /** A node type may forbid null where its interface allows it, and nothing else. */
    private void compatible(
            NodeSyntax node, Token type, PropertySyntax wanted, PropertySyntax present) {
        if (wanted.type() == null || present.type() == null) {
            return;
        }
        boolean good =
                wanted.type().equals(present.type()) && (wanted.nullable() || !present.nullable());
        if (!good) {
            boolean own = node.body().properties().contains(present);
            problems.report(
                    own ? present.name() : type,
                    "%s of %s is %s, but interface %s wants %s"
                            .formatted(
                                    present.name(),
                                    node.name(),
                                    written(present),
                                    type,
                                    written(wanted)),
                    "write `%s: %s`".formatted(wanted.name().text(), written(wanted)));
        }
    }

    private static String written(PropertySyntax property) {
        return property.type() + (property.nullable() ? "?" : "");
    }
}
