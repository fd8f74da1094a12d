package dev.hedgerow.server.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a node is told.
 *
 * @param data the data folder, made when it does not exist
 * @param listening where it listens, and for what
 * @param nativeFolder where the engine's native library is
 * @param workers operations that run at a time, 1 to 64
 * @param retention how long the past can still be read; at least a day
 * @param storeMemory bytes beside the heap that the store holds for blocks and writes
 * @param logging how the log is written
 */
public record NodeConfiguration(
        Path data,
        Listening listening,
        Path nativeFolder,
        int workers,
        Duration retention,
        long storeMemory,
        Logging logging) {
    /**
     * Where a node listens.
     *
     * @param bind the address
     * @param port of REST, 0 to 65,535; 0 takes any free one
     * @param dynamodb empty when it does not answer DynamoDB's requests
     */
    public record Listening(String bind, int port, Optional<DynamoDb> dynamodb) {}

    /**
     * DynamoDB's port.
     *
     * @param port 0 to 65,535; 0 takes any free one
     * @param unsigned whether requests need no signature; on a loopback address only
     */
    public record DynamoDb(int port, boolean unsigned) {}

    /**
     * How the log is written.
     *
     * @param json a JSON object for each line, rather than text
     * @param level the least that is written: {@code error}, {@code warning}, {@code info}, {@code
     *     debug}
     */
    public record Logging(boolean json, String level) {
        public static final Logging DEFAULT = new Logging(false, "info");
    }

    public String bind() {
        return listening.bind();
    }

    public int port() {
        return listening.port();
    }

    /** Whether only this machine can reach the node. */
    public boolean isLoopback() {
        return new InetSocketAddress(bind(), port()).getAddress().isLoopbackAddress();
    }
}
