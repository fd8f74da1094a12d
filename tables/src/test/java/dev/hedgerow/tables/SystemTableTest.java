package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.kernel.World;
import dev.hedgerow.operations.Operations;
import dev.hedgerow.store.KeyRange;
import dev.hedgerow.store.MemoryDisk;
import dev.hedgerow.store.Reader;
import dev.hedgerow.store.Store;
import dev.hedgerow.store.Stores;
import dev.hedgerow.store.Subspace;
import dev.hedgerow.store.Tuple;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of another layer, read as a table and never written. */
final class SystemTableTest {
    private static final Subspace SHIPS = new Subspace(99, "ships");
    private static final int COUNT = 1200;

    private final World world = World.system();
    private final Store store = Stores.open(new MemoryDisk(world.clock()), world);
    private final Ships ships = new Ships();
    private final Tables tables =
            new Tables(store, new Operations(store, world), Fence.NONE, world, List.of(ships));

    /** A few hundred ships, some of them in a port. */
    private static final class Ships implements SystemTable {
        private static final Index BY_SAIL = new Index("by-sail", "sail", "ship");
        private int seen;

        @Override
        public String name() {
            return "fleet-ships";
        }

        @Override
        public String key() {
            return "ship";
        }

        @Override
        public List<Index> indexes() {
            return List.of(new Index("by-port", "port", "ship"), BY_SAIL);
        }

        /** An entry for each sail. */
        @Override
        public List<Map<String, Object>> entries(Index index, Map<String, Object> row) {
            if (!index.equals(BY_SAIL)) {
                return List.of(row);
            }
            var entries = new ArrayList<Map<String, Object>>();
            for (Object sail : (List<?>) row.getOrDefault("sails", List.of())) {
                var entry = new LinkedHashMap<>(row);
                entry.put("sail", sail);
                entries.add(entry);
            }
            return entries;
        }

        @Override
        public Optional<Map<String, Object>> find(Reader reader, String key) {
            return reader.get(SHIPS.key(key)).map(Ships::item);
        }

        @Override
        public List<Map<String, Object>> rows(Reader reader, Optional<String> after, int limit) {
            seen += limit;
            var all = KeyRange.all(SHIPS);
            var rest = after.map(key -> all.after(SHIPS.key(key))).orElse(all);
            return reader.scan(rest, limit, Reader.Direction.ASCENDING).stream()
                    .map(Ships::item)
                    .toList();
        }

        private static Map<String, Object> item(Reader.Entry entry) {
            var item = new LinkedHashMap<String, Object>();
            item.put("ship", entry.key().tuple().string(0));
            item.put("crew", entry.tuple().number(0));
            if (!entry.tuple().isNull(1)) {
                item.put("port", entry.tuple().string(1));
            }
            item.put("sails", List.of("main", "jib"));
            item.put("afloat", true);
            return item;
        }
    }

