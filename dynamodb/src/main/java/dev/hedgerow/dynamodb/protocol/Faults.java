package dev.hedgerow.dynamodb.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Errors that are told before {@code Tables} is asked, as AWS's services tell them. */
public final class Faults {
    private static final String SERVICE = "com.amazon.coral.service#";
    private static final String UNAVAILABLE =
            "com.amazon.coral.availability#ServiceUnavailableException";
    private static final String INTERNAL = "com.amazonaws.dynamodb.v20120810#InternalServerError";
    private static final JsonFactory JSON = new JsonFactory();

    private Faults() {}

    /** Something that is no request of this protocol. */
    public static Reply notFound() {
        byte[] body = "<UnknownOperationException/>\n".getBytes(StandardCharsets.US_ASCII);
        return new Reply(404, Optional.empty(), body, Reply.OTHER, "UnknownOperationException");
    }

    /** A body that is larger than allowed. */
    public static Reply tooLarge() {
        return new Reply(413, Optional.empty(), new byte[0], Reply.OTHER, "RequestEntityTooLarge");
    }

    /** A request that HTTP does not know, {@code 400}, {@code 431} and such. */
    public static Reply malformed(int status) {
        return new Reply(status, Optional.empty(), new byte[0], Reply.OTHER, "MalformedRequest");
    }

    /** Too much goes on, or the node is going down; to be tried again. */
    public static Reply unavailable(String sentence) {
        return of(503, Protocol.JSON_1_0, UNAVAILABLE, "message", sentence);
    }

    static Reply internal(String type) {
        return of(500, type, INTERNAL, "message", "Internal server error");
    }

    static Reply unknownOperation(String type) {
        return of(400, type, SERVICE + "UnknownOperationException", "message", "");
    }

    static Reply serialization(String type) {
        return of(400, type, SERVICE + "SerializationException", "Message", "");
    }

    static Reply accessDenied(String type, String sentence) {
        return of(400, type, SERVICE + "AccessDeniedException", "Message", sentence);
    }

    static Reply refused(String type, String error, String sentence) {
        return of(400, type, SERVICE + error, "message", sentence);
    }

    private static Reply of(int status, String type, String error, String member, String sentence) {
        var body = new ByteArrayOutputStream();
        try (JsonGenerator out =
                JSON.createGenerator(ObjectWriteContext.empty(), body, JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeStringProperty("__type", error);
            if (!sentence.isEmpty()) {
                out.writeStringProperty(member, sentence);
            }
            out.writeEndObject();
        }
        String name = error.substring(error.indexOf('#') + 1);
        return new Reply(status, Optional.of(type), body.toByteArray(), Reply.OTHER, name);
    }
}
