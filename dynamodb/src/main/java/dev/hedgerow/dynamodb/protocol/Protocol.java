package dev.hedgerow.dynamodb.protocol;

import dev.hedgerow.dynamodb.Access;
import dev.hedgerow.dynamodb.AccessKey;
import dev.hedgerow.dynamodb.Answering;
import dev.hedgerow.dynamodb.signature.Refused;
import dev.hedgerow.dynamodb.signature.Request;
import dev.hedgerow.dynamodb.signature.Signatures;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Permission;
import dev.hedgerow.tables.Reception;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes replies of requests, in DynamoDB's order: is it of this protocol, which operation, who
 * asks, and only then what it says.
 */
public final class Protocol {
    static final String JSON_1_0 = "application/x-amz-json-1.0";
    private static final String JSON = "application/json";
    private static final String HEALTHY = "healthy: dynamodb.us-east-1.amazonaws.com ";

    /** Larger bodies take longer than others should have to wait. */
    private static final int SHORT_BYTES = 64 << 10;

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

    /**
     * Replies to a whole request on a thread that must not wait, if that can be; never fails.
     *
     * @param told the reply, perhaps by another thread, which must not be kept
     * @param mustWait run instead when it is {@link #reply} that has to be asked
     */
    public void begin(Request request, Consumer<Reply> told, Runnable mustWait) {
        Optional<String> type = contentType(request);
        Optional<String> operation = operation(request);
        if (type.isEmpty() || operation.isEmpty() || !isShort(request, operation.get())) {
            mustWait.run();
            return;
        }
        try {
            Optional<Permission> permission = known(request);
            if (permission.isEmpty()) {
                mustWait.run();
                return;
            }
            tables.begin(
                    operation.get(),
                    request.body(),
                    permission.get(),
                    new Reception() {
                        @Override
                        public void answered(Answer answer) {
                            told.accept(of(answer, operation.get(), type.get()));
                        }

                        @Override
                        public void mustWait() {
                            mustWait.run();
                        }
                    });
        } catch (Refused refused) {
            told.accept(refused(type.get(), refused));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            told.accept(unexpected(type.get(), e));
        }
    }

    private boolean isShort(Request request, String operation) {
        return request.method().equals("POST")
                && request.body().length <= SHORT_BYTES
                && request.header("content-encoding").isEmpty()
                && tables.isShort(operation);
    }

    /** What whoever asks may do; empty when it takes waiting to find out, or is not allowed. */
    private Optional<Permission> known(Request request) {
        if (signatures.isPresent()) {
            return signatures.get().checkKnown(request).map(AccessKey::permission);
        }
        return isOfThisMachine(request) ? Optional.of(Permission.ALL) : Optional.empty();
    }

    private static Reply refused(String type, Refused refused) {
        return Faults.refused(type, refused.reason().type(), refused.sentence());
    }

    private static Reply unexpected(String type, Throwable thrown) {
        LOG.log(System.Logger.Level.ERROR, "a request failed in an unexpected way", thrown);
        return Faults.internal(type);
    }

    private static Optional<String> operation(Request request) {
        return request.header("x-amz-target").flatMap(Targets::operation);
    }

    private static Reply of(Answer answer, String operation, String type) {
        boolean known = !answer.error().equals("UnknownOperationException");
        return new Reply(
                answer.status(),
                Optional.of(type),
                answer.body(),
                known ? operation : Reply.OTHER,
                answer.error());
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
            return refused(type.get(), refused);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return unexpected(type.get(), e);
        }
    }

    private Reply answered(Request request, String type) {
        Optional<String> operation = operation(request);
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
        return of(tables.answer(operation.get(), body, permission), operation.get(), type);
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
