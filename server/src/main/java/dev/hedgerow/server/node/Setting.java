package dev.hedgerow.server.node;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Everything about a node that can be chosen, with its default. */
public enum Setting {
    DATA(
            "data",
            "hedgerow-data",
            "a folder",
            "Where the node keeps everything: the truth, the volumes, its token and its logs. Made when"
                    + " it does not exist; one node at a time uses it."),
    BIND(
            "bind",
            "127.0.0.1",
            "an address",
            "The address to listen on. One that other machines can reach needs `insecure`."),
    PORT(
            "port",
            "7420",
            "0 to 65535",
            "The port of REST and the status page. 0 takes any free one; the node prints which."),
    DYNAMODB_PORT(
            "dynamodb-port",
            "off",
            "0 to 65535, or off",
            "The port of DynamoDB's API, at the same address; AWS's SDKs expect 8000 of a local one."
                    + " 0 takes any free one; the node prints which."),
    UNSIGNED(
            "unsigned",
            "false",
            "true or false",
            "Whether DynamoDB's port takes requests without a signature, of anybody on this machine,"
                    + " for anything. For play only; not beyond a loopback address."),
    WORKERS(
            "workers",
            "4",
            "1 to 64",
            "Operations, such as materialising a graph, that run at a time."),
    RETENTION_DAYS(
            "retention-days",
            "7",
            "1 to 3650",
            "How long the past of a branch can still be read: views of a commit or a time, feeds and"
                    + " diffs. Days in which the node does not run do not count. Longer keeps more"
                    + " on disk."),
    STORE_MEMORY(
            "store-memory",
            "96",
            "16 to 65536",
            "MiB beside the heap in which the store keeps what it read and wrote last. What is not"
                    + " there is read from the disk's cache or the disk."),
    LOG_FORMAT(
            "log-format",
            "text",
            "text or json",
            "How a line of the log is written: for people, or as one JSON object."),
    LOG_LEVEL(
            "log-level",
            "info",
            "error, warning, info or debug",
            "The least that is written to the log files. The console shows warnings and errors."),
    INSECURE(
            "insecure",
            "false",
            "true or false",
            "Whether to listen beyond this machine although tokens travel in clear text. For nodes"
                    + " behind something that does TLS.");

    private static final String PREFIX = "HEDGEROW_";

    private final String key;
    private final String fallback;
    private final String accepts;
    private final String meaning;

    Setting(String key, String fallback, String accepts, String meaning) {
        this.key = key;
        this.fallback = fallback;
        this.accepts = accepts;
        this.meaning = meaning;
    }

    /** In the file {@code log-format}, as a flag {@code --log-format}. */
    public String key() {
        return key;
    }

    /** What holds when nothing is said. */
    public String fallback() {
        return fallback;
    }

    /** What may be said, in words. */
    public String accepts() {
        return accepts;
    }

    /** What it is for, in sentences. */
    public String meaning() {
        return meaning;
    }

    /** In the environment, {@code HEDGEROW_LOG_FORMAT}. */
    public String variable() {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Whether it is said by being there: {@code --insecure}. */
    boolean isFlag() {
        return this == INSECURE || this == UNSIGNED;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }
}
