package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.Failure;
import dev.hedgerow.kernel.HedgerowException;
import dev.hedgerow.operations.Schedules;
import dev.hedgerow.store.ForwardingStore;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Transaction;
import dev.hedgerow.store.TransactionOptions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class TableLifeTest {
    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void T9_theDeletionOfATableGoesOnWhereADeadNodeLeftIt() {
        for (int i = 0; i < 100; i++) {
            service.ok(
                    "PutItem",
                    "{'TableName':'items','Item':{'pk':{'S':'p%d'},'sk':{'N':'1'}}}".formatted(i));
        }
        service.die();
        assertThat(service.ok("DeleteTable", "{'TableName':'items'}"))
                .contains("'TableStatus':'DELETING'");
        assertThat(service.ok("DescribeTable", "{'TableName':'items'}"))
                .contains("'TableStatus':'DELETING'");
        String gone = "ResourceNotFoundException Requested resource not found";
        assertThat(service.error("Scan", "{'TableName':'items'}")).isEqualTo(gone);
        assertThat(
                        service.error(
                                "PutItem",
                                "{'TableName':'items','Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}"))
                .isEqualTo(gone);
        service.start();
        while (service.answer("DescribeTable", "{'TableName':'items'}").status() == 200) {
            service.world.clock().sleep(Duration.ofMillis(5));
        }
        assertThat(service.error("DescribeTable", "{'TableName':'items'}"))
                .isEqualTo(gone + ": Table: items not found");
        try (var now = service.store.snapshot()) {
            assertThat(now.stream(dev.hedgerow.store.KeyRange.all(ItemSpace.ITEMS))).isEmpty();
        }
    }

    @Test
    void T9_aDeletionGoesOnWhereverTheNodeDiedAndTheNameIsTakenUntilThen() {
        for (int death = 1; death < 12; death++) {
            for (int i = 0; i < 100; i++) {
                service.ok(
                        "PutItem",
                        "{'TableName':'items','Item':{'pk':{'S':'p%d'},'sk':{'N':'1'}}}"
                                .formatted(i));
            }
            service.dieAtWrite(death);
            service.ok("DeleteTable", "{'TableName':'items'}");
            while (!service.isDead()
                    && service.answer("DescribeTable", "{'TableName':'items'}").status() == 200) {
                service.world.clock().sleep(Duration.ofMillis(2));
            }
            if (!service.live()) {
                service.start();
                awaitGone();
            }
            try (var now = service.store.snapshot()) {
                assertThat(now.stream(dev.hedgerow.store.KeyRange.all(ItemSpace.ITEMS))).isEmpty();
            }
            Service.withTable(service);
            assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'Count':0");
        }
    }

    private void awaitGone() {
        while (service.answer("DescribeTable", "{'TableName':'items'}").status() == 200) {
            Answer create =
                    service.answer(
                            "CreateTable",
                            "{'TableName':'items','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}");
            if (create.status() == 200) {
                // it was gone by then
                service.awaitSettled("items");
                service.ok("DeleteTable", "{'TableName':'items'}");
            } else {
                assertThat(Service.text(create)).contains("Table already exists: items");
            }
            service.world.clock().sleep(Duration.ofMillis(2));
        }
    }

    @Test
    void T9_aTableThatCouldNotBeWrittenIsNoSuccess() {
        var failing = new AtomicBoolean();
        try (var other = new Service(store -> new Failing(store, failing))) {
            failing.set(true);
            String create =
                    "{'TableName':'new','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}";
            assertThat(other.error("CreateTable", create)).startsWith("InternalServerError");
            failing.set(false);
            assertThat(other.error("DescribeTable", "{'TableName':'new'}"))
                    .startsWith("ResourceNotFoundException");
            other.create(create);
        }
    }

    /** Does nothing of what it is told, and says that it does not know whether it did. */
    private static final class Failing extends ForwardingStore {
        private final AtomicBoolean failing;

        Failing(Store store, AtomicBoolean failing) {
            super(store);
            this.failing = failing;
        }

        @Override
        public <T extends @Nullable Object> Outcome<T> transact(
                TransactionOptions options, Function<Transaction, T> function) {
            return super.transact(
                    options,
                    tx -> {
                        T value = function.apply(tx);
                        if (failing.get()) {
                            throw HedgerowException.of(Failure.OUTCOME_UNKNOWN);
                        }
                        return value;
                    });
        }
    }

    @Test
    void whatComesWithTimeIsScheduled() {
        service.tables().lookAfterAlways();
        var schedules = new Schedules(service.operations());
        assertThat(schedules.find(Upkeep.KIND).orElseThrow().plan().every())
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(schedules.find(Counting.KIND).orElseThrow().plan().every())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void T9_aTableIsBeingCreatedUntilItIsActive() {
        service.die();
        String create =
                "{'TableName':'new','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}";
        assertThat(service.ok("CreateTable", create)).contains("'TableStatus':'CREATING'");
        assertThat(service.error("Scan", "{'TableName':'new'}"))
                .startsWith("ResourceNotFoundException");
        assertThat(service.error("CreateTable", create))
                .isEqualTo("ResourceInUseException Table already exists: new");
        assertThat(service.error("DeleteTable", "{'TableName':'new'}"))
                .startsWith("ResourceInUseException");
        service.start();
        service.create(create.replace("'new'", "'newer'"));
        assertThat(service.ok("Scan", "{'TableName':'new'}"))
                .isEqualTo("{'Items':[],'Count':0,'ScannedCount':0}");
        assertThat(service.ok("ListTables", "{'Limit':2}"))
                .isEqualTo("{'TableNames':['items','new'],'LastEvaluatedTableName':'new'}");
        assertThat(service.ok("ListTables", "{'ExclusiveStartTableName':'new'}"))
                .isEqualTo("{'TableNames':['newer']}");
    }

    @Test
    void aTableThatWasMadeAgainIsEmpty() {
        service.ok("PutItem", "{'TableName':'items','Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}");
        service.ok("DeleteTable", "{'TableName':'items'}");
        while (service.answer("DescribeTable", "{'TableName':'items'}").status() == 200) {
            service.world.clock().sleep(Duration.ofMillis(5));
        }
        Service.withTable(service);
        assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'Count':0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'TableName':'ab'|1 validation error detected: Value 'ab' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
                "'TableName':'abc','BillingMode':'PROVISIONED'|No provisioned throughput specified for the table",
                "'TableName':'abc','GlobalSecondaryIndexes':[]|One or more parameter values were invalid: List of GlobalSecondaryIndexes is empty",
                "'TableName':'abc','LocalSecondaryIndexes':[{'IndexName':'lll','Projection':{'ProjectionType':'ALL'},'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}]|One or more parameter values were invalid: Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
                "'TableName':'abc','GlobalSecondaryIndexes':[{'IndexName':'ggg','Projection':{'ProjectionType':'ALL'},'KeySchema':[{'AttributeName':'x','KeyType':'HASH'}]}]|One or more parameter values were invalid: Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [k]",
                "'TableName':'abc','GlobalSecondaryIndexes':[{'IndexName':'ggg','Projection':{'ProjectionType':'INCLUDE'},'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]}]|One or more parameter values were invalid: ProjectionType is INCLUDE, but NonKeyAttributes is not specified"
            })
    void whatIsNoTableIsRefused(String parameters, String sentence) {
        String billing =
                parameters.contains("BillingMode") ? "" : "'BillingMode':'PAY_PER_REQUEST',";
        assertThat(
                        service.error(
                                "CreateTable",
                                "{"
                                        + billing
                                        + "'AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}],"
                                        + parameters
                                        + "}"))
                .isEqualTo("ValidationException " + sentence);
    }
}
