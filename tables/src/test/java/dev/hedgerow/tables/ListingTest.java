package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class ListingTest {
    private static final Pattern LAST = Pattern.compile("'LastEvaluatedKey':(\\{.*?\\}\\})");
    private static final Pattern SK = Pattern.compile("'sk':\\{'N':'([^']*)'\\}");

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private void put(String pk, String sk, String more) {
        service.ok(
                "PutItem",
                "{'TableName':'items','Item':{'pk':{'S':'%s'},'sk':{'N':'%s'}%s}}"
                        .formatted(pk, sk, more));
    }

    private static List<String> found(String answer) {
        var found = new ArrayList<String>();
        Matcher matcher = SK.matcher(answer.replaceAll("'LastEvaluatedKey':.*", ""));
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private String query(String more) {
        return service.ok(
                "Query",
                "{'TableName':'items','ExpressionAttributeValues':{':p':{'S':'a'}%s}"
                        .formatted(more));
    }

    /** All pages, one after the other. */
    private List<String> pages(String operation, String request) {
        var all = new ArrayList<String>();
        String start = "";
        for (int page = 0; page < 1_000; page++) {
            String answer = service.ok(operation, "{" + request + start + "}");
            all.addAll(found(answer));
            Matcher last = LAST.matcher(answer);
            if (!last.find()) {
                return all;
            }
            start = ",'ExclusiveStartKey':" + last.group(1);
        }
        throw new AssertionError("no end of pages");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pk = :p|-5,-1.5,0,1,2,10",
                "pk = :p AND sk = :a|1",
                "pk = :p AND sk < :a|-5,-1.5,0",
                "pk = :p AND sk <= :a|-5,-1.5,0,1",
                "pk = :p AND sk > :a|2,10",
                "pk = :p AND sk >= :a|1,2,10",
                "pk = :p AND sk BETWEEN :a AND :b|1,2",
                "pk = :p AND :a < sk|2,10",
                "sk > :a AND pk = :p|2,10"
            })
    void aQueryFindsWhatItsKeyConditionsLeaveInOrder(String keys, String expected) {
        for (String sk : List.of("10", "-5", "2", "0", "-1.5", "1")) {
            put("a", sk, "");
            put("b", sk, "");
        }
        String values =
                (keys.contains(":a") ? ",':a':{'N':'1'}" : "")
                        + (keys.contains(":b") ? ",':b':{'N':'2.5'}" : "");
        String forward = query(values + "},'KeyConditionExpression':'" + keys + "'");
        assertThat(found(forward)).containsExactly(expected.split(","));
        String backward =
                query(
                        values
                                + "},'ScanIndexForward':false,'KeyConditionExpression':'"
                                + keys
                                + "'");
        assertThat(found(backward)).isEqualTo(found(forward).reversed());
        for (String order : List.of("true", "false")) {
            List<String> paged =
                    pages(
                            "Query",
                            "'TableName':'items','Limit':2,'ScanIndexForward':%s,'KeyConditionExpression':'%s','ExpressionAttributeValues':{':p':{'S':'a'}%s}"
                                    .formatted(order, keys, values));
            assertThat(paged).isEqualTo(order.equals("true") ? found(forward) : found(backward));
        }
    }

    @Test
    void T5_lastEvaluatedKeyIsTheLastItemLookedAtAlsoWhenTheFilterDroppedIt() {
        for (int i = 0; i < 10; i++) {
            put("a", String.valueOf(i), ",'even':{'BOOL':" + (i % 2 == 0) + "}");
        }
        String filtered =
                ",':t':{'BOOL':true}},'KeyConditionExpression':'pk = :p','FilterExpression':'even = :t','Limit':4";
        String first = query(filtered);
        assertThat(found(first)).containsExactly("0", "2");
        assertThat(first)
                .contains("'Count':2,'ScannedCount':4")
                .contains("'LastEvaluatedKey':{'pk':{'S':'a'},'sk':{'N':'3'}}");
        String exact = query("},'KeyConditionExpression':'pk = :p','Limit':10");
        assertThat(exact).contains("'LastEvaluatedKey':{'pk':{'S':'a'},'sk':{'N':'9'}}");
        String more = query("},'KeyConditionExpression':'pk = :p','Limit':11");
        assertThat(more).doesNotContain("LastEvaluatedKey");
        String count = query("},'KeyConditionExpression':'pk = :p','Select':'COUNT'");
        assertThat(count).isEqualTo("{'Count':10,'ScannedCount':10}");
    }

    @Test
    void T5_aPageEndsAtOneMegabyte() {
        String kilobytes100 = ",'v':{'S':'" + "x".repeat(100 * 1024) + "'}";
        for (int i = 0; i < 25; i++) {
            put("a", String.valueOf(i), kilobytes100);
        }
        String request =
                "'TableName':'items','KeyConditionExpression':'pk = :p','ExpressionAttributeValues':{':p':{'S':'a'}},'ProjectionExpression':'sk'";
        String first = service.ok("Query", "{" + request + "}");
        assertThat(first).contains("'Count':11,'ScannedCount':11").contains("LastEvaluatedKey");
        assertThat(pages("Query", request).stream().map(Integer::valueOf))
                .hasSize(25)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(new TreeSet<>(pages("Scan", "'TableName':'items','ProjectionExpression':'sk'")))
                .hasSize(25);
    }

    @Test
    void T5_aParallelScanReturnsEachItemOnce() {
        for (int i = 0; i < 200; i++) {
            put("p" + i % 67, String.valueOf(i), "");
        }
        List<String> whole = pages("Scan", "'TableName':'items'");
        assertThat(whole).hasSize(200).doesNotHaveDuplicates();
        assertThat(pages("Scan", "'TableName':'items','Limit':7")).isEqualTo(whole);
        for (int segments : new int[] {1, 2, 3, 16, 1_000_000}) {
            var all = new ArrayList<String>();
            int step = segments > 1_000 ? segments / 2 : 1;
            for (int segment = 0; segment < segments; segment += step) {
                List<String> part =
                        pages(
                                "Scan",
                                "'TableName':'items','Limit':7,'Segment':%d,'TotalSegments':%d"
                                        .formatted(segment, segments));
                all.addAll(part);
            }
            if (step == 1) {
                assertThat(all).as("%d segments", segments).isEqualTo(whole);
            }
        }
    }

    @Test
    void aScanFiltersAndProjects() {
        put("a", "1", ",'v':{'N':'1'}");
        put("b", "2", ",'v':{'N':'2'}");
        String answer =
                service.ok(
                        "Scan",
                        "{'TableName':'items','FilterExpression':'v > :v AND pk <> :x','ProjectionExpression':'v','ExpressionAttributeValues':{':v':{'N':'1'},':x':{'S':'x'}}}");
        assertThat(answer).isEqualTo("{'Items':[{'v':{'N':'2'}}],'Count':1,'ScannedCount':2}");
        String older =
                service.ok(
                        "Scan",
                        "{'TableName':'items','AttributesToGet':['v'],'ScanFilter':{'v':{'ComparisonOperator':'GT','AttributeValueList':[{'N':'1'}]}}}");
        assertThat(older).isEqualTo(answer);
        String olderQuery =
                service.ok(
                        "Query",
                        "{'TableName':'items','KeyConditions':{'pk':{'ComparisonOperator':'EQ','AttributeValueList':[{'S':'b'}]},'sk':{'ComparisonOperator':'GE','AttributeValueList':[{'N':'2'}]}}}");
        assertThat(olderQuery).contains("'Count':1,'ScannedCount':1");
    }

    @Test
    void T3_textAndBinaryKeysWithTheSameBytesAreDifferentItems() {
        service.create(
                "{'TableName':'mixed','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'b','AttributeType':'B'},{'AttributeName':'s','AttributeType':'S'}],'KeySchema':[{'AttributeName':'b','KeyType':'HASH'},{'AttributeName':'s','KeyType':'RANGE'}]}");
        for (String text : List.of("", "a", "ab", "abc", "b")) {
            if (!text.isEmpty()) {
                service.ok(
                        "PutItem",
                        "{'TableName':'mixed','Item':{'b':{'B':'YQ=='},'s':{'S':'%s'}}}"
                                .formatted(text));
            }
        }
        assertThat(
                        service.ok(
                                "Query",
                                "{'TableName':'mixed','Select':'COUNT','KeyConditionExpression':'b = :b AND begins_with(s, :s)','ExpressionAttributeValues':{':b':{'B':'YQ=='},':s':{'S':'ab'}}}"))
                .isEqualTo("{'Count':2,'ScannedCount':2}");
        assertThat(
                        service.error(
                                "GetItem",
                                "{'TableName':'mixed','Key':{'b':{'S':'a'},'s':{'S':'a'}}}"))
                .endsWith("The provided key element does not match the schema");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Query|'Limit':0|1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: Member must have value greater than or equal to 1",
                "Query|'Select':'x'|1 validation error detected: Value 'x' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]",
                "Query|'Select':'COUNT'|Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
                "Query|'KeyConditionExpression':'sk = :v','ExpressionAttributeValues':{':v':{'N':'1'}}|Query condition missed key schema element: pk",
                "Query|'KeyConditionExpression':'pk = :v AND x = :v','ExpressionAttributeValues':{':v':{'S':'1'}}|Query condition missed key schema element: sk",
                "Query|'KeyConditionExpression':'pk > :v','ExpressionAttributeValues':{':v':{'S':'1'}}|Query key condition not supported",
                "Query|'KeyConditionExpression':'pk = :v','ExpressionAttributeValues':{':v':{'N':'1'}}|One or more parameter values were invalid: Condition parameter type does not match schema type",
                "Query|'KeyConditionExpression':'pk = :v','FilterExpression':'sk > :v','ExpressionAttributeValues':{':v':{'S':'1'}}|Filter Expression can only contain non-primary key attributes: Primary key attribute: sk",
                "Query|'IndexName':'none','KeyConditionExpression':'pk = :v','ExpressionAttributeValues':{':v':{'S':'1'}}|The table does not have the specified index: none",
                "Query|'KeyConditionExpression':'pk = :v','ExclusiveStartKey':{'pk':{'S':'2'},'sk':{'N':'1'}},'ExpressionAttributeValues':{':v':{'S':'1'}}|The provided starting key is outside query boundaries based on provided conditions",
                "Query|'KeyConditionExpression':'pk = :v','ExclusiveStartKey':{'pk':{'S':'1'}},'ExpressionAttributeValues':{':v':{'S':'1'}}|The provided starting key is invalid",
                "Query|'ExpressionAttributeValues':{':v':{'S':'1'}}|ExpressionAttributeValues can only be specified when using expressions: FilterExpression and KeyConditionExpression are null",
                "Scan|'Segment':1|The TotalSegments parameter is required but was not present in the request when Segment parameter is present",
                "Scan|'Segment':3,'TotalSegments':3|The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: 3 is not less than TotalSegments: 3",
                "Scan|'Select':'ALL_PROJECTED_ATTRIBUTES'|One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only when Scanning using an IndexName",
                "Scan|'ExpressionAttributeValues':{':v':{'S':'1'}}|ExpressionAttributeValues can only be specified when using expressions: FilterExpression is null"
            })
    void whatIsWrongWithAListingIsToldAsDynamoDbTellsIt(
            String operation, String parameters, String sentence) {
        assertThat(service.error(operation, "{'TableName':'items'," + parameters + "}"))
                .isEqualTo("ValidationException " + sentence);
    }
}
