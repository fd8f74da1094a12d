package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class IndexTest {
    private static final String KEYS =
            "{'AttributeName':'%s','KeyType':'HASH'},{'AttributeName':'%s','KeyType':'RANGE'}";

    private final Service service = new Service();

    @BeforeEach
    void create() {
        service.create(
                "{'TableName':'tbl','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':["
                        + "{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'sk','AttributeType':'S'},"
                        + "{'AttributeName':'g','AttributeType':'S'},{'AttributeName':'n','AttributeType':'N'},"
                        + "{'AttributeName':'h','AttributeType':'S'}],"
                        + ("'KeySchema':[" + KEYS.formatted("pk", "sk") + "],")
                        + ("'LocalSecondaryIndexes':[{'IndexName':'local','Projection':{'ProjectionType':'KEYS_ONLY'},'KeySchema':["
                                + KEYS.formatted("pk", "n")
                                + "]}],")
                        + ("'GlobalSecondaryIndexes':[{'IndexName':'all','Projection':{'ProjectionType':'ALL'},'KeySchema':["
                                + KEYS.formatted("g", "n")
                                + "]},")
                        + "{'IndexName':'some','Projection':{'ProjectionType':'INCLUDE','NonKeyAttributes':['v']},'KeySchema':[{'AttributeName':'g','KeyType':'HASH'}]},"
                        + "{'IndexName':'many','Projection':{'ProjectionType':'KEYS_ONLY'},'KeySchema':[{'AttributeName':'g','KeyType':'HASH'},{'AttributeName':'h','KeyType':'HASH'},{'AttributeName':'n','KeyType':'RANGE'},{'AttributeName':'sk','KeyType':'RANGE'}]}]}");
    }

    @AfterEach
    void close() {
        service.close();
    }

    private void put(String sk, String more) {
        service.ok(
                "PutItem",
                "{'TableName':'tbl','Item':{'pk':{'S':'p'},'sk':{'S':'" + sk + "'}" + more + "}}");
    }

    private String query(String index, String condition, String values, String more) {
        return service.ok(
                "Query",
                "{'TableName':'tbl','IndexName':'%s','KeyConditionExpression':'%s','ExpressionAttributeValues':{%s}%s}"
                        .formatted(index, condition, values, more));
    }

    private String global(String more) {
        return query("all", "g = :g", "':g':{'S':'x'}", more);
    }

    @Test
    void anIndexFollowsItsItemsInTheSameTransaction() {
        put("1", ",'g':{'S':'x'},'n':{'N':'2'},'v':{'S':'v'}");
        put("2", ",'g':{'S':'x'},'n':{'N':'-1'}");
        put("3", ",'g':{'S':'x'}");
        assertThat(global(",'ProjectionExpression':'sk'"))
                .isEqualTo(
                        "{'Items':[{'sk':{'S':'2'}},{'sk':{'S':'1'}}],'Count':2,'ScannedCount':2}");
        put("1", ",'g':{'S':'y'},'n':{'N':'2'}");
        assertThat(global("")).contains("'Count':1");
        service.ok(
                "UpdateItem",
                "{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'3'}},'UpdateExpression':'SET n = :n','ExpressionAttributeValues':{':n':{'N':'7'}}}");
        assertThat(global("")).contains("'Count':2");
        service.ok("DeleteItem", "{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'2'}}}");
        service.ok(
                "UpdateItem",
                "{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'3'}},'UpdateExpression':'REMOVE g'}");
        assertThat(global("")).isEqualTo("{'Items':[],'Count':0,'ScannedCount':0}");
    }

    @Test
    void itemsWithEqualIndexKeysAreAllThereAndPagesLeaveNoneOut() {
        for (int i = 0; i < 20; i++) {
            put(String.valueOf(i), ",'g':{'S':'x'},'n':{'N':'1'}");
        }
        int found = 0;
        String start = "";
        while (true) {
            String page = global(",'Limit':3,'ProjectionExpression':'sk'" + start);
            found += page.split("'sk':", -1).length - 1;
            int last = page.indexOf("'LastEvaluatedKey':");
            if (last < 0) {
                break;
            }
            found--;
            start = ",'ExclusiveStartKey':" + page.substring(last + 19, page.length() - 1);
        }
        assertThat(found).isEqualTo(20);
    }

    @Test
    void anIndexHoldsWhatItProjectsAndALocalOneFetchesTheRest() {
        put("1", ",'g':{'S':'x'},'n':{'N':'2'},'v':{'S':'v'},'w':{'S':'w'}");
        assertThat(query("some", "g = :g", "':g':{'S':'x'}", ""))
                .contains("'Items':[{'pk':{'S':'p'},'sk':{'S':'1'},'g':{'S':'x'},'v':{'S':'v'}}]");
        String local = "pk = :p AND n >= :n";
        String values = "':p':{'S':'p'},':n':{'N':'2'}";
        assertThat(query("local", local, values, ""))
                .contains("'Items':[{'pk':{'S':'p'},'sk':{'S':'1'},'n':{'N':'2'}}]");
        assertThat(query("local", local, values, ",'Select':'ALL_ATTRIBUTES'"))
                .contains("'w':{'S':'w'}");
        assertThat(query("local", local, values, ",'ProjectionExpression':'w'"))
                .contains("'Items':[{'w':{'S':'w'}}]");
        assertThat(
                        service.ok(
                                "ExecuteStatement",
                                "{'Statement':'SELECT w FROM tbl.local WHERE pk = ? AND n >= 2','Parameters':[{'S':'p'}]}"))
                .isEqualTo("{'Items':[{'w':{'S':'w'}}]}");
        assertThat(
                        service.error(
                                "Query",
                                "{'TableName':'tbl','IndexName':'some','Select':'ALL_ATTRIBUTES','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'x'}}}"))
                .endsWith(
                        "Select type ALL_ATTRIBUTES is not supported for global secondary index some because its projection type is not ALL");
        assertThat(
                        service.error(
                                "Query",
                                "{'TableName':'tbl','IndexName':'all','ConsistentRead':true,'KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'x'}}}"))
                .endsWith("Consistent reads are not supported on global secondary indexes");
        assertThat(service.ok("Scan", "{'TableName':'tbl','IndexName':'some'}"))
                .contains("'Count':1");
    }

    @Test
    void aGlobalIndexMayHaveSeveralAttributesForEachPartOfItsKey() {
        put("1", ",'g':{'S':'x'},'h':{'S':'y'},'n':{'N':'2'}");
        put("2", ",'g':{'S':'x'},'h':{'S':'y'},'n':{'N':'2'}");
        put("3", ",'g':{'S':'x'},'h':{'S':'z'},'n':{'N':'2'}");
        String both = "':g':{'S':'x'},':h':{'S':'y'}";
        assertThat(query("many", "g = :g AND h = :h", both, "")).contains("'Count':2");
        assertThat(
                        query(
                                "many",
                                "g = :g AND h = :h AND n = :n AND sk > :s",
                                both + ",':n':{'N':'2'},':s':{'S':'1'}",
                                ""))
                .contains("'Count':1");
        assertThat(
                        service.error(
                                "Query",
                                "{'TableName':'tbl','IndexName':'many','KeyConditionExpression':'g = :g','ExpressionAttributeValues':{':g':{'S':'x'}}}"))
                .endsWith("Query condition missed key schema element: h");
    }

    @Test
    void whatAnIndexCannotHoldIsRefused() {
        String put = "{'TableName':'tbl','Item':{'pk':{'S':'p'},'sk':{'S':'1'},%s}}";
        assertThat(service.error("PutItem", put.formatted("'g':{'N':'1'}")))
                .isEqualTo(
                        "ValidationException One or more parameter values were invalid: Type mismatch for Index Key g Expected: S Actual: N IndexName: all");
        assertThat(service.error("PutItem", put.formatted("'g':{'S':''}")))
                .endsWith(
                        "A value specified for a secondary index key is not supported. The AttributeValue for a key attribute cannot contain an empty string value. IndexName: all, IndexKey: g");
        assertThat(
                        service.error(
                                "UpdateItem",
                                "{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'1'}},'UpdateExpression':'SET g = :v','ExpressionAttributeValues':{':v':{'S':''}}}"))
                .endsWith(
                        "The update expression attempted to update a secondary index key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty string value.");
        assertThat(
                        service.error(
                                "UpdateItem",
                                "{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'1'}},'UpdateExpression':'SET n = :v','ExpressionAttributeValues':{':v':{'L':[]}}}"))
                .endsWith("Type mismatch for Index Key n Expected: N Actual: L IndexName: all");
    }

    @Test
    void writesToIndexesConsumeCapacityOfTheirOwn() {
        String put =
                "{'TableName':'tbl','ReturnConsumedCapacity':'INDEXES','Item':{'pk':{'S':'p'},'sk':{'S':'1'},%s}}";
        assertThat(service.ok("PutItem", put.formatted("'g':{'S':'x'},'n':{'N':'1'}")))
                .contains("'CapacityUnits':4.0,'Table':{'CapacityUnits':1.0}")
                .contains("'LocalSecondaryIndexes':{'local':{'CapacityUnits':1.0}}")
                .contains(
                        "'GlobalSecondaryIndexes':{'all':{'CapacityUnits':1.0},'some':{'CapacityUnits':1.0}}");
        assertThat(service.ok("PutItem", put.formatted("'g':{'S':'x'},'n':{'N':'2'}")))
                .contains("'GlobalSecondaryIndexes':{'all':{'CapacityUnits':2.0}}");
        assertThat(service.ok("PutItem", put.formatted("'g':{'S':'x'},'n':{'N':'2'}")))
                .doesNotContain("SecondaryIndexes");
    }

    @Test
    void twoChangesOfOneItemAreNoTransactionWhateverElseIsWrongWithThem() {
        assertThat(
                        service.error(
                                "TransactWriteItems",
                                "{'TransactItems':[{'Put':{'TableName':'tbl','Item':{'pk':{'S':'p'},'sk':{'S':'1'},'g':{'N':'1'}}}},{'Delete':{'TableName':'tbl','Key':{'pk':{'S':'p'},'sk':{'S':'1'}}}}]}"))
                .isEqualTo(
                        "ValidationException Transaction request cannot include multiple operations on one item");
    }
}
