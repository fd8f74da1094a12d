package dev.hedgerow.server.http;

/** Takes the events of a reply and sends each at once. */
public interface EventSink {
    /** Sends an event with a value as JSON. */
    void send(String name, Object value);

    /** Sends nothing that is an event, to learn whether somebody still listens. */
    void beat();

    /** Whether events may go on; false when the node goes down. */
    boolean open();
}
