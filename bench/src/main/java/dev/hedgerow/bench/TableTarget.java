package dev.hedgerow.bench;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Somebody who answers DynamoDB's requests.
 *
 * @param pid of the process that does, if what it costs is to be known
 */
record TableTarget(String name, URI url, Optional<Long> pid, String id, String secret) {
    /**
     * A peer as the command line names it: {@code NAME=http://HOST:PORT}, and {@code @PID} behind
     * it for its costs.
     */
    static TableTarget peer(String text) {
        int name = text.indexOf('=');
        int pid = text.lastIndexOf('@');
        if (name < 1 || pid == text.length() - 1) {
            throw new IllegalArgumentException(
                    "A peer is NAME=http://HOST:PORT or NAME=http://HOST:PORT@PID, not " + text);
        }
        String url = pid < name ? text.substring(name + 1) : text.substring(name + 1, pid);
        Optional<Long> process =
                pid < name ? Optional.empty() : Optional.of(Long.valueOf(text.substring(pid + 1)));
        return new TableTarget(text.substring(0, name), URI.create(url), process, "peer", "peer");
    }

    Signer signer() {
        return new Signer(url.getHost() + ":" + url.getPort(), id, secret);
    }

    /** What its process has used of the processors. */
    Optional<Duration> processorTime() {
        return pid.flatMap(ProcessHandle::of).flatMap(process -> process.info().totalCpuDuration());
    }
}
