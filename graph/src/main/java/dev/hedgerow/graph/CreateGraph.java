package dev.hedgerow.graph;

/**
 * What a new graph is made of.
 *
 * @param schema the text in the schema language
 * @param source the name of the schema's file, for messages
 */
public record CreateGraph(String tenant, String name, String schema, String source, String actor) {}
