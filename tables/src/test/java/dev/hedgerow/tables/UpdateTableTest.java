package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class UpdateTableTest {
    private static final String CREATE =
            "{'TableName':'items','AttributeDefinitions':[{'AttributeName':'g','AttributeType':'S'}],"
                    + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byg','Projection':{'ProjectionType':'ALL'},"
                    + "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}]}}]}";
    private static final String DELETE =
            "{'TableName':'items','GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'byg'}}]}";
    private static final String SCAN = "{'TableName':'items','IndexName':'byg'}";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private void put(int i, String more) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'p%d'},'sk':{'N':'1'}%s}}"
                        .formatted(i, more));
    }

    private void fill(int items) {
        for (int i = 0; i < items; i++) {
            put(i, ",'g':{'S':'g" + i % 3 + "'}");
        }
    }

    @Test
    void T9_anIndexIsFilledBehindTheItemsOfBeforeAndThenServes() {
        fill(200);
        put(1_000, ",'g':{'N':'7'}");
        put(1_001, ",'g':{'S':''}");
        put(1_002, "");
        service.die();
        assertThat(service.ok("UpdateTable", CREATE))
                .contains("'TableStatus':'UPDATING'")
                .contains("'IndexStatus':'CREATING','Backfilling':false");
        assertThat(service.error("Scan", SCAN))
                .isEqualTo(
                        "ValidationException Cannot read from backfilling global secondary index: byg");
        assertThat(
                        service.error(
                                "Query",
                                "{'TableName':'items','IndexName':'byg','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'g1'}}}"))
                .isEqualTo(
                        "ValidationException Cannot read from backfilling global secondary index: byg");
        assertThat(service.error("UpdateTable", CREATE))
                .isEqualTo(
                        "ResourceInUseException Attempt to change a resource which is still in use: Table is being updated: items");
        service.start();
        assertThat(service.awaitSettled("items"))
                .contains("'IndexStatus':'ACTIVE'")
                .doesNotContain("Backfilling");
        assertThat(service.ok("Scan", SCAN)).contains("'Count':200,");
        assertThat(service.error("UpdateTable", CREATE))
                .isEqualTo(
                        "ValidationException Attempting to create an index which already exists");
    }

    @Test
    void T9_aBackfillGoesOnWhereverTheNodeDied() {
        fill(200);
        for (int death = 1; ; death++) {
            service.dieAtWrite(death);
            boolean asked = service.answer("UpdateTable", CREATE).status() == 200;
            waitForDeathOrEnd();
            boolean died = !service.live();
            if (died) {
                service.start();
            }
            if (!asked) {
                service.ok("UpdateTable", CREATE);
            }
            service.awaitSettled("items");
            assertThat(service.ok("Scan", SCAN)).as("death at %d", death).contains("'Count':200,");
            service.ok("UpdateTable", DELETE);
            service.awaitSettled("items");
            if (!died) {
                assertThat(death).isGreaterThan(8);
                return;
            }
        }
    }

    private void waitForDeathOrEnd() {
        while (!service.isDead()) {
            Answer answer = service.answer("DescribeTable", "{'TableName':'items'}");
            if (answer.status() == 200 && Service.text(answer).contains("'IndexStatus':'ACTIVE'")) {
                return;
            }
            service.world.clock().sleep(Duration.ofMillis(2));
        }
    }

    @Test
    void T9_theDeletionOfAnIndexTakesItsRowsWhereverTheNodeDied() {
        fill(100);
        for (int death = 1; death < 10; death++) {
            service.ok("UpdateTable", CREATE);
            service.awaitSettled("items");
            service.dieAtWrite(death);
            service.ok("UpdateTable", DELETE);
            while (!service.isDead()
                    && !rowsOf("items").isEmpty()
                    && service.answer("Scan", SCAN).status() != 400) {
                service.world.clock().sleep(Duration.ofMillis(2));
            }
            if (!service.live()) {
                service.start();
            }
            assertThat(service.awaitSettled("items")).doesNotContain("byg");
            assertThat(rowsOf("items")).hasSize(100);
            assertThat(service.error("Scan", SCAN))
                    .isEqualTo(
                            "ValidationException The table does not have the specified index: byg");
        }
    }

    /** All keys of items and rows of indexes. */
    private List<String> rowsOf(String table) {
        assertThat(table).isEqualTo("items");
        var rows = new ArrayList<String>();
        try (var now = service.store.snapshot()) {
            now.stream(dev.hedgerow.store.KeyRange.all(ItemSpace.ITEMS))
                    .forEach(entry -> rows.add(entry.key().toString()));
        }
        return rows;
    }

    @Test
    void T9_writersGoOnDuringABackfillAndTheIndexIsExactAfterwards() throws Exception {
        var random = new SplittableRandom(Long.getLong("seed", 4711));
        fill(300);
        for (int round = 0; round < 4; round++) {
            var writers = new ArrayList<Thread>();
            for (int w = 0; w < 3; w++) {
                SplittableRandom own = random.split();
                writers.add(service.world.threads().start("writer", () -> write(own)));
            }
            service.ok("UpdateTable", CREATE);
            for (Thread writer : writers) {
                writer.join();
            }
            service.awaitSettled("items");
            assertThat(groups("{'TableName':'items','IndexName':'byg'}"))
                    .isEqualTo(groups("{'TableName':'items'}"));
            service.ok("UpdateTable", DELETE);
            service.awaitSettled("items");
        }
    }

    private void write(SplittableRandom random) {
        for (int i = 0; i < 150; i++) {
            int item = random.nextInt(300);
            String key = "{'pk':{'S':'p%d'},'sk':{'N':'1'}}".formatted(item);
            switch (random.nextInt(3)) {
                case 0 -> put(item, ",'g':{'S':'g" + random.nextInt(4) + "'}");
                case 1 -> service.ok("DeleteItem", "{'TableName':'items','Key':" + key + "}");
                default ->
                        service.ok(
                                "UpdateItem",
                                "{'TableName':'items','Key':%s,'UpdateExpression':'SET g = :g','ExpressionAttributeValues':{':g':{'S':'h%d'}}}"
                                        .formatted(key, random.nextInt(4)));
            }
        }
    }

    /** Keys of the items that have a group, by group. */
    private SortedMap<String, SortedSet<String>> groups(String scan) {
        SortedMap<String, SortedSet<String>> groups = new TreeMap<>();
        for (String item : service.ok("Scan", scan).split("\\{'pk'", -1)) {
            if (item.contains("'g':{'S':'")) {
                groups.computeIfAbsent(
                                item.replaceAll("(?s).*'g':\\{'S':'([^']*)'.*", "$1"),
                                _ -> new TreeSet<>())
                        .add(item.replaceAll("(?s)^:\\{'S':'([^']*)'.*", "$1"));
            }
        }
        return groups;
    }

    @Test
    void anIndexThatIsBeingFilledCanBeDeletedAndNoOtherCanBeMade() {
        fill(200);
        service.dieAtWrite(6);
        service.ok("UpdateTable", CREATE);
        while (!service.isDead()) {
            service.world.clock().sleep(Duration.ofMillis(2));
        }
        service.die();
        assertThat(service.ok("DescribeTable", "{'TableName':'items'}"))
                .contains("'TableStatus':'ACTIVE'")
                .contains("'IndexStatus':'CREATING','Backfilling':true");
        assertThat(service.error("UpdateTable", CREATE.replace("'byg'", "'other'")))
                .isEqualTo(
                        "LimitExceededException Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
        service.ok("UpdateTable", DELETE);
        service.start();
        assertThat(service.awaitSettled("items")).doesNotContain("byg");
        assertThat(rowsOf("items")).hasSize(200);
    }

    @Test
    void whoeverCancelsABackfillGivesTheIndexUp() {
        fill(200);
        service.die();
        service.ok("UpdateTable", CREATE);
        var operations = service.operations();
        var pending =
                operations.list(dev.hedgerow.operations.Page.Request.first(10)).items().getFirst();
        assertThat(pending.kind()).isEqualTo("tend-table");
        operations.cancel(pending.id(), "somebody");
        service.start();
        service.tables().tending().askAgain(schema());
        assertThat(service.awaitSettled("items")).doesNotContain("byg");
        assertThat(rowsOf("items")).hasSize(200);
    }

    private TableSchema schema() {
        try (var now = service.store.snapshot()) {
            return new TableRows().find(now, "items").orElseThrow().schema();
        }
    }

    @Test
    void settingsOfATableChange() {
        assertThat(
                        service.ok(
                                "UpdateTable",
                                "{'TableName':'items','BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}}"))
                .contains("'ReadCapacityUnits':5,'WriteCapacityUnits':6")
                .doesNotContain("PAY_PER_REQUEST");
        service.awaitSettled("items");
        assertThat(
                        service.error(
                                "UpdateTable",
                                "{'TableName':'items','ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}}"))
                .isEqualTo(
                        "ValidationException The provisioned throughput for the table will not change. The requested value equals the current value. Current ReadCapacityUnits provisioned for the table: 5. Requested ReadCapacityUnits: 5. Current WriteCapacityUnits provisioned for the table: 6. Requested WriteCapacityUnits: 6. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request higher limits.");
        service.ok(
                "UpdateTable", "{'TableName':'items','TableClass':'STANDARD_INFREQUENT_ACCESS'}");
        assertThat(service.awaitSettled("items"))
                .contains("'TableClass':'STANDARD_INFREQUENT_ACCESS'");
        service.ok("UpdateTable", "{'TableName':'items','DeletionProtectionEnabled':true}");
        assertThat(service.awaitSettled("items")).contains("'DeletionProtectionEnabled':true");
        assertThat(service.error("DeleteTable", "{'TableName':'items'}"))
                .startsWith("ValidationException Resource cannot be deleted");
        service.ok("UpdateTable", "{'TableName':'items','BillingMode':'PAY_PER_REQUEST'}");
        assertThat(service.awaitSettled("items")).contains("PAY_PER_REQUEST");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "|At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required",
                ",'GlobalSecondaryIndexUpdates':[{}]|One or more parameter values were invalid: One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null",
                ",'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'abc'}},{'Delete':{'IndexName':'abc'}}]|One or more parameter values were invalid: Only one global secondary index update per index is allowed simultaneously. Index: abc",
                ",'ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}|One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
                ",'BillingMode':'PROVISIONED'|One or more parameter values were invalid: ProvisionedThroughput must be specified when BillingMode is PROVISIONED",
                ",'ProvisionedThroughput':{'ReadCapacityUnits':1000000000001,'WriteCapacityUnits':1}|Given value 1000000000001 for ReadCapacityUnits is out of bounds",
                ",'TableClass':'STANDARD','DeletionProtectionEnabled':true|DeletionProtection modification must be the only operation in the request",
                ",'StreamSpecification':{'StreamEnabled':true},'GlobalSecondaryIndexUpdates':[{'Delete':{'IndexName':'abc'}}]|One or more parameter values were invalid: StreamViewType is required when StreamEnabled is true",
                ",'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'abc','Projection':{'ProjectionType':'ALL'},'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}]}}]|One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: []"
            })
    void whatNoTableCanBecomeIsRefused(String parameters, String sentence) {
        String more = parameters == null ? "" : parameters;
        assertThat(service.error("UpdateTable", "{'TableName':'items'" + more + "}"))
                .isEqualTo("ValidationException " + sentence);
    }

    @Test
    void whatIsNotThereCannotBeChanged() {
        assertThat(service.error("UpdateTable", DELETE))
                .isEqualTo(
                        "ResourceNotFoundException Requested resource not found: Index byg for table items");
        assertThat(service.error("UpdateTable", DELETE.replace("'items'", "'others'")))
                .isEqualTo(
                        "ResourceNotFoundException Requested resource not found: Table: others not found");
        assertThat(
                        service.error(
                                "UpdateTable",
                                DELETE.replace("[{'D", "[{'Delete':{'IndexName':'abc'}},{'D")))
                .isEqualTo(
                        "LimitExceededException Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table");
    }
}
