package dev.hedgerow.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.aws.dynamodb.DynamoDbCatalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NamespaceNotEmptyException;
import org.apache.iceberg.inmemory.InMemoryFileIO;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg's catalog in DynamoDB: each commit of a table is a write with a condition. */
@Timeout(300)
final class IcebergTest {
    private static final Schema SCHEMA =
            new Schema(
                    Types.NestedField.required(1, "id", Types.LongType.get()),
                    Types.NestedField.optional(2, "text", Types.StringType.get()));

    @TempDir Path folder;

    private static DynamoDbCatalog catalog(Node node) {
        // the catalog makes its own client, which looks for its key there
        System.setProperty("aws.accessKeyId", node.admin().id());
        System.setProperty("aws.secretAccessKey", node.admin().secret().orElse(""));
        var catalog = new DynamoDbCatalog();
        catalog.initialize(
                "lake",
                Map.of(
                        "warehouse",
                        "memory://lake",
                        "io-impl",
                        InMemoryFileIO.class.getName(),
                        "dynamodb.endpoint",
                        node.endpoint().toString(),
                        "dynamodb.table-name",
                        "iceberg",
                        "client.region",
                        "eu-central-1",
                        "http-client.type",
                        "urlconnection"));
        return catalog;
    }

    @Test
    void tablesAreMadeCommittedRenamedAndDropped() throws Exception {
        try (var node = new Node(folder);
                var catalog = catalog(node);
                var other = catalog(node)) {
            var space = Namespace.of("shop");
            catalog.createNamespace(space, Map.of("owner", "ada"));
            assertThat(other.loadNamespaceMetadata(space)).containsEntry("owner", "ada");
            assertThatThrownBy(() -> other.createNamespace(space, Map.of()))
                    .isInstanceOf(AlreadyExistsException.class);

            var id = TableIdentifier.of(space, "items");
            Table table = catalog.createTable(id, SCHEMA);
            Table same = other.loadTable(id);
            assertThatThrownBy(() -> other.createTable(id, SCHEMA))
                    .isInstanceOf(AlreadyExistsException.class);

            var early = same.newTransaction();
            early.updateProperties().set("by", "other").commit();
            table.updateSchema().addColumn("price", Types.DoubleType.get()).commit();
            // somebody else was first: the write is refused, and tried again on what is there now
            early.commitTransaction();
            table.refresh();
            assertThat(table.properties()).containsEntry("by", "other");
            assertThat(table.schema().findField("price")).isNotNull();

            var renamed = TableIdentifier.of(space, "goods");
            catalog.renameTable(id, renamed);
            assertThat(other.listTables(space)).containsExactly(renamed);
            assertThatThrownBy(() -> other.dropNamespace(space))
                    .isInstanceOf(NamespaceNotEmptyException.class);
            assertThat(other.dropTable(renamed, false)).isTrue();
            assertThat(catalog.dropNamespace(space)).isTrue();
            assertThat(catalog.listNamespaces()).isEmpty();
        }
    }
}
