package dev.hedgerow.server.http;

import java.io.IOException;

/** Whoever was to read the reply has gone, or stopped reading for too long. */
final class ReaderGone extends RuntimeException {
    private static final long serialVersionUID = 1;

    ReaderGone(IOException cause) {
        super("the reader of the reply is gone", cause);
    }
}
