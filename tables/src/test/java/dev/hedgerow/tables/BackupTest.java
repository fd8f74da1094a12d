package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.store.KeyRange;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class BackupTest {
    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private static String part(String json, String member) {
        Matcher matcher = Pattern.compile("'" + member + "':'([^']*)'").matcher(json);
        return matcher.find() ? matcher.group(1) : "";
    }

    private void put(String pk, int v) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'%s'},'sk':{'N':'1'},'g':{'S':'x'},'v':{'N':'%d'}}}"
                        .formatted(pk, v));
    }

    private void index() {
        service.ok(
                "UpdateTable",
                "{'TableName':'items','AttributeDefinitions':[{'AttributeName':'g','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'byg','Projection':{'ProjectionType':'ALL'},"
                        + "'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}]}}]}");
        service.awaitSettled("items");
    }

    private String backup(String name) {
        return part(
                service.ok("CreateBackup", "{'TableName':'items','BackupName':'" + name + "'}"),
                "BackupArn");
    }

    private void restore(String arn, String table) {
        assertThat(
                        service.ok(
                                "RestoreTableFromBackup",
                                "{'TargetTableName':'%s','BackupArn':'%s'}".formatted(table, arn)))
                .contains("'TableStatus':'CREATING'")
                .contains("'RestoreInProgress':true");
    }

    private int count(String json) {
        return Integer.parseInt(
                service.ok("Scan", json).replaceAll("(?s).*'Count':([0-9]*),'Sc.*", "$1"));
    }

    @Test
    void aTableComesBackAsItWasWithItsIndexes() {
        index();
        for (int i = 0; i < 150; i++) {
            put("p" + i, i);
        }
        String arn = backup("first");
        for (int i = 0; i < 100; i++) {
            put("p" + i, -1);
        }
        put("later", 1);
        service.store.collect();
        restore(arn, "again");
        assertThat(service.awaitSettled("again"))
                .contains("'RestoreInProgress':false")
                .contains("'SourceBackupArn':'" + arn + "'");
        assertThat(count("{'TableName':'again'}")).isEqualTo(150);
        assertThat(count("{'TableName':'again','IndexName':'byg'}")).isEqualTo(150);
        assertThat(service.ok("Scan", "{'TableName':'again'}"))
                .doesNotContain("'-1'")
                .doesNotContain("later");
        service.ok("PutItem", "{'TableName':'again','Item':{'pk':{'S':'n'},'sk':{'N':'1'}}}");
        assertThat(count("{'TableName':'items'}")).isEqualTo(151);
    }

    @Test
    void aBackupOutlivesItsTableAndTheTimeThatHistoryIsKept() {
        put("a", 1);
        String arn = backup("kept");
        service.ok("DeleteTable", "{'TableName':'items'}");
        while (service.answer("DescribeTable", "{'TableName':'items'}").status() == 200) {
            service.world.clock().sleep(Duration.ofMillis(5));
        }
        service.passTime(Duration.ofDays(8));
        restore(arn, "items");
        service.awaitSettled("items");
        assertThat(service.ok("Scan", "{'TableName':'items'}")).contains("'v':{'N':'1'}");
    }

    /** Rows of items and indexes, of all tables together. */
    private int rows() {
        int rows = 0;
        try (var now = service.store.snapshot()) {
            for (var _ : now.stream(KeyRange.all(ItemSpace.ITEMS))) {
                rows++;
            }
        }
        return rows;
    }

    private void waitForDeathOrEnd(String table) {
        String json = "{'TableName':'" + table + "'}";
        while (!service.isDead()
                && !Service.text(service.answer("DescribeTable", json))
                        .contains("'TableStatus':'ACTIVE'")) {
            service.world.clock().sleep(Duration.ofMillis(2));
        }
    }

    @Test
    void aRestoreBeginsAnewWhereverTheNodeDiedAndIsThereAllAtOnce() {
        index();
        for (int i = 0; i < 150; i++) {
            put("p" + i, i);
        }
        String arn = backup("first");
        for (int death = 1; ; death++) {
            String table = "again" + death;
            int before = rows();
            service.dieAtWrite(death);
            restore(arn, table);
            assertThat(rows() - before).as("death at %d", death).isIn(0, 300);
            waitForDeathOrEnd(table);
            assertThat(rows() - before).as("death at %d", death).isIn(0, 300);
            boolean died = !service.live();
            if (died) {
                service.start();
            }
            service.awaitSettled(table);
            assertThat(rows() - before).as("death at %d", death).isEqualTo(300);
            assertThat(count("{'TableName':'" + table + "'}")).isEqualTo(150);
            assertThat(count("{'TableName':'" + table + "','IndexName':'byg'}")).isEqualTo(150);
            if (!died) {
                assertThat(death).isGreaterThan(5);
                return;
            }
        }
    }

    @Test
    void aTableComesBackAsItWasAtAnyTime() {
        service.ok(
                "UpdateContinuousBackups",
                "{'TableName':'items','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}");
        put("a", 1);
        double between = service.world.clock().millis() / 1000.0 + 0.5;
        service.later(Duration.ofSeconds(1));
        put("a", 2);
        put("b", 2);
        service.later(Duration.ofSeconds(1));
        service.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'items','TargetTableName':'then','RestoreDateTime':%s}"
                        .formatted(between));
        service.awaitSettled("then");
        assertThat(service.ok("Scan", "{'TableName':'then'}"))
                .contains("'v':{'N':'1'}")
                .contains("'Count':1,");
        service.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'items','TargetTableName':'now','UseLatestRestorableTime':true}");
        service.awaitSettled("now");
        assertThat(count("{'TableName':'now'}")).isEqualTo(2);
        service.later(Duration.ofHours(1));
        service.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'items','TargetTableName':'quiet','RestoreDateTime':%s}"
                        .formatted(service.world.clock().millis() / 1000 - 600));
        service.awaitSettled("quiet");
        assertThat(count("{'TableName':'quiet'}")).isEqualTo(2);
        String wrong =
                "InvalidRestoreTimeException The time to restore to is not between EarliestRestorableDateTime and LatestRestorableDateTime";
        for (String time : new String[] {"1", "9999999999"}) {
            assertThat(
                            service.error(
                                    "RestoreTableToPointInTime",
                                    "{'SourceTableName':'items','TargetTableName':'other','RestoreDateTime':%s}"
                                            .formatted(time)))
                    .isEqualTo(wrong);
        }
        assertThat(service.ok("DescribeContinuousBackups", "{'TableName':'items'}"))
                .contains("'PointInTimeRecoveryStatus':'ENABLED','EarliestRestorableDateTime':");
    }

    @Test
    void backupsAreListedDescribedAndDeleted() {
        index();
        put("a", 1);
        service.count();
        String first = backup("first");
        service.later(Duration.ofSeconds(10));
        double between = service.world.clock().millis() / 1000.0 - 5;
        String second = backup("second");
        assertThat(service.ok("DescribeBackup", "{'BackupArn':'" + first + "'}"))
                .contains("'BackupStatus':'AVAILABLE'")
                .contains("'ItemCount':1")
                .contains("'GlobalSecondaryIndexes':[{'IndexName':'byg'");
        assertThat(service.ok("ListBackups", "{'TableName':'items','Limit':1}"))
                .contains("'LastEvaluatedBackupArn':'" + first + "'")
                .doesNotContain("second");
        assertThat(service.ok("ListBackups", "{'ExclusiveStartBackupArn':'" + first + "'}"))
                .contains("second")
                .doesNotContain("'first'");
        assertThat(service.ok("ListBackups", "{'TimeRangeLowerBound':" + between + "}"))
                .contains("second")
                .doesNotContain("'first'");
        assertThat(service.ok("ListBackups", "{'TimeRangeUpperBound':" + between + "}"))
                .contains("first")
                .doesNotContain("'second'");
        assertThat(service.ok("ListBackups", "{'BackupType':'SYSTEM'}"))
                .isEqualTo("{'BackupSummaries':[]}");
        assertThat(service.ok("DeleteBackup", "{'BackupArn':'" + second + "'}"))
                .contains("'BackupStatus':'DELETED'");
        assertThat(service.error("DeleteBackup", "{'BackupArn':'" + second + "'}"))
                .isEqualTo("BackupNotFoundException Backup not found: " + second);
    }

    @Test
    void aRestoreMayLeaveIndexesOutAndPayOtherwise() {
        index();
        put("a", 1);
        String arn = backup("first");
        String restored =
                service.ok(
                        "RestoreTableFromBackup",
                        "{'TargetTableName':'again','BackupArn':'%s','GlobalSecondaryIndexOverride':[],'BillingModeOverride':'PROVISIONED','ProvisionedThroughputOverride':{'ReadCapacityUnits':3,'WriteCapacityUnits':4}}"
                                .formatted(arn));
        assertThat(restored)
                .doesNotContain("byg")
                .contains("'ReadCapacityUnits':3,'WriteCapacityUnits':4");
        service.awaitSettled("again");
        assertThat(
                        service.error(
                                "RestoreTableFromBackup",
                                "{'TargetTableName':'other','BackupArn':'%s','GlobalSecondaryIndexOverride':[{'IndexName':'none'}]}"
                                        .formatted(arn)))
                .startsWith("ValidationException");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CreateBackup|{'TableName':'none','BackupName':'abc'}|TableNotFoundException Table not found: none",
                "CreateBackup|{'TableName':'items','BackupName':'a'}|ValidationException 1 validation error detected: Value 'a' at 'backupName' failed to satisfy constraint: Member must have length greater than or equal to 3",
                "DescribeBackup|{'BackupArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items/backup/x'}|BackupNotFoundException Backup not found: arn:aws:dynamodb:us-east-1:000000000000:table/items/backup/x",
                "RestoreTableToPointInTime|{'SourceTableName':'items','TargetTableName':'abc','UseLatestRestorableTime':true}|PointInTimeRecoveryUnavailableException Point in time recovery is not enabled for table 'items'",
                "UpdateContinuousBackups|{'TableName':'items','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':false,'RecoveryPeriodInDays':7}}|ValidationException Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.",
                "UpdateContinuousBackups|{'TableName':'none','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true}}|TableNotFoundException Table not found: none"
            })
    void whatCannotBeBroughtBackIsRefused(String operation, String json, String sentence) {
        assertThat(service.error(operation, json)).isEqualTo(sentence);
    }

    @Test
    void aTableIsNotRestoredOverAnother() {
        String arn = backup("first");
        assertThat(
                        service.error(
                                "RestoreTableFromBackup",
                                "{'TargetTableName':'items','BackupArn':'" + arn + "'}"))
                .isEqualTo("TableAlreadyExistsException Table already exists: items");
    }
}