    @BeforeEach
    void fill() {
        for (int first = 0; first < COUNT; first += 300) {
            int from = first;
            store.transact(tx -> {
                for (int i = from; i < from + 300; i++) {
                    tx.put(
                            SHIPS.key("ship-%04d".formatted(i)),
                            Tuple.of(i, i % 3 == 0 ? "port-" + i % 2 : null));
                }
                return null;
            });
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    private String ask(String operation, String json) {
        Answer answer =
                tables.answer(operation, json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        return answer.status() + " " + Service.text(answer);
    }

    @Test
    void itIsListedAndDescribedAmongTheOthers() {
        assertThat(ask("ListTables", "{}")).isEqualTo("200 {'TableNames':['fleet-ships']}");
        assertThat(ask("ListTables", "{'ExclusiveStartTableName':'fleet-ships'}"))
                .isEqualTo("200 {'TableNames':[]}");
        assertThat(ask("DescribeTable", "{'TableName':'fleet-ships'}"))
                .contains(
                        "'TableStatus':'ACTIVE'",
                        "'IndexName':'by-port'",
                        "'AttributeName':'ship'");
    }

    @Test
    void anItemIsFoundByItsKey() {
        String key = "{'TableName':'fleet-ships','Key':{'ship':{'S':'ship-0003'}}}";
        assertThat(ask("GetItem", key))
                .isEqualTo(
                        "200 {'Item':{'ship':{'S':'ship-0003'},'crew':{'N':'3'},'port':{'S':'port-1'},"
                                + "'sails':{'L':[{'S':'main'},{'S':'jib'}]},'afloat':{'BOOL':true}}}");
        assertThat(ask("GetItem", key.replace("0003", "none"))).isEqualTo("200 {}");
        assertThat(
                        ask(
                                "BatchGetItem",
                                "{'RequestItems':{'fleet-ships':{'Keys':[{'ship':{'S':'ship-0001'}},"
                                        + "{'ship':{'S':'ship-0002'}}],'ProjectionExpression':'crew'}}}"))
                .contains("{'crew':{'N':'1'}}", "{'crew':{'N':'2'}}");
    }

    @Test
    void statementsSelectFromIt() {
        String statement =
                "{'Statement':'SELECT crew FROM \\'%s WHERE %s','Parameters':[{'S':'%s'}]%s}";
        assertThat(
                        ask(
                                "ExecuteStatement",
                                statement.formatted("fleet-ships\\'", "ship = ?", "ship-0003", "")))
                .isEqualTo("200 {'Items':[{'crew':{'N':'3'}}]}");
        String inPort =
                statement.formatted(
                        "fleet-ships\\'.\\'by-port\\'", "port = ?", "port-1", ",'Limit':%s");
        String first = ask("ExecuteStatement", inPort.formatted("150"));
        assertThat(first.split("'crew'", -1)).hasSize(151);
        String token = first.replaceAll("(?s).*'NextToken':'([^']*)'.*", "$1");
        String second =
                ask("ExecuteStatement", inPort.formatted("150,'NextToken':'" + token + "'"));
        assertThat(second.split("'crew'", -1)).hasSize(51);
        assertThat(second).doesNotContain("NextToken");
        assertThat(
                        ask(
                                "ExecuteStatement",
                                "{'Statement':'DELETE FROM \\'fleet-ships\\' WHERE ship = ?','Parameters':[{'S':'ship-0003'}]}"))
                .contains("#AccessDeniedException");
    }

    @Test
    void aScanSeesEveryRowOnceInPagesAndInSegments() {
        for (String more : List.of("'Limit':170", "'Segment':%d,'TotalSegments':4")) {
            var seen = new ArrayList<String>();
            int segments = more.startsWith("'S") ? 4 : 1;
            for (int segment = 0; segment < segments; segment++) {
                String start = "";
                do {
                    String page =
                            ask(
                                    "Scan",
                                    "{'TableName':'fleet-ships',%s%s}"
                                            .formatted(more.formatted(segment), start));
                    assertThat(page).startsWith("200 ");
                    var matcher =
                            Pattern.compile("'ship':\\{'S':'(ship-\\d+)'}")
                                    .matcher(page.replaceAll("'LastEvaluatedKey'.*", ""));
                    while (matcher.find()) {
                        seen.add(matcher.group(1));
                    }
                    start =
                            page.contains("LastEvaluatedKey")
                                    ? ",'ExclusiveStartKey':"
                                            + page.replaceAll(
                                                    "(?s).*'LastEvaluatedKey':(\\{.*?}}).*", "$1")
                                    : "";
                } while (!start.isEmpty());
            }
            assertThat(seen).as(more).hasSize(COUNT).doesNotHaveDuplicates();
        }
    }

    @Test
    void itsIndexIsInOrderBothWays() {
        String query =
                "{'TableName':'fleet-ships','IndexName':'by-port','Limit':2,"
                        + "'KeyConditionExpression':'port = :p AND ship > :s',"
                        + "'ExpressionAttributeValues':{':p':{'S':'port-1'},':s':{'S':'ship-0010'}},"
                        + "'ProjectionExpression':'ship'%s}";
        assertThat(ask("Query", query.formatted("")))
                .contains("'Items':[{'ship':{'S':'ship-0015'}},{'ship':{'S':'ship-0021'}}]");
        assertThat(ask("Query", query.formatted(",'ScanIndexForward':false")))
                .contains("'Items':[{'ship':{'S':'ship-1197'}},{'ship':{'S':'ship-1191'}}]");
        assertThat(
                        ask(
                                "Scan",
                                "{'TableName':'fleet-ships','IndexName':'by-port','Select':'COUNT'}"))
                .contains("'Count':400");
    }

    @Test
    void whateverWouldChangeItIsDenied() {
        String key = "'Key':{'ship':{'S':'ship-0003'}}";
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("PutItem", "{'TableName':'fleet-ships','Item':{'ship':{'S':'x'}}}");
        requests.put("DeleteItem", "{'TableName':'fleet-ships'," + key + "}");
        requests.put("UpdateItem", "{'TableName':'fleet-ships'," + key + "}");
        requests.put("DeleteTable", "{'TableName':'fleet-ships'}");
        requests.put("UpdateTable", "{'TableName':'fleet-ships','DeletionProtectionEnabled':true}");
        requests.put(
                "BatchWriteItem",
                "{'RequestItems':{'fleet-ships':[{'DeleteRequest':{" + key + "}}]}}");
        requests.put(
                "TransactWriteItems",
                "{'TransactItems':[{'Delete':{'TableName':'fleet-ships'," + key + "}}]}");
        requests.put(
                "CreateTable",
                "{'TableName':'fleet-ships','BillingMode':'PAY_PER_REQUEST',"
                        + "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}]}");
        requests.put(
                "TagResource",
                "{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/fleet-ships',"
                        + "'Tags':[{'Key':'a','Value':'b'}]}");
        requests.put(
                "UpdateTimeToLive",
                "{'TableName':'fleet-ships','TimeToLiveSpecification':{'AttributeName':'t',"
                        + "'Enabled':true}}");
        requests.forEach((operation, json) ->
                assertThat(ask(operation, json))
                        .as(operation)
                        .startsWith("400 ")
                        .contains("AccessDeniedException"));
        assertThat(ask("Scan", "{'TableName':'fleet-ships','Select':'COUNT'}"))
                .contains("'Count':" + COUNT);
    }

    @Test
    void aPageBeginsWhereTheOneBeforeEnded() {
        String start = "";
        int pages = 0;
        do {
            String page = ask("Scan", "{'TableName':'fleet-ships','Limit':100%s}".formatted(start));
            start =
                    page.contains("LastEvaluatedKey")
                            ? ",'ExclusiveStartKey':"
                                    + page.replaceAll("(?s).*'LastEvaluatedKey':(\\{.*?}}).*", "$1")
                            : "";
            pages++;
        } while (!start.isEmpty());
        assertThat(pages).isBetween(COUNT / 100, COUNT / 100 + 1);
        assertThat(ships.seen).isLessThanOrEqualTo(COUNT + 100);
        assertThat(
                        ask(
                                "Query",
                                "{'TableName':'fleet-ships','KeyConditionExpression':'ship = :s','ExpressionAttributeValues':{':s':{'S':'ship-0003'}}}"))
                .contains("'Count':1", "ship-0003");
    }

    @Test
    void anItemMayHaveManyEntriesInAnIndex() {
        String query =
                "{'TableName':'fleet-ships','IndexName':'by-sail','Limit':2,'KeyConditionExpression':'sail = :s','ExpressionAttributeValues':{':s':{'S':'jib'}},'ProjectionExpression':'ship, sail'%s}";
        String first = ask("Query", query.formatted(""));
        assertThat(first)
                .contains(
                        "'Items':[{'ship':{'S':'ship-0000'},'sail':{'S':'jib'}},{'ship':{'S':'ship-0001'},'sail':{'S':'jib'}}]");
        String start = first.replaceAll("(?s).*'LastEvaluatedKey':(\\{.*?}}).*", "$1");
        assertThat(ask("Query", query.formatted(",'ExclusiveStartKey':" + start)))
                .contains("'ship-0002'", "'ship-0003'");
        assertThat(
                        ask(
                                "Scan",
                                "{'TableName':'fleet-ships','IndexName':'by-sail','Select':'COUNT'}"))
                .contains("'Count':" + 2 * COUNT);
    }
}
