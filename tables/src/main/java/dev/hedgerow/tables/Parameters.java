package dev.hedgerow.tables;

import dev.hedgerow.tables.refusal.Sentence;
import dev.hedgerow.tables.value.Value;
import dev.hedgerow.tables.wire.Attributes;
import dev.hedgerow.tables.wire.JsonInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request about items, as they were read; one that the operation does not
 * know is not looked at. What is null was not in the request.
 */
final class Parameters {
    @Nullable String tableName;
    @Nullable String indexName;
    @Nullable Attributes key;
    @Nullable Attributes item;
    @Nullable Attributes exclusiveStartKey;
    @Nullable Boolean consistentRead;
    @Nullable Boolean scanIndexForward;
    @Nullable Integer limit;
    @Nullable Integer segment;
    @Nullable Integer totalSegments;
    @Nullable String select;
    @Nullable String returnValues;
    @Nullable String returnConsumedCapacity;
    @Nullable String returnItemCollectionMetrics;
    @Nullable String returnValuesOnConditionCheckFailure;
    @Nullable String keyConditionExpression;
    @Nullable String filterExpression;
    @Nullable String conditionExpression;
    @Nullable String projectionExpression;
    @Nullable String updateExpression;
    @Nullable Map<String, String> names;
    @Nullable Attributes values;
    @Nullable String conditionalOperator;
    @Nullable List<String> attributesToGet;
    @Nullable Map<String, LegacyCondition> expected;
    @Nullable Map<String, LegacyCondition> keyConditions;
    @Nullable Map<String, LegacyCondition> queryFilter;
    @Nullable Map<String, LegacyCondition> scanFilter;
    @Nullable Map<String, LegacyUpdate> attributeUpdates;

    /** Reads the body of a request. */
    static Parameters read(byte[] body) {
        var parameters = new Parameters();
        JsonInput.read(body, parameters::member);
        return parameters;
    }

    /** Reads the structure that the input stands at. */
    static Parameters read(JsonInput input) {
        var parameters = new Parameters();
        input.structure(parameters::member);
        return parameters;
    }

    void member(String name, JsonInput input) {
        switch (name) {
            case "TableName" -> tableName = input.string();
            case "IndexName" -> indexName = input.string();
            case "Key" -> key = input.attributes();
            case "Item" -> item = input.attributes();
            case "ExclusiveStartKey" -> exclusiveStartKey = input.attributes();
            case "ConsistentRead" -> consistentRead = input.bool();
            case "ScanIndexForward" -> scanIndexForward = input.bool();
            case "Limit" -> limit = input.integer();
            case "Segment" -> segment = input.integer();
            case "TotalSegments" -> totalSegments = input.integer();
            case "Select" -> select = input.string();
            case "ReturnValues" -> returnValues = input.string();
            case "ReturnConsumedCapacity" -> returnConsumedCapacity = input.string();
            case "ReturnItemCollectionMetrics" -> returnItemCollectionMetrics = input.string();
            case "ReturnValuesOnConditionCheckFailure" ->
                    returnValuesOnConditionCheckFailure = input.string();
            default -> expressionMember(name, input);
        }
    }

    private void expressionMember(String name, JsonInput input) {
        switch (name) {
            case "KeyConditionExpression" -> keyConditionExpression = input.string();
            case "FilterExpression" -> filterExpression = input.string();
            case "ConditionExpression" -> conditionExpression = input.string();
            case "ProjectionExpression" -> projectionExpression = input.string();
            case "UpdateExpression" -> updateExpression = input.string();
            case "ExpressionAttributeNames" -> names = input.map(input::string);
            case "ExpressionAttributeValues" -> values = input.attributes();
            case "ConditionalOperator" -> conditionalOperator = input.string();
            case "AttributesToGet" -> attributesToGet = input.list(input::string);
            case "Expected" -> expected = input.map(() -> LegacyCondition.read(input));
            case "KeyConditions" -> keyConditions = input.map(() -> LegacyCondition.read(input));
            case "QueryFilter" -> queryFilter = input.map(() -> LegacyCondition.read(input));
            case "ScanFilter" -> scanFilter = input.map(() -> LegacyCondition.read(input));
            case "AttributeUpdates" -> attributeUpdates = input.map(() -> LegacyUpdate.read(input));
            default -> input.skip();
        }
    }

    /** The table's name, which was checked to be there. */
    String table() {
        return Checks.present(tableName);
    }

    /** Where a page begins; null at the beginning. */
    @Nullable Map<String, Value> startKey() {
        return exclusiveStartKey == null
                ? null
                : exclusiveStartKey.values(Sentence.START_VALUE.text(), "");
    }

    /** The older parameters of a listing that the request has. */
    List<String> legacyOfListing(String filterName, boolean filtered) {
        var legacy = new ArrayList<String>();
        if (attributesToGet != null) {
            legacy.add("AttributesToGet");
        }
        if (filtered) {
            legacy.add(filterName);
        }
        if (conditionalOperator != null) {
            legacy.add("ConditionalOperator");
        }
        return legacy;
    }

    /** Refuses {@code ConditionalOperator} unless it has conditions to join. */
    void checkOperator(@Nullable Map<String, LegacyCondition> conditions) {
        if (conditionalOperator != null && (conditions == null || conditions.isEmpty())) {
            throw Sentence.OPERATOR_ALONE.refusal();
        }
        if (conditionalOperator != null && Checks.present(conditions).size() < 2) {
            throw Sentence.OPERATOR_OF_ONE.refusal();
        }
    }

    boolean isConsistent() {
        return Boolean.TRUE.equals(consistentRead);
    }

    CapacityReport capacityReport() {
        return CapacityReport.of(returnConsumedCapacity);
    }

    Optional<String> index() {
        return Optional.ofNullable(indexName);
    }
}
