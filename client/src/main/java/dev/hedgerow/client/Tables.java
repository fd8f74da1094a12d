package dev.hedgerow.client;

import tools.jackson.databind.JsonNode;

/**
 * DynamoDB's operations by way of the node's own port and token; programs that know an SDK of AWS
 * use DynamoDB's port instead.
 */
public final class Tables {
    private final Transport transport;

    Tables(Transport transport) {
        this.transport = transport;
    }

    /**
     * Runs an operation. When its answer is lost it is run again, so a write with a condition may
     * find its own effect; a transaction with a {@code ClientRequestToken} does not.
     *
     * @param operation as DynamoDB calls it, {@code GetItem}
     * @param request as its JSON has it
     * @return the answer, in the same form
     */
    public JsonNode ask(String operation, Object request) {
        return transport.post(
                "/v1/tables/" + Paths.segment(operation), request, null, JsonNode.class);
    }
}
