package dev.hedgerow.dynamodb.http;

import dev.hedgerow.dynamodb.PortLimits;
import dev.hedgerow.dynamodb.protocol.Faults;
import dev.hedgerow.dynamodb.protocol.Reply;
import dev.hedgerow.dynamodb.signature.Request;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One connection: reads a request, has it answered, writes the answer, and only then reads the
 * next. All of it happens in the channel's event loop but the answering. What a client sends ahead
 * waits in the socket, but for what came with one read of it.
 */
final class Connection extends ChannelInboundHandlerAdapter {
    /** What a client may still send, and how long, behind an answer that it was too much. */
    private static final int LINGER_BYTES = 64 << 20;

    private static final Duration LINGER = Duration.ofSeconds(5);

    private final Desk desk;
    private final Crowd crowd;
    private final PortLimits limits;
    private final RandomGenerator random;

    /** What came behind the request that is being answered. */
    private final Queue<HttpObject> ahead = new ArrayDeque<>();

    private @Nullable HttpRequest head;
    private final Body body;
    private final Patience patience;
    private State state = State.IDLE;
    private boolean counted;
    private int lingered;

    /** Where it stands. */
    private enum State {
        /** No request has begun. */
        IDLE,
        /** A head is there, and its body comes. */
        ARRIVING,
        /** A request is whole and not answered yet, or its answer not written yet. */
        ANSWERING,
        /** The last answer was written; what still comes is thrown away. */
        LINGERING
    }

    Connection(Desk desk, RandomGenerator random) {
        this.desk = desk;
        this.crowd = desk.crowd();
        this.limits = desk.limits();
        this.random = random;
        this.body = new Body(crowd, limits.bodyBytesMax());
        this.patience = new Patience(desk.clock());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        counted = true;
        if (!crowd.connected()) {
            var _ = context.close();
            return;
        }
        next(context);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (counted) {
            counted = false;
            crowd.disconnected();
        }
        patience.end();
        if (state != State.ANSWERING) {
            body.release();
        }
        for (HttpObject left = ahead.poll(); left != null; left = ahead.poll()) {
            ReferenceCountUtil.release(left);
        }
    }

    /** Waits for the next request, unless there is to be none. */
    private void next(ChannelHandlerContext context) {
        state = State.IDLE;
        head = null;
        if (crowd.closing()) {
            var _ = context.close();
            return;
        }
        patience.begin(context, limits.timeouts().idle());
        while (takesMore() && !ahead.isEmpty()) {
            take(context, ahead.remove());
        }
        if (takesMore()) {
            context.read();
        }
    }

    private boolean takesMore() {
        return state != State.ANSWERING;
    }

