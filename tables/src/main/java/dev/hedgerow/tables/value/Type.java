package dev.hedgerow.tables.value;

/** The ten attribute types; the names are those of the wire. */
public enum Type {
    S("STRING"),
    N("NUMBER"),
    B("Binary"),
    SS("STRING_SET"),
    NS("NUMBER_SET"),
    BS("BINARY_SET"),
    M("MAP"),
    L("LIST"),
    NULL("NULL"),
    BOOL("BOOL");

    private final String word;

    Type(String word) {
        this.word = word;
    }

    /** The word used in sentences about operands of updates. */
    public String word() {
        return word;
    }

    public boolean isSet() {
        return this == SS || this == NS || this == BS;
    }

    /** Whether values of it have an order, so that they can be compared and be keys. */
    public boolean isOrdered() {
        return this == S || this == N || this == B;
    }

    /** The type of a set's members. */
    public Type member() {
        return switch (this) {
            case SS -> S;
            case NS -> N;
            case BS -> B;
            case S, N, B, M, L, NULL, BOOL ->
                    throw new IllegalArgumentException(this + " is not a set");
        };
    }
}
