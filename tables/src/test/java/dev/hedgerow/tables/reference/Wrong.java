package dev.hedgerow.tables.reference;

/** The model refuses a request with one of these sentences. */
final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1;

    Wrong(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
