package dev.hedgerow.bench;

import dev.hedgerow.client.Address;
import dev.hedgerow.client.Hedgerow;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A node of the distribution that runs as a process of its own. */
final class NodeProcess implements AutoCloseable {
    private static final String LISTENING = "hedgerow: listening on ";
    private static final String DYNAMODB = "hedgerow: DynamoDB at ";
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Address address;
    private final String dynamodb;
    private final Hedgerow client;
    private final double startMillis;

    private NodeProcess(Process process, Address address, String dynamodb, double startMillis) {
        this.process = process;
        this.address = address;
        this.dynamodb = dynamodb;
        this.client = Hedgerow.at(address);
        this.startMillis = startMillis;
    }

    /** Starts a node on the data folder, with more flags, and waits until it takes requests. */
    static NodeProcess start(Path data, String... flags) throws IOException {
        return start(data, Map.of(), flags);
    }

    /** The same with more in its environment. */
    static NodeProcess start(Path data, Map<String, String> environment, String... flags)
            throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                Home.folder().resolve("bin/hedgerow").toString(),
                                "up",
                                "--data",
                                data.toString(),
                                "--port",
                                "0"));
        command.addAll(List.of(flags));
        var builder = new ProcessBuilder(command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // where nodes announce themselves: this one is nobody else's
        builder.environment().put("HOME", data.resolveSibling("home").toString());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true);
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            var lines = process.inputReader(StandardCharsets.UTF_8);
            var dynamodb = new AtomicReference<String>("");
            String url = url(lines, dynamodb);
            double millis = (System.nanoTime() - begin) / 1e6;
            Thread.ofVirtual().start(() -> lines.lines().forEach(_ -> {}));
            var address = new Address(Address.url(url), Address.tokenIn(data));
            return new NodeProcess(process, address, dynamodb.get(), millis);
        } catch (IOException | RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private static String url(BufferedReader lines, AtomicReference<String> dynamodb)
            throws IOException {
        var said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(LISTENING)) {
                return line.substring(LISTENING.length()).strip();
            }
            if (line.startsWith(DYNAMODB)) {
                dynamodb.set(line.substring(DYNAMODB.length(), line.indexOf(',')));
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

    /** Where it answers DynamoDB's requests, if a flag told it to. */
    URI dynamodb() {
        return URI.create(dynamodb);
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the process until it took requests. */
    double startMillis() {
        return startMillis;
    }

    long residentMebibytes() throws IOException {
        return Memory.residentMebibytes(process.pid());
    }

    /** Lets {@link #peakMebibytes} begin anew. */
    void forgetPeak() throws IOException {
        Memory.forgetPeak(process.pid());
    }

    /** The most it has held since. */
    long peakMebibytes() throws IOException {
        return Memory.peakMebibytes(process.pid());
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
