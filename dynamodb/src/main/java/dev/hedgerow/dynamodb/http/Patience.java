package dev.hedgerow.dynamodb.http;

import dev.hedgerow.kernel.Clock;
import io.netty.channel.ChannelHandlerContext;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Closes a connection that takes too long for what it is at. What it is at changes with every
 * request; the timer does not, and when it fires it looks how much time is left.
 */
final class Patience {
    private final Clock clock;
    private boolean waits;
    private boolean scheduled;
    private long deadline;
    private long fires;

    Patience(Clock clock) {
        this.clock = clock;
    }

    /** From now on it has this long. */
    void begin(ChannelHandlerContext context, Duration most) {
        deadline = clock.nanos() + most.toNanos();
        waits = true;
        if (!scheduled || deadline - fires < 0) {
            schedule(context, deadline - clock.nanos());
        }
    }

    /** It has done what it was at. */
    void end() {
        waits = false;
    }

    private void schedule(ChannelHandlerContext context, long nanos) {
        scheduled = true;
        long mine = deadline;
        fires = mine;
        var _ =
                context.executor()
                        .schedule(() -> fired(context, mine), nanos, TimeUnit.NANOSECONDS);
    }

    private void fired(ChannelHandlerContext context, long mine) {
        if (mine != fires) {
            return;
        }
        scheduled = false;
        if (!waits || !context.channel().isOpen()) {
            return;
        }
        long left = deadline - clock.nanos();
        if (left <= 0) {
            var _ = context.close();
        } else {
            schedule(context, left);
        }
    }
}
