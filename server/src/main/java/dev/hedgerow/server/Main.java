package dev.hedgerow.server;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.kernel.World;
import dev.hedgerow.server.dynamodb.TablePort;
import dev.hedgerow.server.http.Front;
import dev.hedgerow.server.http.Limits;
import dev.hedgerow.server.http.Route;
import dev.hedgerow.server.http.Routes;
import dev.hedgerow.server.node.ConfigurationPage;
import dev.hedgerow.server.node.ConfigurationReader;
import dev.hedgerow.server.node.Logs;
import dev.hedgerow.server.node.Node;
import dev.hedgerow.server.node.NodeConfiguration;
import dev.hedgerow.server.node.NodeFiles;
import dev.hedgerow.server.node.Restored;
import dev.hedgerow.server.node.Setting;
import dev.hedgerow.server.rest.Api;
import dev.hedgerow.server.status.Readiness;
import dev.hedgerow.server.status.StatusRoutes;
import dev.hedgerow.server.status.Version;
import dev.hedgerow.store.Backup;
import dev.hedgerow.store.Backups;
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
    private final AtomicReference<Optional<TablePort>> tables =
            new AtomicReference<>(Optional.empty());
    private final Instant startedAt;

    private Main(NodeConfiguration configuration, World world) {
        this.configuration = configuration;
        this.world = world;
        this.api = new Api(world.clock());
        this.startedAt = world.clock().instant();
    }

    /** Runs a node with these flags. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (words.contains("--help")) {
            System.out.println(help());
            return;
        }
        if (words.contains("--version")) {
            System.out.println("hedgerow " + Version.ofBuild());
            return;
        }
        try {
            if (!words.isEmpty() && words.getFirst().equals("config")) {
                System.out.print(config(words.subList(1, words.size())));
                return;
            }
            if (!words.isEmpty() && words.getFirst().equals("restore")) {
                System.out.println(restore(words.subList(1, words.size())));
                return;
            }
            Path natives = Path.of(System.getProperty(NATIVE, "native"));
            var configuration = ConfigurationReader.read(words, System.getenv(), natives);
            new Main(configuration, World.system()).run();
        } catch (HedgerowException e) {
            System.err.println("hedgerow: " + e.getMessage());
            e.violations().stream().skip(1).map(Violation::toString).forEach(System.err::println);
            System.exit(e.failure().kind().exitCode());
        }
    }

    /** {@code config reference}, or {@code config show} with flags as of {@code up}. */
    private static String config(List<String> words) {
        if (words.equals(List.of("reference"))) {
            return ConfigurationPage.markdown();
        }
        if (!words.isEmpty() && words.getFirst().equals("show")) {
            var text = new StringBuilder();
            ConfigurationReader.effective(words.subList(1, words.size()), System.getenv())
                    .forEach(each ->
                            text.append(
                                    "%-14s  %-20s  %s%n"
                                            .formatted(
                                                    each.setting().key(),
                                                    each.value(),
                                                    each.place())));
            return text.toString();
        }
        throw HedgerowException.of(
                Failure.INVALID_REQUEST,
                "'hedgerow config' is followed by 'reference', or by 'show' and flags as of 'up'");
    }

    /** {@code restore BACKUP --data DIR}, or {@code restore BACKUP --check}. */
    private static String restore(List<String> words) {
        if (words.size() == 2 && words.get(1).equals("--check")) {
            Backup whole = Backups.verify(Path.of(words.getFirst()));
            return "The backup is whole: %,d bytes up to %s"
                    .formatted(whole.bytes(), whole.stamp().instant());
        }
        if (words.size() != 3 || !words.get(1).equals("--data")) {
            throw HedgerowException.of(
                    Failure.INVALID_REQUEST,
                    "'hedgerow restore' is followed by a backup's folder, and by '--data DIR' or"
                            + " '--check'");
        }
        Path data = Path.of(words.get(2));
        Backup backup = Restored.restore(Path.of(words.getFirst()), data);
        return """
        Restored %,d bytes up to %s into %s
        Start it with: hedgerow up --data %s
        It writes a new administrator's token, and materialises its graphs again at its first start.\
        """
                .formatted(backup.bytes(), backup.stamp().instant(), data, data);
    }

    private static String help() {
        var text = new StringBuilder("hedgerow up [--SETTING VALUE …]   runs a node\n\n");
        for (Setting setting : Setting.values()) {
            String sentence = setting.meaning();
            int end = sentence.indexOf(". ");
            text.append(
                    "  --%-15s %s (%s)%n"
                            .formatted(
                                    setting.key(),
                                    end < 0 ? sentence : sentence.substring(0, end + 1),
                                    setting.fallback()));
        }
        return text.append(
                        """

                        Settings may also stand in hedgerow.properties, or the file of --config, and in the
                        environment as HEDGEROW_PORT and so on: flags over environment over file.
                        'hedgerow config reference' explains each, 'hedgerow config show' tells what holds.\
                        """)
                .toString();
    }

    private void run() {
        var files = new NodeFiles(configuration.data(), home());
        // native libraries are unpacked there; a killed process cannot clean up behind itself
        System.setProperty("java.io.tmpdir", files.emptiedScratch().toString());
        Logs.begin(files.logs(), configuration.logging());
        var meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Front front = Front.start(settings(files), routes(meters), world, meters);
        String address = configuration.bind() + ":" + front.port();
        var stopped = new CountDownLatch(1);
        try {
            Node started = Node.start(configuration, address, world);
            node.set(Optional.of(started));
            files.token(started.useCases().access());
            Gauge.builder("hedgerow.store.bytes", started, Node::storeBytes)
                    .description("Bytes of the truth on disk, roughly")
                    .baseUnit("bytes")
                    .register(meters);
            tables.set(
                    configuration
                            .listening()
                            .dynamodb()
                            .map(wanted -> open(wanted, started, meters)));
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
        tables.get()
                .ifPresent(port ->
                        System.out.println(
                                "hedgerow: DynamoDB at http://%s:%d, %s"
                                        .formatted(
                                                configuration.bind(),
                                                port.port(),
                                                port.unsigned()
                                                        ? "unsigned: for play only"
                                                        : "for keys of 'hedgerow key create'")));
        System.out.println("hedgerow: listening on http://" + address);
        await(stopped);
    }

    private TablePort open(
            NodeConfiguration.DynamoDb wanted, Node started, PrometheusMeterRegistry meters) {
        return TablePort.open(
                configuration.bind(),
                wanted,
                started.tables(),
                started.useCases().tableKeys(),
                world,
                meters);
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
        var checks = new ArrayList<Readiness.Check>();
        checks.add(
                api.isOpen()
                        ? Readiness.Check.passed("started")
                        : new Readiness.Check("started", false, "the node is starting"));
        if (configuration.listening().dynamodb().isPresent()) {
            checks.add(
                    tables.get().isPresent()
                            ? Readiness.Check.passed("dynamodb")
                            : new Readiness.Check("dynamodb", false, "the port is not open yet"));
        }
        return checks;
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
    private void stop(Front front, Node node, NodeFiles files, CountDownLatch stopped) {
        try {
            front.close();
            tables.get().ifPresent(TablePort::close);
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
