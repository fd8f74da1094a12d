package dev.hedgerow.server.http;

/** Takes the lines of a streaming reply; blocks while the reader is slow. */
public interface LineSink {
    /** Writes a value as one line of JSON. */
    void line(Object value);

    /** Writes a line that is JSON already, without its end. */
    void raw(byte[] json);

    /** Sends what has been written. */
    void flush();
}
