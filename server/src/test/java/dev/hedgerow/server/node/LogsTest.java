package dev.hedgerow.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LogsTest {
    private static LogRecord line() {
        var line = new LogRecord(Level.WARNING, "volume {0} is \"full\"\nof rows");
        line.setInstant(Instant.parse("2026-01-31T12:00:00Z"));
        line.setLoggerName("dev.hedgerow.fleet");
        line.setParameters(new Object[] {"vo_1"});
        line.setThrown(new IllegalStateException("no", new IllegalArgumentException("why")));
        return line;
    }

    @Test
    void aLineOfJsonIsOneLineOfJson() {
        String text = new Logs.JsonLine().format(line());

        assertThat(text).endsWith("}\n").containsOnlyOnce("\n");
        var json = new JsonMapper().readTree(text);
        assertThat(json.get("time").asString()).isEqualTo("2026-01-31T12:00:00Z");
        assertThat(json.get("level").asString()).isEqualTo("warning");
        assertThat(json.get("logger").asString()).isEqualTo("dev.hedgerow.fleet");
        assertThat(json.get("message").asString()).isEqualTo("volume vo_1 is \"full\"\nof rows");
        assertThat(json.get("error")).hasSize(2);
        assertThat(json.get("at").get(0).asString()).contains("LogsTest");
    }

    @Test
    void aLineOfTextIsOneLine() {
        assertThat(new Logs.OneLine().format(line()))
                .isEqualTo(
                        "2026-01-31T12:00:00Z WARNING dev.hedgerow.fleet volume vo_1 is \"full\" of"
                                + " rows | java.lang.IllegalStateException: no"
                                + " | java.lang.IllegalArgumentException: why\n");
    }
}
