package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The SDK's enhanced client: beans, versions, indexes, batches. */
@Timeout(300)
final class EnhancedTest {
    @TempDir Path folder;

    /** A bean as the enhanced client wants it. */
    @DynamoDbBean
    public static final class Reading {
        private String sensor = "";
        private long at;
        private double degrees;
        private Set<String> tags = Set.of("raw");
        private @Nullable Long version;

        @DynamoDbPartitionKey
        public String getSensor() {
            return sensor;
        }

        public void setSensor(String sensor) {
            this.sensor = sensor;
        }

        @DynamoDbSortKey
        public long getAt() {
            return at;
        }

        public void setAt(long at) {
            this.at = at;
        }

        public double getDegrees() {
            return degrees;
        }

        public void setDegrees(double degrees) {
            this.degrees = degrees;
        }

        public Set<String> getTags() {
            return tags;
        }

        public void setTags(Set<String> tags) {
            this.tags = tags;
        }

        @DynamoDbVersionAttribute
        public @Nullable Long getVersion() {
            return version;
        }

        public void setVersion(@Nullable Long version) {
            this.version = version;
        }
    }

    private static Reading reading(String sensor, long at, double degrees) {
        var reading = new Reading();
        reading.setSensor(sensor);
        reading.setAt(at);
        reading.setDegrees(degrees);
        return reading;
    }

    @Test
    void beansAreStoredFoundVersionedAndDeleted() {
        try (var node = new Node(folder);
                var low = node.client()) {
            var enhanced = DynamoDbEnhancedClient.builder().dynamoDbClient(low).build();
            var table = enhanced.table("readings", TableSchema.fromBean(Reading.class));
            table.createTable();
            Node.awaitTable(low, "readings");

            for (int i = 0; i < 30; i++) {
                table.putItem(reading("roof", i, i / 2.0));
            }
            List<Double> warm =
                    table
                            .query(query ->
                                    query.queryConditional(
                                                    QueryConditional.sortBetween(
                                                            key("roof", 10), key("roof", 19)))
                                            .filterExpression(
                                                    Expression.builder()
                                                            .expression("degrees > :d")
                                                            .putExpressionValue(
                                                                    ":d", AttributeValue.fromN("7"))
                                                            .build())
                                            .limit(3))
                            .items()
                            .stream()
                            .map(Reading::getDegrees)
                            .toList();
            assertThat(warm).containsExactly(7.5, 8.0, 8.5, 9.0, 9.5);

            Reading one = table.getItem(key("roof", 3));
            Reading stale = table.getItem(key("roof", 3));
            one.setDegrees(99);
            assertThat(table.updateItem(one).getVersion()).isEqualTo(2);
            stale.setDegrees(-1);
            assertThat(
                            catchThrowableOfType(
                                    ConditionalCheckFailedException.class,
                                    () -> table.updateItem(stale)))
                    .isNotNull();
            assertThat(table.getItem(key("roof", 3)).getDegrees()).isEqualTo(99);
            assertThat(table.deleteItem(key("roof", 3)).getTags()).containsExactly("raw");
            assertThat(table.getItem(key("roof", 3))).isNull();
            assertThat(table.scan().items().stream().count()).isEqualTo(29);
        }
    }

    private static Key key(String sensor, long at) {
        return Key.builder().partitionValue(sensor).sortValue(at).build();
    }
}
