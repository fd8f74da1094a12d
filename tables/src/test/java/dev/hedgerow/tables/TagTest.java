package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(300)
final class TagTest {
    private static final String ARN =
            "'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items'";

    private final Service service = Service.withTable();

    @AfterEach
    void close() {
        service.close();
    }

    private static String tags(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj("{'Key':'k%1$02d','Value':'v%1$d'}"::formatted)
                .collect(Collectors.joining(",", "{" + ARN + ",'Tags':[", "]}"));
    }

    @Test
    void tagsAreKeptReplacedAndTakenAway() {
        service.ok("TagResource", tags(0, 3));
        service.ok("TagResource", "{" + ARN + ",'Tags':[{'Key':'k01','Value':''}]}");
        service.ok("UntagResource", "{" + ARN + ",'TagKeys':['k02','unknown']}");
        assertThat(service.ok("ListTagsOfResource", "{" + ARN + "}"))
                .isEqualTo("{'Tags':[{'Key':'k00','Value':'v0'},{'Key':'k01','Value':''}]}");
    }

    @Test
    void thereAreFiftyAtMostAndAListHasPages() {
        service.ok("TagResource", tags(0, 50));
        assertThat(service.error("TagResource", tags(50, 51))).startsWith("ValidationException");
        String first = service.ok("ListTagsOfResource", "{" + ARN + "}");
        assertThat(first).contains("'NextToken':'k24'").doesNotContain("k25");
        assertThat(service.ok("ListTagsOfResource", "{" + ARN + ",'NextToken':'k24'}"))
                .startsWith("{'Tags':[{'Key':'k25'")
                .contains("k49")
                .doesNotContain("NextToken");
    }

    @Test
    void aTableIsCreatedWithTagsAndANewOneOfItsNameHasNone() {
        String create =
                "{'TableName':'tagged','BillingMode':'PAY_PER_REQUEST','AttributeDefinitions':[{'AttributeName':'k','AttributeType':'S'}],'KeySchema':[{'AttributeName':'k','KeyType':'HASH'}]%s}";
        String list = "{" + ARN.replace("items", "tagged") + "}";
        service.create(create.formatted(",'Tags':[{'Key':'a','Value':'b'}]"));
        assertThat(service.ok("ListTagsOfResource", list)).contains("'a'");
        service.ok("DeleteTable", "{'TableName':'tagged'}");
        while (service.answer("DescribeTable", "{'TableName':'tagged'}").status() == 200) {
            service.world.clock().sleep(java.time.Duration.ofMillis(5));
        }
        service.create(create.formatted(""));
        assertThat(service.ok("ListTagsOfResource", list)).isEqualTo("{'Tags':[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "TagResource|{'ResourceArn':'x','Tags':[{'Key':'a','Value':'b'}]}|ValidationException Invalid TableArn: Invalid ResourceArn provided as input x",
                "ListTagsOfResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/none'}|ResourceNotFoundException Requested resource not found: ResourcArn: arn:aws:dynamodb:us-east-1:000000000000:table/none not found",
                "TagResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items','Tags':[]}|ValidationException Atleast one Tag needs to be provided as Input.",
                "UntagResource|{'ResourceArn':'arn:aws:dynamodb:us-east-1:000000000000:table/items','TagKeys':[]}|ValidationException Atleast one Tag Key needs to be provided as Input.",
                "UntagResource|{'TagKeys':[]}|ValidationException 1 validation error detected: Value null at 'resourceArn' failed to satisfy constraint: Member must not be null"
            })
    void whatCannotBeTaggedIsRefused(String operation, String json, String sentence) {
        assertThat(service.error(operation, json)).isEqualTo(sentence);
    }

    @Test
    void limitsAreTold() {
        assertThat(service.ok("DescribeLimits", "{}"))
                .contains("'TableMaxReadCapacityUnits':40000");
        assertThat(service.error("DescribeImport", "{}")).startsWith("UnknownOperationException");
    }
}
