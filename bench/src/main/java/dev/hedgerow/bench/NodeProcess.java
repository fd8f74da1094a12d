package dev.hedgerow.bench;

import dev.hedgerow.client.Address;
import dev.hedgerow.client.Hedgerow;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A node of the distribution that runs as a process of its own. */
final class NodeProcess implements AutoCloseable {
    private static final String LISTENING = "hedgerow: listening on ";
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Address address;
    private final Hedgerow client;
    private final double startMillis;

    private NodeProcess(Process process, Address address, double startMillis) {
        this.process = process;
        this.address = address;
        this.client = Hedgerow.at(address);
        this.startMillis = startMillis;
    }

    /** Starts a node on the data folder and waits until it takes requests. */
    static NodeProcess start(Path data) throws IOException {
        var builder =
                new ProcessBuilder(
                        Home.folder().resolve("bin/hedgerow").toString(),
                        "up",
                        "--data",
                        data.toString(),
                        "--port",
                        "0");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // where nodes announce themselves: this one is nobody else's
        builder.environment().put("HOME", data.resolveSibling("home").toString());
        builder.redirectErrorStream(true);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            var lines = process.inputReader(StandardCharsets.UTF_8);
            String url = url(lines);
            double millis = (System.nanoTime() - begin) / 1e6;
            Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
            var address = new Address(Address.url(url), Address.tokenIn(data));
            return new NodeProcess(process, address, millis);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String url(BufferedReader lines) throws IOException {
        var said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                return line.substring(LISTENING.length()).strip();
            }
            said.append(line).append('\n');
        }
        throw new IOException("The node did not start: " + said);
    }

    Address address() {
        return address;
    }

    Hedgerow client() {
        return client;
    }

    /** From the start of the process until it took requests. */
    double startMillis() {
        return startMillis;
    }

    long residentMebibytes() throws IOException {
        return Memory.residentMebibytes(process.pid());
    }

    /** What it has used of the processors, all threads together. */
    long processorNanos() {
        return process.info().totalCpuDuration().orElseThrow().toNanos();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException("The node did not stop in %d s".formatted(STOP_SECONDS));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
