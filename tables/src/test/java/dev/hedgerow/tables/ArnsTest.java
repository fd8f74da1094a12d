package dev.hedgerow.tables;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArnsTest {
    @Test
    void aStreamAndABackupAreFoundAgain() {
        assertThat(Arns.streamOf(Arns.stream("items", "label")))
                .contains(new Arns.Part("items", "label"));
        assertThat(Arns.backupOf(Arns.backup("items", "id")))
                .contains(new Arns.Part("items", "id"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/stream/label",
                "arn:aws:dynamodb:us-east-1:000000000000:table/stream/label",
                "arn:aws:dynamodb:us-east-1:000000000000:table//stream/label",
                "arn:aws:dynamodb:us-east-1:000000000000:table/items/stream/",
                "arn:aws:dynamodb:us-east-1:000000000000:table/items",
                "arn:aws:dynamodb:eu-west-1:000000000000:table/items/stream/label"
            })
    void whatNamesNoStreamIsNone(String arn) {
        assertThat(Arns.streamOf(arn)).isEmpty();
    }
}
