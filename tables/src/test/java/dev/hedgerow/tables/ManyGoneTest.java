package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What was deleted, has expired or is too old costs nobody who comes after it. */
@Timeout(300)
final class ManyGoneTest {
    private static final int ROUNDS = 8;
    private static final int ITEMS = 200;

    /** Steps on the disk, with those that the node takes by itself meanwhile. */
    private static final long FEW = 600;

    private final Service service = Service.withTable();
    private int number;

    @AfterEach
    void close() {
        service.close();
    }

    private void put(long goes) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'q'},'sk':{'N':'%d'},'goes':{'N':'%d'}}}"
                        .formatted(number++, goes));
    }

    private long steps(Runnable work) {
        long before = service.disk.steps();
        work.run();
        return service.disk.steps() - before;
    }

    private long now() {
        return service.world.clock().instant().getEpochSecond();
    }

    private String first(boolean forward) {
        return service.ok(
                "Query",
                "{'TableName':'items','Limit':1,'ScanIndexForward':%s,'KeyConditionExpression':'pk = :q','ExpressionAttributeValues':{':q':{'S':'q'}}}"
                        .formatted(forward));
    }

    /** A table as a line of work: put at one end, asked for and deleted at the other. */
    @Test
    void theFrontOfALineIsFoundAtOnceHoweverManyWereThere() {
        long most = 0;
        for (int i = 0; i < ROUNDS * ITEMS; i++) {
            put(0);
            most = Math.max(most, steps(() -> assertThat(first(true)).contains("'Count':1")));
            service.ok(
                    "DeleteItem",
                    "{'TableName':'items','Key':{'pk':{'S':'q'},'sk':{'N':'%d'}}}"
                            .formatted(number - 1));
        }
        assertThat(most).isLessThan(FEW);
        assertThat(steps(() -> first(false))).isLessThan(FEW);
        assertThat(steps(() -> first(false))).isLessThan(FEW);
    }

    @Test
    void lookingAfterTablesCostsTheSameHoweverManyItemsAndRecordsWent() {
        service.ok(
                "UpdateTimeToLive",
                "{'TableName':'items','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'goes'}}");
        service.await("DescribeTimeToLive", "{'TableName':'items'}", "'ENABLED'");
        service.ok(
                "UpdateTable",
                "{'TableName':'items','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'}}");
        service.awaitSettled("items");
        service.upkeep();
        long first = steps(service::upkeep);
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < ITEMS; i++) {
                put(now() + 60);
            }
            service.later(Duration.ofHours(26));
            service.upkeep();
        }
        assertThat(steps(service::upkeep)).isLessThan(first + FEW);
    }
}
