package dev.hedgerow.graph;

/** What is told of every row of a type by {@link GraphView#each}. */
public sealed interface RowPart {
    /** The value of a property. */
    record Value(Property property) implements RowPart {}

    /** The values of the key, as a List; where there is none the generated id, or no values. */
    record Key() implements RowPart {}

    /** The only value of a key. */
    record OnlyKey() implements RowPart {}

    /** The values of the key of the node that an edge leaves or enters, as a List. */
    record End(boolean outgoing) implements RowPart {}

    /** The only value of the key of the node that an edge leaves or enters. */
    record OnlyEnd(boolean outgoing) implements RowPart {}
}
