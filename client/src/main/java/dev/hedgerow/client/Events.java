package dev.hedgerow.client;

import dev.hedgerow.kernel.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events. A connection that breaks off ends the events. */
final class Events implements AutoCloseable {
    private final BufferedReader lines;

    Events(InputStream stream) {
        this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }

    /** The next event; null when there is none, because the stream has ended or broken off. */
    @Nullable Event next() {
        String name = "message";
        StringBuilder text = new StringBuilder();
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isEmpty() && !text.isEmpty()) {
                    return new Event(name, text.toString());
                } else if (line.startsWith("event:")) {
                    name = line.substring("event:".length()).strip();
                } else if (line.startsWith("data:")) {
                    text.append(line.substring("data:".length()).strip());
                }
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw ClientException.local(Failure.UNAVAILABLE, "The events broke off", e);
        }
    }

    /** One event: its name and its JSON. */
    record Event(String name, String text) {
        <T> T read(Class<T> type) {
            return Json.MAPPER.readValue(text, type);
        }
    }
}
