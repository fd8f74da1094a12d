package dev.hedgerow.server.node;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.kernel.Nearest;
import dev.hedgerow.kernel.Violation;
import dev.hedgerow.server.node.NodeConfiguration.DynamoDb;
import dev.hedgerow.server.node.NodeConfiguration.Listening;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Reads the configuration: flags over environment over file. Every key is one of {@link Setting};
 * an unknown one is refused, and all problems are named at once.
 */
public final class ConfigurationReader {
    private static final String FILE = "hedgerow.properties";

    private final List<Violation> violations = new ArrayList<>();
    private final Map<Setting, Value> values = new LinkedHashMap<>();

    private ConfigurationReader() {}

    /** A value and where it was said. */
    private record Value(String text, String place) {}

    /**
     * The configuration of a start.
     *
     * @param flags as on the command line, {@code --port 0}
     * @throws HedgerowException INVALID_CONFIGURATION, with every problem
     */
    public static NodeConfiguration read(
            List<String> flags, Map<String, String> environment, Path nativeFolder) {
        var reader = new ConfigurationReader();
        reader.collect(flags, environment);
        return reader.build(nativeFolder);
    }

    private void collect(List<String> flags, Map<String, String> environment) {
        var said = new TreeMap<String, Value>();
        flags(flags, said);
        Value file = said.remove("config");
        file(file == null ? Path.of(FILE) : Path.of(file.text()), file != null);
        environment(environment);
        said.forEach(this::put);
    }

    /**
     * Every setting as it would hold at a start with these flags.
     *
     * @throws HedgerowException INVALID_CONFIGURATION, with every problem
     */
    public static List<Effective> effective(List<String> flags, Map<String, String> environment) {
        var reader = new ConfigurationReader();
        reader.collect(flags, environment);
        var _ = reader.build(Path.of(""));
        var all = new ArrayList<Effective>();
        for (Setting setting : Setting.values()) {
            boolean said = reader.values.containsKey(setting);
            Value value = reader.value(setting);
            all.add(new Effective(setting, value.text(), said ? value.place() : "default"));
        }
        return all;
    }

    /**
     * A setting's value.
     *
     * @param place where it was said
     */
    public record Effective(Setting setting, String value, String place) {}

