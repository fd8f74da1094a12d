package dev.hedgerow.server.http;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves routes over HTTP/1.1, each call on a virtual thread. */
public final class Front implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int SELECTOR_THREADS = 8;

    private final Server server;
    private final ServerConnector connector;
    private final Draining draining;
    private final Limits limits;

    private Front(Server server, ServerConnector connector, Draining draining, Limits limits) {
        this.server = server;
        this.connector = connector;
        this.draining = draining;
        this.limits = limits;
    }

    /**
     * Where to listen and what to allow.
     *
     * @param address a port of 0 is any free one
     * @param folder for the files of forms while they are read
     * @param hosts the names a request may ask for, without port; any when empty. A page of
     *     somebody else's that has its name lead here is refused by it.
     */
    public record Settings(
            InetSocketAddress address, Path folder, Set<String> hosts, Limits limits) {
        public Settings {
            hosts = Set.copyOf(hosts);
        }
    }

    /** Listens at once; fails with {@code invalid_configuration} when the port is taken. */
    public static Front start(Settings settings, Routes routes, World world, MeterRegistry meters) {
        Limits limits = settings.limits();
        QueuedThreadPool threads = new QueuedThreadPool(SELECTOR_THREADS, 2);
        threads.setName("http");
        threads.setVirtualThreadsExecutor(new VirtualThreadPool());
        Server server = new Server(threads);
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(limits.headerBytesMax());
        http.setSendServerVersion(false);
        http.setSendDateHeader(true);
        http.setHttpCompliance(HttpCompliance.RFC9110);
        // A key in a path may hold an encoded slash; it is decoded segment by segment.
        http.setUriCompliance(
                UriCompliance.DEFAULT.with(
                        "hedgerow",
                        UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                        UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                        UriCompliance.Violation.AMBIGUOUS_EMPTY_SEGMENT));
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        connector.setHost(settings.address().getHostString());
        connector.setPort(settings.address().getPort());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setAcceptQueueSize(1024);
        server.setConnectors(new ServerConnector[] {connector});
        Draining draining = new Draining(world.clock(), limits.callsMax());
        server.setHandler(new Exchange(settings, routes, world, draining, meters));
        server.setStopTimeout(0);
        start(server, settings.address());
        return new Front(server, connector, draining, limits);
    }

    private static void start(Server server, InetSocketAddress address) {
        try {
            server.start();
        } catch (IOException e) {
            stop(server);
            throw HedgerowException.causedBy(
                    e,
                    Failure.INVALID_CONFIGURATION,
                    "Cannot listen at %s:%d (%s): choose another port with --port, 0 for any"
                            .formatted(address.getHostString(), address.getPort(), cause(e)));
        } catch (Exception e) {
            stop(server);
            throw HedgerowException.causedBy(e, Failure.INTERNAL, "The HTTP server did not start");
        }
    }

    private static String cause(IOException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    /** The port it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** How many calls run now. */
    public int running() {
        return draining.running();
    }

    /**
     * Tells new calls that the node is shutting down, waits for the running ones within the grace,
     * and stops listening.
     */
    @Override
    public void close() {
        int left = draining.drain(limits.grace());
        if (left > 0) {
            LOG.warn(
                    "{} requests did not finish within {} and are broken off",
                    left,
                    limits.grace());
        }
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            LOG.warn("the HTTP server did not stop cleanly", e);
        }
    }

    /** The names under which a node on the loopback address may be asked for. */
    public static Set<String> loopbackHosts() {
        return Set.copyOf(List.of("localhost", "127.0.0.1", "[::1]"));
    }
}
