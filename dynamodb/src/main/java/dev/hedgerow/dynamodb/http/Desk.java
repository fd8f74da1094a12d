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
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Where requests of all connections are answered: those that wait, each on a virtual thread. */
public final class Desk {
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

    Crowd crowd() {
        return crowd;
    }

    PortLimits limits() {
        return limits;
    }

    Clock clock() {
        return world.clock();
    }

    /**
     * Has a request answered: here and now if that takes no waiting, else on a virtual thread.
     *
     * @param loop that calls
     * @param deliver takes the answer, in the loop
     */
    void answer(
            Request request,
            Connection.Outcome outcome,
            Executor loop,
            Consumer<Response> deliver) {
        if (crowd.closing()) {
            deliver(
                    refused(Faults.unavailable("The node is shutting down; try again"), outcome),
                    loop,
                    deliver);
        } else if (!crowd.enter()) {
            deliver(refused(overloaded(), outcome), loop, deliver);
        } else {
            long began = world.clock().nanos();
            Consumer<Reply> finish =
                    reply -> deliver(response(reply, outcome, began), loop, deliver);
            Runnable wait = () -> onThread(() -> finish.accept(protocol.reply(request)));
            protocol.begin(
                    request,
                    reply -> {
                        if (isCompressed(reply, outcome)) {
                            onThread(() -> finish.accept(reply));
                        } else {
                            inLoop(loop, () -> deliver.accept(response(reply, outcome, began)));
                        }
                    },
                    wait);
        }
    }

    private void onThread(Runnable work) {
        world.threads().start("dynamodb", work);
    }

    private void deliver(Response response, Executor loop, Consumer<Response> deliver) {
        try {
            loop.execute(() -> deliver.accept(response));
        } catch (RejectedExecutionException _) {
            // the port was closed meanwhile, and with it the connection
            response.left().run();
        }
    }

    private void inLoop(Executor loop, Runnable work) {
        try {
            loop.execute(work);
        } catch (RejectedExecutionException _) {
            crowd.leave();
        }
    }

    /** Too much goes on at once. */
    static Reply overloaded() {
        return Faults.unavailable("Too many requests are running already; try again");
    }

    /** An answer to what was not let begin. */
    Response refused(Reply reply, Connection.Outcome outcome) {
        observe(outcome, reply, Duration.ZERO);
        return response(reply, outcome, reply.body(), false, () -> {});
    }

    private static boolean isCompressed(Reply reply, Connection.Outcome outcome) {
        return reply.body().length >= Compression.ANSWER_MIN
                && Compression.accepted(outcome.acceptEncoding());
    }

    private Response response(Reply reply, Connection.Outcome outcome, long began) {
        observe(outcome, reply, Duration.ofNanos(world.clock().nanos() - began));
        boolean compress = isCompressed(reply, outcome);
        byte[] sent = compress ? Compression.deflated(reply.body()) : reply.body();
        if (sent.length <= SMALL) {
            return response(reply, outcome, sent, compress, crowd::leave);
        }
        if (!crowd.take(sent.length)) {
            Reply instead = overloaded();
            return response(instead, outcome, instead.body(), false, crowd::leave);
        }
        return response(
                reply,
                outcome,
                sent,
                compress,
                () -> {
                    crowd.give(sent.length);
                    crowd.leave();
                });
    }

    private void observe(Connection.Outcome outcome, Reply reply, Duration took) {
        observer.answered(outcome.id(), reply.operation(), reply.status(), reply.error(), took);
    }

    private Response response(
            Reply reply,
            Connection.Outcome outcome,
            byte[] sent,
            boolean compressed,
            Runnable left) {
        return new Response(
                reply.status(),
                date.at(world.clock().instant()),
                reply.contentType(),
                compressed,
                sent,
                outcome,
                left);
    }
}
