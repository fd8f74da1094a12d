package dev.hedgerow.client;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.hedgerow.kernel.Violation;
import java.util.List;
import java.util.Optional;

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

    /**
     * A schema that a branch is to get.
     *
     * @param schema the text of a .pg file
     * @param on the branch
     * @param file the name that places in errors begin with
     * @param ifVersion only when the branch follows this version
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Wanted(String schema, String on, String file, Optional<Integer> ifVersion) {}

    /**
     * How a branch gets to a schema.
     *
     * @param version the version that it follows
     * @param result the version that it is to follow
     * @param steps empty when there is nothing to do
     * @param refusals why it cannot be
     * @param operation what does it, when it was applied
     */
    public record Plan(
            String graph,
            String branch,
            long version,
            long result,
            List<String> steps,
            List<Violation> refusals,
            Optional<Operation> operation) {}
}
