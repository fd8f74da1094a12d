package dev.hedgerow.dynamodb;

import dev.hedgerow.dynamodb.http.Crowd;
import dev.hedgerow.dynamodb.http.Desk;
import dev.hedgerow.dynamodb.http.Listener;
import dev.hedgerow.dynamodb.protocol.Protocol;
import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.World;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;

/** DynamoDB's port: answers requests until it is closed. */
public final class DynamoPort implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DynamoPort.class.getName());

    private final Listener listener;
    private final Crowd crowd;
    private final PortLimits limits;

    private DynamoPort(Listener listener, Crowd crowd, PortLimits limits) {
        this.listener = listener;
        this.crowd = crowd;
        this.limits = limits;
    }

    /**
     * Where to listen and whom to let in.
     *
     * @param address a port of 0 is any free one; one that is not of this machine alone is refused
     *     for unsigned access
     */
    public record Settings(InetSocketAddress address, Access access, PortLimits limits) {
        public Settings {
            if (access instanceof Access.Unsigned
                    && (address.isUnresolved() || !address.getAddress().isLoopbackAddress())) {
                throw HedgerowException.of(
                        Failure.INVALID_CONFIGURATION,
                        ("Unsigned requests are taken on a loopback address only, not on %s:"
                                        + " leave --unsigned out, or bind 127.0.0.1")
                                .formatted(address.getHostString()));
            }
        }
    }

    /**
     * Listens at once.
     *
     * @throws HedgerowException INVALID_CONFIGURATION when the port is taken
     */
    public static DynamoPort start(
            Settings settings, Answering tables, World world, Observer observer) {
        PortLimits limits = settings.limits();
        var crowd = new Crowd(limits, world.clock());
        var protocol =
                new Protocol(tables, settings.access(), limits.bodyBytesMax(), world.clock());
        var desk = new Desk(protocol, limits, crowd, world, observer);
        return new DynamoPort(Listener.start(settings.address(), desk, world), crowd, limits);
    }

    /** The port it listens on. */
    public int port() {
        return listener.port();
    }

    /** Requests running now. */
    public int running() {
        return crowd.requests();
    }

    /** Connections open now. */
    public int connections() {
        return crowd.connections();
    }

    /** Bytes of bodies and larger answers held now. */
    public long bufferedBytes() {
        return crowd.bytes();
    }

    /**
     * Takes no more connections, tells new requests that the node is going down, and waits for the
     * running ones within the grace.
     */
    @Override
    public void close() {
        crowd.close();
        listener.closeIdle();
        int left = crowd.drain(limits.timeouts().grace());
        if (left > 0) {
            LOG.log(
                    Level.WARNING,
                    "{0} requests did not finish within {1} and are broken off",
                    left,
                    limits.timeouts().grace());
        }
        listener.close();
    }
}
