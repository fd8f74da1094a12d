package dev.hedgerow.server.node;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What a node is told.
 *
 * @param data the data folder, made when it does not exist
 * @param bind the address to listen on
 * @param port 0 to 65,535; 0 takes any free one
 * @param nativeFolder where the engine's native library is
 * @param workers operations that run at a time, 1 to 64
 * @param retention how long the past can still be read; at least a day
 * @param logging how the log is written
 */
public record NodeConfiguration(
        Path data,
        String bind,
        int port,
        Path nativeFolder,
        int workers,
        Duration retention,
        Logging logging) {
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

    /** Whether only this machine can reach the node. */
    public boolean isLoopback() {
        return new InetSocketAddress(bind, port).getAddress().isLoopbackAddress();
    }
}
