package dev.hedgerow.graph;

import java.util.List;

/**
 * Properties that several node types have. Node types hold copies of them under numbers of their
 * own.
 */
public record InterfaceType(String name, List<Property> properties, List<Annotation> annotations) {
    public InterfaceType {
        properties = List.copyOf(properties);
        annotations = List.copyOf(annotations);
    }

    @Override
    public String toString() {
        return "interface " + name;
    }
}
