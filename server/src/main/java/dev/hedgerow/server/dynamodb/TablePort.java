package dev.hedgerow.server.dynamodb;

import dev.hedgerow.dynamodb.Access;
import dev.hedgerow.dynamodb.AccessKey;
import dev.hedgerow.dynamodb.AccessKeys;
import dev.hedgerow.dynamodb.Answering;
import dev.hedgerow.dynamodb.DynamoPort;
import dev.hedgerow.dynamodb.PortLimits;
import dev.hedgerow.kernel.World;
import dev.hedgerow.server.node.NodeConfiguration;
import dev.hedgerow.service.TableKeys;
import dev.hedgerow.tables.Answer;
import dev.hedgerow.tables.Permission;
import dev.hedgerow.tables.Reception;
import dev.hedgerow.tables.Tables;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Opens DynamoDB's port over the tables of a node. */
public final class TablePort implements AutoCloseable {
    private final DynamoPort port;
    private final boolean unsigned;

    private TablePort(DynamoPort port, boolean unsigned) {
        this.port = port;
        this.unsigned = unsigned;
    }

    /**
     * Opens it.
     *
     * @param bind the address to listen on
     * @throws dev.hedgerow.kernel.HedgerowException INVALID_CONFIGURATION when the port is taken
     */
    public static TablePort open(
            String bind,
            NodeConfiguration.DynamoDb wanted,
            Tables tables,
            TableKeys keys,
            World world,
            MeterRegistry meters) {
        Access access =
                wanted.unsigned() ? new Access.Unsigned() : new Access.Signed(new Keys(keys));
        var settings =
                new DynamoPort.Settings(
                        new InetSocketAddress(bind, wanted.port()), access, PortLimits.DEFAULT);
        DynamoPort port =
                DynamoPort.start(settings, new Answers(tables), world, new RequestMeters(meters));
        gauges(port, meters);
        return new TablePort(port, wanted.unsigned());
    }

    private static AccessKey key(TableKeys.Secret found) {
        return new AccessKey(found.key().id(), found.secret(), found.key());
    }

    private record Keys(TableKeys keys) implements AccessKeys {
        @Override
        public Optional<AccessKey> find(String id) {
            return keys.find(id).map(TablePort::key);
        }

        @Override
        public Optional<AccessKey> known(String id) {
            return keys.known(id).map(TablePort::key);
        }
    }

    private record Answers(Tables tables) implements Answering {
        @Override
        public Answer answer(String operation, byte[] body, Permission permission) {
            return tables.answer(operation, body, permission);
        }

        @Override
        public boolean isShort(String operation) {
            return tables.isShort(operation);
        }

        @Override
        public void begin(
                String operation, byte[] body, Permission permission, Reception reception) {
            tables.begin(operation, body, permission, reception);
        }
    }

    private static void gauges(DynamoPort port, MeterRegistry meters) {
        Gauge.builder("hedgerow.dynamodb.requests.running", port, DynamoPort::running)
                .description("Requests at DynamoDB's port that run now")
                .register(meters);
        Gauge.builder("hedgerow.dynamodb.connections", port, DynamoPort::connections)
                .description("Connections to DynamoDB's port")
                .register(meters);
        Gauge.builder("hedgerow.dynamodb.buffered.bytes", port, DynamoPort::bufferedBytes)
                .description("Bodies and larger answers at DynamoDB's port")
                .baseUnit("bytes")
                .register(meters);
    }

    /** The port it listens on. */
    public int port() {
        return port.port();
    }

    /** Whether requests need no signature. */
    public boolean unsigned() {
        return unsigned;
    }

    @Override
    public void close() {
        port.close();
    }
}
