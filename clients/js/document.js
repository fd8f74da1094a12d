// The AWS SDK for JavaScript with its document client; ends with an error when something is not as it should be.
import assert from "node:assert/strict";
import {
  ConditionalCheckFailedException,
  CreateTableCommand,
  DynamoDBClient,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";

const client = new DynamoDBClient({ endpoint: process.env.ENDPOINT, region: "us-west-2" });
const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});
const TableName = "readings";

await client.send(
  new CreateTableCommand({
    TableName,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [
      { AttributeName: "sensor", AttributeType: "S" },
      { AttributeName: "at", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "sensor", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ],
  }),
);
await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName });

const item = {
  sensor: "roof",
  at: 1,
  degrees: 21.5,
  tags: new Set(["raw", "checked"]),
  place: { floor: 3, doors: ["north", null, true] },
  bytes: new Uint8Array([0, 1, 255]),
};
await documents.send(new PutCommand({ TableName, Item: item }));
const got = await documents.send(
  new GetCommand({ TableName, Key: { sensor: "roof", at: 1 }, ConsistentRead: true }),
);
assert.deepEqual({ ...got.Item, tags: [...got.Item.tags].sort() }, { ...item, tags: ["checked", "raw"] });

const updated = await documents.send(
  new UpdateCommand({
    TableName,
    Key: { sensor: "roof", at: 1 },
    UpdateExpression: "SET #p.doors[1] = :door, degrees = degrees + :more REMOVE bytes",
    ExpressionAttributeNames: { "#p": "place" },
    ExpressionAttributeValues: { ":door": "south", ":more": 1 },
    ReturnValues: "ALL_NEW",
  }),
);
assert.deepEqual(updated.Attributes.place.doors, ["north", "south", true]);
assert.equal(updated.Attributes.degrees, 22.5);
assert.equal(updated.Attributes.bytes, undefined);

await assert.rejects(
  documents.send(
    new PutCommand({ TableName, Item: item, ConditionExpression: "attribute_not_exists(sensor)" }),
  ),
  ConditionalCheckFailedException,
);

for (let from = 0; from < 100; from += 25) {
  const puts = Array.from({ length: 25 }, (_, i) => ({
    PutRequest: { Item: { sensor: "cellar", at: from + i, text: "x".repeat(500) } },
  }));
  const written = await documents.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
  assert.deepEqual(written.UnprocessedItems, {});
}
const seen = [];
for await (const page of paginateQuery(
  { client: documents, pageSize: 30 },
  {
    TableName,
    KeyConditionExpression: "sensor = :s",
    ExpressionAttributeValues: { ":s": "cellar" },
  },
)) {
  seen.push(...page.Items.map((each) => each.at));
}
assert.deepEqual(
  seen,
  Array.from({ length: 100 }, (_, i) => i),
);

await assert.rejects(
  documents.send(
    new TransactWriteCommand({
      TransactItems: [
        { Delete: { TableName, Key: { sensor: "roof", at: 1 } } },
        {
          ConditionCheck: {
            TableName,
            Key: { sensor: "attic", at: 1 },
            ConditionExpression: "attribute_exists(sensor)",
          },
        },
      ],
    }),
  ),
  (error) => error.name === "TransactionCanceledException" && error.CancellationReasons.length === 2,
);
const still = await documents.send(new GetCommand({ TableName, Key: { sensor: "roof", at: 1 } }));
assert.equal(still.Item.sensor, "roof");
console.log("all as it should be");
