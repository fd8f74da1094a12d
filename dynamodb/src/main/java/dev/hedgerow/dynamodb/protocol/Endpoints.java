package dev.hedgerow.dynamodb.protocol;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** DescribeEndpoints, which only the port can answer: whoever asks is at the right address. */
final class Endpoints {
    static final String OPERATION = "DescribeEndpoints";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int MINUTES = 1440;

    private Endpoints() {}

    /**
     * The answer.
     *
     * @param host as the request names it, with its port
     */
    static Reply at(String host, String type) {
        var body = new ByteArrayOutputStream();
        try (JsonGenerator out =
                JSON.createGenerator(ObjectWriteContext.empty(), body, JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeName("Endpoints");
            out.writeStartArray();
            out.writeStartObject();
            out.writeStringProperty("Address", host);
            out.writeNumberProperty("CachePeriodInMinutes", MINUTES);
            out.writeEndObject();
            out.writeEndArray();
            out.writeEndObject();
        }
        return new Reply(200, Optional.of(type), body.toByteArray(), OPERATION, "");
    }
}
