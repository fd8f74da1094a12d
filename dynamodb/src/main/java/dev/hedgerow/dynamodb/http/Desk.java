package dev.hedgerow.dynamodb.http;

import dev.hedgerow.dynamodb.Observer;
import dev.hedgerow.dynamodb.PortLimits;
import dev.hedgerow.dynamodb.protocol.Compression;
import dev.hedgerow.dynamodb.protocol.Faults;
import dev.hedgerow.dynamodb.protocol.Protocol;
import dev.hedgerow.dynamodb.protocol.Reply;
import dev.hedgerow.dynamodb.signature.Request;
import dev.hedgerow.kernel.Clock;
import dev.hedgerow.kernel.World;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.zip.CRC32;

/** Where requests of all connections are answered, each on a virtual thread. */
public final class Desk {
    private static final AsciiString REQUEST_ID = AsciiString.cached("x-amzn-RequestId");
    private static final AsciiString CHECKSUM = AsciiString.cached("x-amz-crc32");

    /** Smaller answers need no room of their own: there are only so many at a time. */
    private static final int SMALL = 64 << 10;

    private final Protocol protocol;
    private final PortLimits limits;
    private final Crowd crowd;
    private final World world;
    private final Observer observer;
    private final HttpDate date = new HttpDate();

    public Desk(Protocol protocol, PortLimits limits, Crowd crowd, World world, Observer observer) {
        this.protocol = protocol;
        this.limits = limits;
        this.crowd = crowd;
        this.world = world;
        this.observer = observer;
    }

    /**
     * An answer on its way.
     *
     * @param left to be run once the client has it, or never will
     */
    record Response(FullHttpResponse message, boolean keepAlive, Runnable left) {}

    Crowd crowd() {
        return crowd;
    }

    PortLimits limits() {
        return limits;
    }

    Clock clock() {
        return world.clock();
    }

    /** Has a request answered; the answer is delivered by whatever thread made it. */
    void answer(Request request, Connection.Outcome outcome, Consumer<Response> deliver) {
        if (crowd.closing()) {
            deliver.accept(
                    refused(Faults.unavailable("The node is shutting down; try again"), outcome));
        } else if (!crowd.enter()) {
            deliver.accept(refused(overloaded(), outcome));
        } else {
            world.threads().start("dynamodb", () -> work(request, outcome, deliver));
        }
    }

    /** Too much goes on at once. */
    static Reply overloaded() {
        return Faults.unavailable("Too many requests are running already; try again");
    }

    /** An answer to what was not let begin. */
    Response refused(Reply reply, Connection.Outcome outcome) {
        observe(outcome, reply, Duration.ZERO);
        return new Response(
                message(reply, outcome, reply.body(), false), outcome.keepAlive(), () -> {});
    }

    private void work(Request request, Connection.Outcome outcome, Consumer<Response> deliver) {
        Response response = null;
        try {
            long began = world.clock().nanos();
            Reply reply = protocol.reply(request);
            observe(outcome, reply, Duration.ofNanos(world.clock().nanos() - began));
            response = response(reply, outcome);
            deliver.accept(response);
        } catch (RejectedExecutionException _) {
            // the port was closed meanwhile, and with it the connection
            leave(response);
        }
    }

    private void leave(@org.jspecify.annotations.Nullable Response response) {
        if (response == null) {
            crowd.leave();
        } else {
            response.left().run();
        }
    }

    private Response response(Reply reply, Connection.Outcome outcome) {
        byte[] body = reply.body();
        boolean compress =
                body.length >= Compression.ANSWER_MIN
                        && Compression.accepted(outcome.acceptEncoding());
        byte[] sent = compress ? Compression.deflated(body) : body;
        if (sent.length <= SMALL) {
            return new Response(
                    message(reply, outcome, sent, compress), outcome.keepAlive(), crowd::leave);
        }
        if (!crowd.take(sent.length)) {
            Reply instead = overloaded();
            return new Response(
                    message(instead, outcome, instead.body(), false),
                    outcome.keepAlive(),
                    crowd::leave);
        }
        return new Response(
                message(reply, outcome, sent, compress),
                outcome.keepAlive(),
                () -> {
                    crowd.give(sent.length);
                    crowd.leave();
                });
    }

    private void observe(Connection.Outcome outcome, Reply reply, Duration took) {
        observer.answered(outcome.id(), reply.operation(), reply.status(), reply.error(), took);
    }

    private FullHttpResponse message(
            Reply reply, Connection.Outcome outcome, byte[] body, boolean compressed) {
        var message =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1,
                        HttpResponseStatus.valueOf(reply.status()),
                        Unpooled.wrappedBuffer(body));
        HttpHeaders headers = message.headers();
        headers.set(HttpHeaderNames.DATE, date.at(world.clock().instant()));
        reply.contentType().ifPresent(type -> headers.set(HttpHeaderNames.CONTENT_TYPE, type));
        if (compressed) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, "gzip");
        }
        headers.set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        headers.set(REQUEST_ID, outcome.id());
        headers.set(CHECKSUM, checksum(body));
        return message;
    }

    private static String checksum(byte[] body) {
        var crc = new CRC32();
        crc.update(body);
        return Long.toString(crc.getValue());
    }
}
