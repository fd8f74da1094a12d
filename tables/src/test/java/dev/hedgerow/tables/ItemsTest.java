package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class ItemsTest {
    private static final String KEY = "'Key':{'pk':{'S':'a'},'sk':{'N':'1'}}";
    private static final String TABLE = "'TableName':'items'";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private String get() {
        return service.ok("GetItem", "{" + TABLE + "," + KEY + "}");
    }

    private void put(String attributes) {
        service.ok(
                "PutItem",
                "{" + TABLE + ",'Item':{'pk':{'S':'a'},'sk':{'N':'1'}" + attributes + "}}");
    }

    @Test
    void whatIsPutIsReadUntilItIsDeleted() {
        assertThat(get()).isEqualTo("{}");
        put(",'v':{'L':[{'N':'1.50'},{'BOOL':true}]}");
        assertThat(get())
                .isEqualTo(
                        "{'Item':{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'L':[{'N':'1.5'},{'BOOL':true}]}}}");
        put(",'w':{'S':''}");
        assertThat(get()).isEqualTo("{'Item':{'pk':{'S':'a'},'sk':{'N':'1'},'w':{'S':''}}}");
        assertThat(service.ok("DeleteItem", "{" + TABLE + "," + KEY + ",'ReturnValues':'ALL_OLD'}"))
                .isEqualTo("{'Attributes':{'pk':{'S':'a'},'sk':{'N':'1'},'w':{'S':''}}}");
        assertThat(get()).isEqualTo("{}");
        assertThat(service.ok("DeleteItem", "{" + TABLE + "," + KEY + "}")).isEqualTo("{}");
    }

    @Test
    void equalNumbersAreOneKeyHoweverTheyAreWritten() {
        put(",'v':{'N':'1'}");
        assertThat(
                        service.ok(
                                "GetItem",
                                "{"
                                        + TABLE
                                        + ",'Key':{'pk':{'S':'a'},'sk':{'N':'1.0e0'}},'ProjectionExpression':'v'}"))
                .isEqualTo("{'Item':{'v':{'N':'1'}}}");
    }

    @Test
    void T1_aConditionOnAMissingItemIsFalseUnlessItAsksForThat() {
        String put =
                "{" + TABLE + ",'Item':{'pk':{'S':'a'},'sk':{'N':'1'}},'ConditionExpression':'%s'}";
        String failed = "ConditionalCheckFailedException The conditional request failed";
        assertThat(service.error("PutItem", put.formatted("attribute_exists(pk)")))
                .isEqualTo(failed);
        assertThat(service.error("PutItem", put.formatted("pk = sk"))).isEqualTo(failed);
        assertThat(
                        service.error(
                                "UpdateItem",
                                "{"
                                        + TABLE
                                        + ","
                                        + KEY
                                        + ",'UpdateExpression':'SET v = :v','ConditionExpression':'attribute_exists(pk)','ExpressionAttributeValues':{':v':{'N':'1'}}}"))
                .isEqualTo(failed);
        assertThat(get()).isEqualTo("{}");
        assertThat(service.ok("PutItem", put.formatted("attribute_not_exists(pk)")))
                .isEqualTo("{}");
        assertThat(service.error("PutItem", put.formatted("attribute_not_exists(pk)")))
                .isEqualTo(failed);
    }

    @Test
    void aFailedConditionShowsTheItemWhenItIsAskedTo() {
        put(",'v':{'N':'1'}");
        String delete =
                "{"
                        + TABLE
                        + ","
                        + KEY
                        + ",'ConditionExpression':'v = :v','ExpressionAttributeValues':{':v':{'N':'2'}},'ReturnValuesOnConditionCheckFailure':'%s'}";
        Answer told = service.answer("DeleteItem", delete.formatted("ALL_OLD"));
        assertThat(told.status()).isEqualTo(400);
        assertThat(Service.text(told))
                .contains("'Item':{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'N':'1'}}");
        assertThat(Service.text(service.answer("DeleteItem", delete.formatted("NONE"))))
                .doesNotContain("Item'");
    }

    @Test
    void anUpdateReturnsWhatItWasAskedFor() {
        put(",'v':{'N':'1'},'m':{'M':{'x':{'N':'5'},'y':{'N':'6'}}}");
        String update =
                "{"
                        + TABLE
                        + ","
                        + KEY
                        + ",'UpdateExpression':'ADD v :one SET m.x = :one','ExpressionAttributeValues':{':one':{'N':'1'}},'ReturnValues':'%s'}";
        assertThat(service.ok("UpdateItem", update.formatted("UPDATED_NEW")))
                .isEqualTo("{'Attributes':{'v':{'N':'2'},'m':{'M':{'x':{'N':'1'}}}}}");
        assertThat(service.ok("UpdateItem", update.formatted("UPDATED_OLD")))
                .isEqualTo("{'Attributes':{'v':{'N':'2'},'m':{'M':{'x':{'N':'1'}}}}}");
        assertThat(service.ok("UpdateItem", update.formatted("ALL_OLD"))).contains("'v':{'N':'3'}");
        assertThat(service.ok("UpdateItem", update.formatted("ALL_NEW"))).contains("'v':{'N':'5'}");
        assertThat(service.ok("UpdateItem", update.formatted("NONE"))).isEqualTo("{}");
    }

    @Test
    void anUpdateOfWhatIsNotThereMakesIt() {
        assertThat(service.ok("UpdateItem", "{" + TABLE + "," + KEY + ",'ReturnValues':'ALL_NEW'}"))
                .isEqualTo("{'Attributes':{'pk':{'S':'a'},'sk':{'N':'1'}}}");
        assertThat(get()).isEqualTo("{'Item':{'pk':{'S':'a'},'sk':{'N':'1'}}}");
    }

    @Test
    void capacityIsCountedByTheLargerOfBeforeAndAfter() {
        String big = "x".repeat(3_000);
        put(",'v':{'S':'" + big + "'}");
        assertThat(
                        service.ok(
                                "DeleteItem",
                                "{" + TABLE + "," + KEY + ",'ReturnConsumedCapacity':'INDEXES'}"))
                .isEqualTo(
                        "{'ConsumedCapacity':{'TableName':'items','CapacityUnits':3.0,'Table':{'CapacityUnits':3.0}}}");
        assertThat(
                        service.ok(
                                "DeleteItem",
                                "{" + TABLE + "," + KEY + ",'ReturnConsumedCapacity':'TOTAL'}"))
                .isEqualTo("{'ConsumedCapacity':{'TableName':'items','CapacityUnits':1.0}}");
        put(",'v':{'S':'" + big + big + "'}");
        assertThat(
                        service.ok(
                                "GetItem",
                                "{"
                                        + TABLE
                                        + ","
                                        + KEY
                                        + ",'ReturnConsumedCapacity':'TOTAL','ProjectionExpression':'sk'}"))
                .isEqualTo(
                        "{'Item':{'sk':{'N':'1'}},'ConsumedCapacity':{'TableName':'items','CapacityUnits':1.0}}");
        assertThat(
                        service.ok(
                                "GetItem",
                                "{"
                                        + TABLE
                                        + ","
                                        + KEY
                                        + ",'ReturnConsumedCapacity':'TOTAL','ConsistentRead':true,'ProjectionExpression':'sk'}"))
                .contains("'CapacityUnits':2.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GetItem|'Key':{'pk':{'S':'a'}}|The provided key element does not match the schema",
                "GetItem|'Key':{'pk':{'S':'a'},'sk':{'S':'1'}}|The provided key element does not match the schema",
                "GetItem|'Key':{'pk':{'S':'a'},'xx':{'N':'1'}}|The provided key element does not match the schema",
                "DeleteItem|'Key':{'pk':{'L':[]},'sk':{'N':'1'}}|The provided key element does not match the schema",
                "GetItem|'Key':{'pk':{'S':''},'sk':{'N':'1'}}|One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
                "PutItem|'Item':{'pk':{'S':''},'sk':{'N':'1'}}|One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
                "PutItem|'Item':{'pk':{'S':'a'}}|One or more parameter values were invalid: Missing the key sk in the item",
                "PutItem|'Item':{'pk':{'N':'1'},'sk':{'N':'1'}}|One or more parameter values were invalid: Type mismatch for key pk expected: S actual: N",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'1'},'x':{'SS':[]}}|1 validation error detected: One or more parameter values were invalid: An string set  may not be empty",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'x'}}|1 validation error detected: The parameter cannot be converted to a numeric value: x",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'1'}},'ReturnValues':'ALL_NEW'|1 validation error detected: ReturnValues can only be ALL_OLD or NONE",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'1'}},'ReturnValues':'OLD'|1 validation error detected: Failed to satisfy constraint: Member must satisfy enum value set: [ALL_OLD, UPDATED_OLD, ALL_NEW, UPDATE_NEW, NONE]",
                "PutItem|'ReturnConsumedCapacity':'x'|2 validation errors detected: Value 'x' at 'returnConsumedCapacity' failed to satisfy constraint: Member must satisfy enum value set: [INDEXES, TOTAL, NONE]; Value null at 'item' failed to satisfy constraint: Member must not be null",
                "UpdateItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'UpdateExpression':'SET pk = :v','ExpressionAttributeValues':{':v':{'S':'b'}}|One or more parameter values were invalid: Cannot update attribute pk. This attribute is part of the key",
                "UpdateItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'UpdateExpression':'SET'|1 validation error detected: Invalid UpdateExpression: Syntax error; token: '<EOF>', near: 'SET'",
                "GetItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ProjectionExpression':'a, a'|Invalid ProjectionExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; path one: [a], path two: [a]",
                "GetItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ProjectionExpression':'pk.x'|Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: Key: pk",
                "GetItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'ExpressionAttributeNames':{'#a':'a'}|ExpressionAttributeNames can only be specified when using expressions",
                "GetItem|'Key':{'pk':{'S':'a'},'sk':{'N':'1'}},'AttributesToGet':['a'],'ProjectionExpression':'a'|Can not use both expression and non-expression parameters in the same request: Non-expression parameters: {AttributesToGet} Expression parameters: {ProjectionExpression}",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'1'}},'ExpressionAttributeValues':{':a':{'N':'1'}}|1 validation error detected: ExpressionAttributeValues can only be specified when using expressions",
                "PutItem|'Item':{'pk':{'S':'a'},'sk':{'N':'1'}},'ConditionExpression':'a = :a','ExpressionAttributeValues':{':a':{'N':'x'}}|1 validation error detected: ExpressionAttributeValues contains invalid value: The parameter cannot be converted to a numeric value: x for key :a"
            })
    void T3_whatIsWrongWithARequestIsToldAsDynamoDbTellsIt(
            String operation, String parameters, String sentence) {
        String told = service.error(operation, "{" + TABLE + "," + parameters + "}");
        assertThat(told.replace("\\'", "'").replace("\\", "'"))
                .isEqualTo("ValidationException " + sentence);
    }

    @Test
    void T3_keysHave2048And1024BytesAtMostAndItems400Kilobytes() {
        String item = "{" + TABLE + ",'Item':{'pk':{'S':'%s'},'sk':{'N':'1'},'v':{'S':'%s'}}}";
        service.ok("PutItem", item.formatted("k".repeat(2048), ""));
        assertThat(service.error("PutItem", item.formatted("k".repeat(2049), "")))
                .endsWith("Size of hashkey has exceeded the maximum size limit of2048 bytes");
        int others = "pk".length() + 1 + "sk".length() + 2 + "v".length();
        service.ok("PutItem", item.formatted("k", "x".repeat(400 * 1024 - others)));
        assertThat(
                        service.error(
                                "PutItem",
                                item.formatted("k", "x".repeat(400 * 1024 - others + 1))))
                .endsWith("Item size has exceeded the maximum allowed size");
        assertThat(
                        service.error(
                                "UpdateItem",
                                "{"
                                        + TABLE
                                        + ",'Key':{'pk':{'S':'k'},'sk':{'N':'1'}},'UpdateExpression':'SET w = :w','ExpressionAttributeValues':{':w':{'S':'x'}}}"))
                .endsWith("Item size to update has exceeded the maximum allowed size");
    }

    @Test
    void aTableThatIsNotThereIsNotFoundAndAnUnknownOperationUnknown() {
        String missing = "ResourceNotFoundException Requested resource not found";
        assertThat(service.error("GetItem", "{'TableName':'nope'," + KEY + "}")).isEqualTo(missing);
        assertThat(service.error("PutItem", "{'TableName':'nope','Item':{'pk':{'S':'a'}}}"))
                .isEqualTo(missing);
        assertThat(service.error("DoSomething", "{}")).isEqualTo("UnknownOperationException ");
        assertThat(service.error("GetItem", "{")).isEqualTo("SerializationException ");
    }

    @Test
    void theOlderParametersDoTheSameAsExpressions() {
        put(",'v':{'N':'1'},'s':{'SS':['a','b']}");
        assertThat(
                        service.ok(
                                "UpdateItem",
                                "{"
                                        + TABLE
                                        + ","
                                        + KEY
                                        + ",'AttributeUpdates':{'v':{'Action':'ADD','Value':{'N':'2'}},'s':{'Action':'DELETE','Value':{'SS':['a']}},'w':{'Value':{'S':'x'}}},"
                                        + "'Expected':{'v':{'Value':{'N':'1'}},'w':{'Exists':false},'s':{'ComparisonOperator':'CONTAINS','AttributeValueList':[{'S':'a'}]}},'ReturnValues':'ALL_NEW'}"))
                .isEqualTo(
                        "{'Attributes':{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'N':'3'},'s':{'SS':['b']},'w':{'S':'x'}}}");
        assertThat(
                        service.error(
                                "DeleteItem",
                                "{"
                                        + TABLE
                                        + ","
                                        + KEY
                                        + ",'Expected':{'v':{'Value':{'N':'1'}},'w':{'ComparisonOperator':'NULL'}},'ConditionalOperator':'OR'}"))
                .startsWith("ConditionalCheckFailedException");
        assertThat(service.ok("GetItem", "{" + TABLE + "," + KEY + ",'AttributesToGet':['v','z']}"))
                .isEqualTo("{'Item':{'v':{'N':'3'}}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Scan|ValidationException",
                "Query|ValidationException",
                "DeleteItem|ValidationException 1 validation error detected:"
            })
    void aConditionalOperatorNeedsTwoConditionsToJoin(String operation, String before) {
        String one = "{'v':{'ComparisonOperator':'NOT_NULL'}}";
        String filter =
                switch (operation) {
                    case "Scan" -> "'ScanFilter'";
                    case "Query" ->
                            "'KeyConditions':{'pk':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'a'}]}},'QueryFilter'";
                    default -> KEY + ",'Expected'";
                };
        assertThat(
                        service.error(
                                operation,
                                "{%s,%s:%s,'ConditionalOperator':'OR'}"
                                        .formatted(TABLE, filter, one)))
                .isEqualTo(
                        before
                                + " ConditionalOperator can only be used when Filter or Expected has two or more elements");
        assertThat(
                        service.error(
                                operation,
                                "{%s,%s:{},'ConditionalOperator':'AND'}".formatted(TABLE, filter)))
                .isEqualTo(
                        before + " ConditionalOperator cannot be used without Filter or Expected");
    }

    @Test
    void anOlderUpdateOfAnotherTypeIsAMismatch() {
        service.ok(
                "PutItem", "{" + TABLE + ",'Item':{'pk':{'S':'a'},'sk':{'N':'1'},'v':{'S':'x'}}}");
        String update = "{%s,%s,'AttributeUpdates':{'v':{'Action':'%s','Value':%s}}}";
        for (String value : new String[] {"{'N':'1'}", "{'NS':['1']}", "{'L':[{'N':'1'}]}"}) {
            assertThat(service.error("UpdateItem", update.formatted(TABLE, KEY, "ADD", value)))
                    .isEqualTo("ValidationException Type mismatch for attribute to update");
        }
        assertThat(
                        service.error(
                                "UpdateItem",
                                update.formatted(TABLE, KEY, "DELETE", "{'SS':['x']}")))
                .isEqualTo("ValidationException Type mismatch for attribute to update");
    }
}