    /** The port closes: nobody waits for anything here. */
    void closeIfIdle(ChannelHandlerContext context) {
        if (state == State.IDLE) {
            var _ = context.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (takesMore()) {
            take(context, (HttpObject) message);
        } else {
            ahead.add((HttpObject) message);
        }
    }

    /** Goes on to read while nothing waits here, so that one that goes away is noticed. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (ahead.isEmpty()) {
            context.read();
        }
    }

    private void take(ChannelHandlerContext context, HttpObject message) {
        try {
            if (state == State.LINGERING) {
                linger(context, message);
            } else if (message.decoderResult().isFailure()) {
                refuse(context, malformed(message.decoderResult().cause()));
            } else {
                arrive(context, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void arrive(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpRequest request && !begin(context, request)) {
            return;
        }
        if (message instanceof HttpContent content && !add(context, content)) {
            return;
        }
        if (message instanceof LastHttpContent) {
            patience.end();
            submit(context);
        }
    }

    private boolean begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        state = State.ARRIVING;
        patience.begin(context, limits.timeouts().arriving());
        if (HttpUtil.getContentLength(request, 0L) > limits.bodyBytesMax()) {
            refuse(context, Faults.tooLarge());
            return false;
        }
        if (HttpUtil.is100ContinueExpected(request)) {
            var _ = context.writeAndFlush(Response.goOn());
        } else if (request.headers().contains(HttpHeaderNames.EXPECT)) {
            refuse(context, Faults.malformed(HttpResponseStatus.EXPECTATION_FAILED.code()));
            return false;
        }
        return true;
    }

    private boolean add(ChannelHandlerContext context, HttpContent content) {
        switch (body.add(content.content())) {
            case FITS -> {
                return true;
            }
            case TOO_LARGE -> refuse(context, Faults.tooLarge());
            case NO_ROOM -> refuse(context, Desk.overloaded());
        }
        return false;
    }

    private void submit(ChannelHandlerContext context) {
        HttpRequest whole = head;
        if (whole == null) {
            return;
        }
        if (whole.method().equals(HttpMethod.HEAD)) {
            // an answer to it has no body, whatever its length
            refuse(context, Faults.malformed(HttpResponseStatus.NOT_FOUND.code()));
            return;
        }
        state = State.ANSWERING;
        boolean keepAlive = HttpUtil.isKeepAlive(whole);
        String accepted = whole.headers().get(HttpHeaderNames.ACCEPT_ENCODING);
        var request =
                new Request(
                        whole.method().name(),
                        whole.uri(),
                        name -> whole.headers().getAll(name),
                        body.whole());
        var outcome =
                new Outcome(RequestIds.next(random), keepAlive, Optional.ofNullable(accepted));
        desk.answer(request, outcome, context.executor(), response -> write(context, response));
    }

    /** What is to be known of a request when its answer is written. */
    record Outcome(String id, boolean keepAlive, Optional<String> acceptEncoding) {}

    private void write(ChannelHandlerContext context, Response response) {
        head = null;
        body.release();
        boolean last = !response.keepAlive() || crowd.closing();
        patience.begin(context, limits.timeouts().leaving());
        ChannelFuture written = send(context, response, last);
        written.addListener(
                (ChannelFutureListener)
                        done -> {
                            response.left().run();
                            patience.end();
                            if (!done.isSuccess() || last) {
                                var _ = context.close();
                            } else {
                                next(context);
                            }
                        });
    }

    private static ChannelFuture send(
            ChannelHandlerContext context, Response response, boolean last) {
        ByteBuf head = response.head(context.alloc(), last);
        if (response.isShort()) {
            return context.writeAndFlush(head);
        }
        var _ = context.write(head);
        return context.writeAndFlush(Unpooled.wrappedBuffer(response.body()));
    }

    /** Answers what is not read any further; a client that still sends gets to read it. */
    private void refuse(ChannelHandlerContext context, Reply reply) {
        String id = RequestIds.next(random);
        body.release();
        head = null;
        state = State.LINGERING;
        patience.begin(context, LINGER);
        var outcome = new Outcome(id, false, Optional.empty());
        Response response = desk.refused(reply, outcome);
        send(context, response, true)
                .addListener(
                        (ChannelFutureListener)
                                done -> {
                                    response.left().run();
                                    if (done.isSuccess()
                                            && context.channel() instanceof DuplexChannel duplex) {
                                        var _ = duplex.shutdownOutput();
                                    } else {
                                        var _ = context.close();
                                    }
                                });
    }

    private void linger(ChannelHandlerContext context, HttpObject message) {
        if (message instanceof HttpContent content) {
            lingered += content.content().readableBytes();
        }
        boolean over = message.decoderResult().isFailure() || message instanceof LastHttpContent;
        if (over || lingered > LINGER_BYTES) {
            var _ = context.close();
        }
    }

    private static Reply malformed(Throwable cause) {
        HttpResponseStatus status =
                switch (cause) {
                    case TooLongHttpLineException _ -> HttpResponseStatus.REQUEST_URI_TOO_LONG;
                    case TooLongHttpHeaderException _ ->
                            HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
                    default -> HttpResponseStatus.BAD_REQUEST;
                };
        return Faults.malformed(status.code());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // a client that went away, or bytes that are no HTTP: there is nobody to be told
        var _ = context.close();
    }
}
