package dev.hedgerow.client;

import dev.hedgerow.kernel.World;
import java.time.Duration;

/** A node to talk to. Calls block; safe for use by many threads. */
public final class Hedgerow {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Transport transport;
    private final World world;

    private Hedgerow(Transport transport, World world) {
        this.transport = transport;
        this.world = world;
    }

    /** Talks to the node at the address, on this machine's clock. No connection is made yet. */
    public static Hedgerow at(Address address) {
        return at(address, World.system(), PATIENCE);
    }

    /**
     * @param patience how long a call is repeated when its connection is lost or the node says it
     *     cannot answer now
     */
    public static Hedgerow at(Address address, World world, Duration patience) {
        return new Hedgerow(new Transport(address, world, patience), world);
    }

    public Address address() {
        return transport.address();
    }

    /** The graphs of the node. */
    public Graphs graphs() {
        return new Graphs(transport);
    }

    /** One graph, by name or id; not looked up yet. */
    public GraphCalls graph(String name) {
        return new GraphCalls(transport, name);
    }

    /** The operations of the node. */
    public Operations operations() {
        return new Operations(transport, world);
    }

    /** Instances, volumes and placements. */
    public Fleet fleet() {
        return new Fleet(transport);
    }

    /** Who may do what. */
    public Tokens tokens() {
        return new Tokens(transport);
    }

    /** Access keys for DynamoDB's port. */
    public Keys keys() {
        return new Keys(transport);
    }

    /** DynamoDB's operations, with the token of these calls. */
    public Tables tables() {
        return new Tables(transport);
    }

    /** The node itself. */
    public Node node() {
        return new Node(transport);
    }
}
