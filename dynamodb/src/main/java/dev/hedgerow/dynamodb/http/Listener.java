package dev.hedgerow.dynamodb.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.net.InetSocketAddress;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Listens, and gives each connection its handlers. */
public final class Listener {
    private static final int LOOPS_MAX = 4;
    private static final int LINE_MAX = 4096;
    private static final int CHUNK_MAX = 64 << 10;
    private static final int BACKLOG = 1024;

    private final EventLoopGroup loops;
    private final Channel server;
    private final ChannelGroup open;

    private Listener(EventLoopGroup loops, Channel server, ChannelGroup open) {
        this.loops = loops;
        this.server = server;
        this.open = open;
    }

    /**
     * Listens at once.
     *
     * @throws HedgerowException INVALID_CONFIGURATION when the port is taken
     */
    public static Listener start(InetSocketAddress address, Desk desk, World world) {
        int count = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, LOOPS_MAX);
        Executor threads =
                loop ->
                        world.threads()
                                .startDedicated(
                                        "dynamodb-io",
                                        () -> FastThreadLocalThread.runWithFastThreadLocal(loop));
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(count, threads, NioIoHandler.newFactory());
        var open = new DefaultChannelGroup(loops.next());
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.AUTO_READ, false)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(new Handlers(desk, world, open))
                        .bind(address)
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            stop(loops);
            throw HedgerowException.causedBy(
                    bound.cause(),
                    Failure.INVALID_CONFIGURATION,
                    ("Cannot listen at %s:%d for DynamoDB (%s): choose another port with"
                                    + " --dynamodb-port, 0 for any")
                            .formatted(
                                    address.getHostString(),
                                    address.getPort(),
                                    bound.cause().getMessage()));
        }
        return new Listener(loops, bound.channel(), open);
    }

    private static final class Handlers extends ChannelInitializer<Channel> {
        private final Desk desk;
        private final World world;
        private final ChannelGroup open;

        Handlers(Desk desk, World world, ChannelGroup open) {
            this.desk = desk;
            this.world = world;
            this.open = open;
        }

        @Override
        protected void initChannel(Channel channel) {
            open.add(channel);
            var config =
                    new HttpDecoderConfig()
                            .setMaxInitialLineLength(LINE_MAX)
                            .setMaxHeaderSize(desk.limits().headerBytesMax())
                            .setMaxChunkSize(CHUNK_MAX);
            channel.pipeline()
                    .addLast(new HttpRequestDecoder(config))
                    .addLast(new Connection(desk, new SplittableRandom(world.random().nextLong())));
        }
    }

    /** The port it listens on. */
    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Takes no more connections, and ends those on which nothing goes on. */
    public void closeIdle() {
        server.close().awaitUninterruptibly();
        for (Channel channel : open) {
            ChannelHandlerContext context = channel.pipeline().context(Connection.class);
            if (context != null && context.handler() instanceof Connection connection) {
                context.executor().execute(() -> connection.closeIfIdle(context));
            }
        }
    }

    /** Ends every connection. */
    public void close() {
        open.close().awaitUninterruptibly();
        stop(loops);
    }

    private static void stop(EventLoopGroup loops) {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