    private void flags(List<String> flags, Map<String, Value> said) {
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            if (!flag.startsWith("--")) {
                violations.add(new Violation(flag, "not a flag", "flags begin with --"));
                continue;
            }
            int equals = flag.indexOf('=');
            String key = flag.substring(2, equals < 0 ? flag.length() : equals);
            if (equals >= 0) {
                said.put(key, new Value(flag.substring(equals + 1), "--" + key));
            } else if (Setting.of(key).filter(Setting::isFlag).isPresent()) {
                said.put(key, new Value("true", "--" + key));
            } else if (i + 1 < flags.size()) {
                said.put(key, new Value(flags.get(++i), "--" + key));
            } else {
                violations.add(new Violation(flag, "has no value"));
            }
        }
    }

    private void file(Path file, boolean wanted) {
        if (!wanted && !Files.exists(file)) {
            return;
        }
        var properties = new Properties();
        try (Reader in = new StringReader(Files.readString(file))) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            violations.add(new Violation(file.toString(), "cannot be read: " + e.getMessage()));
        }
        for (String key : properties.stringPropertyNames().stream().sorted().toList()) {
            put(key, new Value(properties.getProperty(key), file + ": " + key));
        }
    }

    private void environment(Map<String, String> environment) {
        for (Setting setting : Setting.values()) {
            String value = environment.get(setting.variable());
            if (value != null) {
                values.put(setting, new Value(value, setting.variable()));
            }
        }
    }

    private void put(String key, Value value) {
        Optional<Setting> setting = Setting.of(key);
        setting.ifPresentOrElse(
                known -> values.put(known, value),
                () ->
                        violations.add(
                                new Violation(
                                        value.place(),
                                        "there is no setting '%s'".formatted(key),
                                        fix(key))));
    }

    private static String fix(String key) {
        String all = "settings are " + String.join(", ", Setting.keys());
        return Nearest.word(key, Setting.keys())
                .map(word -> "did you mean `%s`? %s".formatted(word, all))
                .orElse(all);
    }

    private NodeConfiguration build(Path nativeFolder) {
        Path data = path(Setting.DATA);
        String bind = value(Setting.BIND).text();
        int port = number(Setting.PORT, 0, 65_535);
        int workers = number(Setting.WORKERS, 1, 64);
        var retention = Duration.ofDays(number(Setting.RETENTION_DAYS, 1, 3_650));
        long storeMemory = (long) number(Setting.STORE_MEMORY, 16, 65_536) << 20;
        boolean insecure = word(Setting.INSECURE, List.of("true", "false")).equals("true");
        checkBind(bind, insecure);
        Optional<DynamoDb> dynamodb = dynamodb(bind);
        var logs =
                new NodeConfiguration.Logging(
                        word(Setting.LOG_FORMAT, List.of("text", "json")).equals("json"),
                        word(Setting.LOG_LEVEL, List.of("error", "warning", "info", "debug")));
        if (!violations.isEmpty()) {
            throw HedgerowException.refused(
                    Failure.INVALID_CONFIGURATION,
                    "The node was not started: " + violations.getFirst(),
                    violations);
        }
        return new NodeConfiguration(
                data,
                new Listening(bind, port, dynamodb),
                nativeFolder,
                workers,
                retention,
                storeMemory,
                logs);
    }

    private void checkBind(String bind, boolean insecure) {
        try {
            if (!InetAddress.getByName(bind).isLoopbackAddress() && !insecure) {
                violations.add(
                        new Violation(
                                value(Setting.BIND).place(),
                                "%s can be reached from other machines, and tokens would travel in clear text"
                                        .formatted(bind),
                                "add --insecure if something in front of it does TLS"));
            }
        } catch (UnknownHostException e) {
            violations.add(
                    new Violation(
                            value(Setting.BIND).place(), "'%s' is no address".formatted(bind)));
        }
    }

    private Optional<DynamoDb> dynamodb(String bind) {
        boolean unsigned = word(Setting.UNSIGNED, List.of("true", "false")).equals("true");
        boolean off = value(Setting.DYNAMODB_PORT).text().equals("off");
        if (unsigned && off) {
            violations.add(
                    new Violation(
                            value(Setting.UNSIGNED).place(),
                            "says how DynamoDB's port is used, and there is none",
                            "add --dynamodb-port 8000, or leave it out"));
        }
        if (unsigned && !isLoopback(bind)) {
            violations.add(
                    new Violation(
                            value(Setting.UNSIGNED).place(),
                            "%s can be reached from other machines, and anybody could do anything"
                                    .formatted(bind),
                            "leave it out and make keys with 'hedgerow key create', or bind"
                                    + " 127.0.0.1"));
        }
        return off
                ? Optional.empty()
                : Optional.of(new DynamoDb(number(Setting.DYNAMODB_PORT, 0, 65_535), unsigned));
    }

    private static boolean isLoopback(String bind) {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException _) {
            // said by checkBind
            return true;
        }
    }

    private Value value(Setting setting) {
        return values.getOrDefault(setting, new Value(setting.fallback(), setting.key()));
    }

    private Path path(Setting setting) {
        Value value = value(setting);
        try {
            return Path.of(value.text()).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            violations.add(new Violation(value.place(), "is no path: " + e.getReason()));
            return Path.of("");
        }
    }

    private String word(Setting setting, List<String> words) {
        Value value = value(setting);
        if (!words.contains(value.text())) {
            violations.add(
                    new Violation(
                            value.place(),
                            "'%s' is not one of %s"
                                    .formatted(value.text(), String.join(", ", words)),
                            Nearest.word(value.text(), words)
                                    .map("did you mean `%s`?"::formatted)
                                    .orElse("")));
        }
        return value.text();
    }

    private int number(Setting setting, int least, int most) {
        Value value = value(setting);
        try {
            int number = Integer.parseInt(value.text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, like a number out of range
        }
        violations.add(
                new Violation(
                        value.place(),
                        "'%s' is not a number from %d to %d".formatted(value.text(), least, most)));
        return least;
    }
}
