package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class ExpiryTest {
    private static final String ON =
            "{'TableName':'items','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'goes'}}";
    private static final String OFF = ON.replace("true", "false");
    private static final String DESCRIBE = "{'TableName':'items'}";
    private static final String SCAN = "{'TableName':'items','Select':'COUNT'}";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private void put(String pk, long goes) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'%s'},'sk':{'N':'1'},'g':{'S':'x'},'goes':{'N':'%d'}}}"
                        .formatted(pk, goes));
    }

    private void enable() {
        assertThat(service.ok("UpdateTimeToLive", ON))
                .isEqualTo("{'TimeToLiveSpecification':{'Enabled':true,'AttributeName':'goes'}}");
        service.await("DescribeTimeToLive", DESCRIBE, "'ENABLED'");
    }

    private long now() {
        return service.world.clock().instant().getEpochSecond();
    }

    private int count() {
        return Integer.parseInt(
                service.ok("Scan", SCAN).replaceAll(".*'Count':([0-9]*),'Sc.*", "$1"));
    }

    @Test
    void T10_itemsGoWhenTheirTimeHasComeAndOthersStay() {
        put("before", now() + 60);
        put("never", now() + 1_000_000);
        enable();
        put("after", now() + 60);
        put("long ago", now() - Duration.ofDays(6 * 365).toSeconds());
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'text'},'sk':{'N':'1'},'goes':{'S':'1'}}}");
        put("renewed", now() + 60);
        put("renewed", now() + 1_000_000);
        service.upkeep();
        assertThat(count()).isEqualTo(6);
        service.later(Duration.ofSeconds(61));
        service.upkeep();
        assertThat(service.ok("Scan", DESCRIBE))
                .contains("never", "long ago", "text", "renewed")
                .doesNotContain("'before'", "'after'");
        service.upkeep();
        assertThat(count()).isEqualTo(4);
    }

    @Test
    void T10_anIndexLosesTheRowsOfWhatGoes() {
        service.ok(
                "UpdateTable",
                "{'TableName':'items','AttributeDefinitions':[{'AttributeName':'g','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byg','Projection':{'ProjectionType':'ALL'},"
                        + "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}]}}]}");
        service.awaitSettled("items");
        enable();
        put("a", now() + 1);
        put("b", now() + 1_000);
        service.later(Duration.ofSeconds(10));
        service.upkeep();
        assertThat(service.ok("Scan", "{'TableName':'items','IndexName':'byg'}"))
                .contains("'Count':1,")
                .contains("'b'");
    }

    @Test
    void T10_whatWasEnabledOverManyItemsIsExactWhereverTheNodeDied() {
        for (int i = 0; i < 150; i++) {
            put("p" + i, now() + 10 + i % 2 * 1_000L);
        }
        for (int death = 2; death < 9; death++) {
            service.dieAtWrite(death);
            service.ok("UpdateTimeToLive", ON);
            for (int i = 0; i < 40 && !service.isDead(); i++) {
                service.world.clock().sleep(Duration.ofMillis(5));
            }
            if (!service.live()) {
                service.start();
            }
            service.await("DescribeTimeToLive", DESCRIBE, "'ENABLED'");
            if (death < 8) {
                service.ok("UpdateTimeToLive", OFF);
                service.await("DescribeTimeToLive", DESCRIBE, "'DISABLED'");
                try (var now = service.store.snapshot()) {
                    assertThat(now.stream(dev.hedgerow.store.KeyRange.all(ItemSpace.ITEMS)))
                            .hasSize(150);
                }
            }
        }
        service.later(Duration.ofSeconds(60));
        service.upkeep();
        assertThat(count()).isEqualTo(75);
    }

    /** Lets something happen between what a worker's transaction does and its commit. */
    private static final class Between extends ForwardingStore {
        private final AtomicReference<Runnable> once;

        Between(Store store, AtomicReference<Runnable> once) {
            super(store);
            this.once = once;
        }

        @Override
        public <T extends @Nullable Object> Outcome<T> transact(
                TransactionOptions options, Function<Transaction, T> function) {
            return super.transact(
                    options,
                    tx -> {
                        T result = function.apply(tx);
                        if (result instanceof Integer && !result.equals(0)) {
                            once.getAndSet(() -> {}).run();
                        }
                        return result;
                    });
        }
    }

    @Test
    void T10_anItemThatIsRenewedWhileItsEndIsBeingWrittenIsNeverLost() {
        var once = new AtomicReference<Runnable>(() -> {});
        try (var busy = Service.withTable(new Service(store -> new Between(store, once)))) {
            busy.ok("UpdateTimeToLive", ON);
            busy.await("DescribeTimeToLive", DESCRIBE, "'ENABLED'");
            String put =
                    "{'TableName':'items','Item':{'pk':{'S':'a'},'sk':{'N':'1'},'goes':{'N':'%d'}}}";
            busy.ok("PutItem", put.formatted(now() - 5));
            var renewed = new AtomicBoolean();
            once.set(() -> {
                renewed.set(true);
                busy.ok("PutItem", put.formatted(now() + 1_000));
            });
            busy.upkeep();
            assertThat(renewed).isTrue();
            assertThat(busy.ok("Scan", SCAN)).contains("'Count':1,");
        }
    }

    @Test
    void whatCannotBeChangedIsRefused() {
        assertThat(service.error("UpdateTimeToLive", OFF))
                .isEqualTo("ValidationException TimeToLive is already disabled");
        assertThat(service.ok("DescribeTimeToLive", DESCRIBE))
                .isEqualTo("{'TimeToLiveDescription':{'TimeToLiveStatus':'DISABLED'}}");
        service.die();
        service.ok("UpdateTimeToLive", ON);
        assertThat(service.ok("DescribeTimeToLive", DESCRIBE))
                .isEqualTo(
                        "{'TimeToLiveDescription':{'AttributeName':'goes','TimeToLiveStatus':'ENABLING'}}");
        assertThat(service.error("UpdateTimeToLive", OFF))
                .endsWith("Time to live has been modified multiple times within a fixed interval");
        service.start();
        service.await("DescribeTimeToLive", DESCRIBE, "'ENABLED'");
        assertThat(service.error("UpdateTimeToLive", ON))
                .isEqualTo("ValidationException TimeToLive is already enabled");
        assertThat(service.error("UpdateTimeToLive", OFF.replace("'goes'", "'x'")))
                .isEqualTo(
                        "ValidationException TimeToLive is active on a different AttributeName: current AttributeName is goes");
        assertThat(service.error("UpdateTimeToLive", "{'TableName':'items'}"))
                .isEqualTo(
                        "ValidationException 1 validation error detected: Value null at 'timeToLiveSpecification' failed to satisfy constraint: Member must not be null");
    }

    @Test
    void aTableIsCountedNowAndThen() {
        put("a", 1);
        put("b", 1);
        assertThat(service.ok("DescribeTable", DESCRIBE)).contains("'ItemCount':0");
        service.count();
        // each: pk and one character, sk and a digit, g and one character, goes and a digit
        assertThat(service.ok("DescribeTable", DESCRIBE))
                .contains("'ItemCount':2,'TableSizeBytes':" + 2 * (3 + 4 + 2 + 6));
    }
}
