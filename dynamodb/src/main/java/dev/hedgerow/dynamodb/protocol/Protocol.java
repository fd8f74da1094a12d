package dev.hedgerow.dynamodb.protocol;

import dev.hedgerow.dynamodb.Access;
import dev.hedgerow.dynamodb.Answering;
import dev.hedgerow.dynamodb.signature.Refused;
import dev.hedgerow.dynamodb.signature.Request;
import dev.hedgerow.dynamodb.signature.Signatures;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Permission;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Makes replies of requests, in DynamoDB's order: is it of this protocol, which operation, who
 * asks, and only then what it says.
 */
public final class Protocol {
    static final String JSON_1_0 = "application/x-amz-json-1.0";
    private static final String JSON = "application/json";
    private static final String HEALTHY = "healthy: dynamodb.us-east-1.amazonaws.com ";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final System.Logger LOG = System.getLogger(Protocol.class.getName());

    private final Answering tables;
    private final Optional<Signatures> signatures;
    private final int bodyBytesMax;

    public Protocol(Answering tables, Access access, int bodyBytesMax, Clock clock) {
        this.tables = tables;
        this.signatures =
                switch (access) {
                    case Access.Signed(var keys) -> Optional.of(new Signatures(keys, clock));
                    case Access.Unsigned() -> Optional.empty();
                };
        this.bodyBytesMax = bodyBytesMax;
    }

    /** The reply to a whole request. May wait; never fails. */
    public Reply reply(Request request) {
        if (request.method().equals("GET") && request.path().equals("/")) {
            byte[] body = HEALTHY.getBytes(StandardCharsets.US_ASCII);
            return new Reply(200, Optional.empty(), body, Reply.OTHER, "");
        }
        Optional<String> type = contentType(request);
        if (!request.method().equals("POST") || type.isEmpty()) {
            return Faults.notFound();
        }
        try {
            return answered(request, type.get());
        } catch (Refused refused) {
            return Faults.refused(type.get(), refused.reason().type(), refused.sentence());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.log(System.Logger.Level.ERROR, "a request failed in an unexpected way", e);
            return Faults.internal(type.get());
        }
    }

    private Reply answered(Request request, String type) {
        Optional<String> operation = request.header("x-amz-target").flatMap(Targets::operation);
        if (operation.isEmpty()) {
            return Faults.unknownOperation(type);
        }
        Permission permission = Permission.ALL;
        if (signatures.isPresent()) {
            permission = signatures.get().check(request).permission();
        } else if (!isOfThisMachine(request)) {
            return Faults.accessDenied(
                    type,
                    "This port takes unsigned requests, and those from programs of this machine"
                            + " only, not from pages in a browser");
        }
        if (operation.get().equals(Endpoints.OPERATION)) {
            return Endpoints.at(request.header("host").orElse(""), type);
        }
        byte[] body;
        try {
            body =
                    Compression.inflated(
                            request.body(), request.header("content-encoding"), bodyBytesMax);
        } catch (Compression.Unreadable e) {
            return e.isTooLarge() ? Faults.tooLarge() : Faults.serialization(type);
        }
        Answer answer = tables.answer(operation.get(), body, permission);
        boolean known = !answer.error().equals("UnknownOperationException");
        return new Reply(
                answer.status(),
                Optional.of(type),
                answer.body(),
                known ? operation.get() : Reply.OTHER,
                answer.error());
    }

    /**
     * What an answer's content type is to be; empty when the request's is none of this protocol.
     */
    private static Optional<String> contentType(Request request) {
        String whole = request.header("content-type").orElse("");
        int parameters = whole.indexOf(';');
        String type = (parameters < 0 ? whole : whole.substring(0, parameters)).strip();
        if (type.equals(JSON_1_0)) {
            return Optional.of(JSON_1_0);
        }
        return type.equals(JSON) || request.body().length == 0
                ? Optional.of(JSON)
                : Optional.empty();
    }

    /**
     * Whether it is no page's doing: a browser tells where a page comes from, and asks for the name
     * that leads here, be it one of somebody else's that was pointed at this machine.
     */
    private static boolean isOfThisMachine(Request request) {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT);
        int port = host.lastIndexOf(':');
        String name = port < 0 || host.endsWith("]") ? host : host.substring(0, port);
        return request.header("origin").isEmpty() && LOOPBACK.contains(name);
    }
}
