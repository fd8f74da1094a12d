package dev.hedgerow.client;

import java.util.List;

/**
 * A graph's schema at a commit.
 *
 * @param text as it was given
 */
public record Schema(
        String graph,
        String branch,
        String commit,
        long version,
        String text,
        List<NodeType> nodes,
        List<EdgeType> edges) {

    /** A node type; without a key its nodes are told apart by their id. */
    public record NodeType(String name, List<String> key, List<Property> properties) {}

    /** An edge type, between two node types. */
    public record EdgeType(
            String name, String from, String to, List<String> key, List<Property> properties) {}

    /** A property, its type in the words of the schema language. */
    public record Property(String name, String type, boolean nullable, String description) {}
}
