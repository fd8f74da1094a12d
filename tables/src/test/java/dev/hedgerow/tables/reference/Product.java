package dev.hedgerow.tables.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failpoints;
import dev.hedgerow.kernel.Ids;
import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.operations.OperationsRunner;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.BothWays;
import dev.hedgerow.tables.Fence;
import dev.hedgerow.tables.Permission;
import dev.hedgerow.tables.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** What the model is compared with: tables on a store in memory, asked both ways. */
final class Product implements AutoCloseable {
    private final World world = World.system();
    private final Store store = Stores.open(new MemoryDisk(world.clock()), world);
    private final Tables tables;
    private final OperationsRunner runner;
    private final BothWays ways = new BothWays();

    Product() {
        var operations = new Operations(store, world);
        tables = new Tables(store, operations, Fence.NONE, world);
        runner = new OperationsRunner(operations, tables.operationTypes(), 1, Failpoints.none());
        runner.start(new Ids(world).instance(), 1);
    }

    Answer ask(String operation, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return ways.ask(tables, operation, body, Permission.ALL);
    }

    String text(String operation, String json) {
        return Answers.text(ask(operation, json));
    }

    Map<String, Object> tree(String operation, String json) {
        return Json.object(ask(operation, json).body());
    }

    /** Makes the table that requests about items are about. */
    void create() {
        assertThat(ask("CreateTable", ReferenceTest.TABLE).status()).isEqualTo(200);
        while (ask("Scan", "{\"TableName\":\"ref\"}").status() != 200) {
            pause();
        }
    }

    /** Lets what was begun go on for a moment. */
    void pause() {
        world.clock().sleep(Duration.ofMillis(2));
    }

    long millis() {
        return world.clock().millis();
    }

    int answeredAtOnce() {
        return ways.answeredAtOnce();
    }

    @Override
    public void close() {
        try (store) {
            assertThat(runner.stop(Duration.ofMinutes(1))).isTrue();
        }
    }
}
