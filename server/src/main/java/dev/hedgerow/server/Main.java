package dev.hedgerow.server;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.kernel.World;
import dev.hedgerow.server.http.Front;
import dev.hedgerow.server.http.Limits;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.server.http.Routes;
import dev.hedgerow.server.node.ConfigurationReader;
import dev.hedgerow.server.node.Logs;
import dev.hedgerow.server.node.Node;
import dev.hedgerow.server.node.NodeConfiguration;
import dev.hedgerow.server.node.NodeFiles;
import dev.hedgerow.server.rest.Api;
import dev.hedgerow.server.status.Readiness;
import dev.hedgerow.server.status.StatusRoutes;
import dev.hedgerow.server.status.Version;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code hedgerow up}: starts a node and runs it until it is told to stop. When the node takes
 * requests it prints a line that scripts may read: {@code hedgerow: listening on URL}.
 */
public final class Main {
    private static final String NATIVE = "hedgerow.native";

    private final NodeConfiguration configuration;
    private final World world;
    private final Api api;
    private final AtomicReference<Optional<Node>> node = new AtomicReference<>(Optional.empty());
    private final Instant startedAt;

    private Main(NodeConfiguration configuration, World world) {
        this.configuration = configuration;
        this.world = world;
        this.api = new Api(world.clock());
        this.startedAt = world.clock().instant();
    }

    /** Runs a node with these flags. */
    public static void main(String[] args) {
        List<String> flags = List.of(args);
        if (flags.contains("--help")) {
            System.out.println(help());
            return;
        }
        if (flags.contains("--version")) {
            System.out.println("hedgerow " + Version.ofBuild());
            return;
        }
        try {
            Path natives = Path.of(System.getProperty(NATIVE, "native"));
            var configuration = ConfigurationReader.read(flags, System.getenv(), natives);
            new Main(configuration, World.system()).run();
        } catch (HedgerowException e) {
            System.err.println("hedgerow: " + e.getMessage());
            e.violations().stream().skip(1).map(Violation::toString).forEach(System.err::println);
            System.exit(e.failure().kind().exitCode());
        }
    }

    private static String help() {
        var text = new StringBuilder("hedgerow up [--SETTING VALUE …]   runs a node\n\n");
        for (ConfigurationReader.Setting setting : ConfigurationReader.Setting.values()) {
            text.append(
                    "  --%-10s %s (%s)%n"
                            .formatted(setting.key(), setting.meaning(), setting.fallback()));
        }
        return text.append(
                        """

                        Settings may also stand in hedgerow.properties, or the file of --config, and in the
                        environment as HEDGEROW_PORT and so on: flags over environment over file.\
                        """)
                .toString();
    }

    private void run() {
        var files = new NodeFiles(configuration.data(), home());
        // native libraries are unpacked there; a killed process cannot clean up behind itself
        System.setProperty("java.io.tmpdir", files.emptiedScratch().toString());
        Logs.begin(files.logs());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Front front = Front.start(settings(files), routes(meters), world, meters);
        String address = configuration.bind() + ":" + front.port();
        var stopped = new CountDownLatch(1);
        try {
            Node started = Node.start(configuration, address, world);
            node.set(Optional.of(started));
            files.token(started.useCases().tokens());
            Gauge.builder("hedgerow.store.bytes", started, Node::storeBytes)
                    .description("Bytes of the truth on disk, roughly")
                    .baseUnit("bytes")
                    .register(meters);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> stop(front, started, files, stopped)));
            api.open(started.useCases());
        } catch (RuntimeException | Error e) {
            front.close();
            throw e;
        }
        files.announce("http://" + address);
        System.out.println("hedgerow: data in " + configuration.data());
        System.out.println("hedgerow: the administrator's token is in " + files.tokenFile());
        System.out.println("hedgerow: listening on http://" + address);
        await(stopped);
    }

    /** As the commands have it, which read the environment. */
    private static Path home() {
        return Path.of(System.getenv().getOrDefault("HOME", System.getProperty("user.home", ".")));
    }

    private Front.Settings settings(NodeFiles files) {
        return new Front.Settings(
                new InetSocketAddress(configuration.bind(), configuration.port()),
                files.uploads(),
                configuration.isLoopback() ? Front.loopbackHosts() : Set.of(),
                Limits.DEFAULT);
    }

    private Routes routes(PrometheusMeterRegistry meters) {
        var routes = new ArrayList<Route>(api.routes());
        routes.addAll(new StatusRoutes(this::checks, this::version, meters).routes());
        return new Routes(routes);
    }

    private List<Readiness.Check> checks() {
        return List.of(
                api.isOpen()
                        ? Readiness.Check.passed("started")
                        : new Readiness.Check("started", false, "the node is starting"));
    }

    private Version version() {
        return new Version(
                Version.ofBuild(),
                Runtime.version().toString(),
                node.get().map(Node::engineFormat).orElse(""),
                "RocksDB",
                startedAt);
    }

    /** Ends the process with 0: left to itself, a JVM that was sent a signal exits with 143. */
    private static void stop(Front front, Node node, NodeFiles files, CountDownLatch stopped) {
        try {
            front.close();
            node.close();
            files.withdraw();
        } finally {
            stopped.countDown();
        }
        Runtime.getRuntime().halt(0);
    }

    private static void await(CountDownLatch stopped) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw HedgerowException.causedBy(e, Failure.CANCELLED, "The node was interrupted");
        }
    }
}
