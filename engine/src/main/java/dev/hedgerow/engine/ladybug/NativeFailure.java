package dev.hedgerow.engine.ladybug;

/** What the native library said when a call failed, word for word. */
final class NativeFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    NativeFailure(String message) {
        super(message);
    }

    String words() {
        return String.valueOf(getMessage());
    }
}
