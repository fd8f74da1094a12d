// ElectroDB over its documented features; ends with an error when something is not as it should be.
import assert from "node:assert/strict";
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from "@aws-sdk/client-dynamodb";
import { Entity, Service } from "electrodb";

const client = new DynamoDBClient({ endpoint: process.env.ENDPOINT, region: "us-west-2" });
const table = "electro";
const key = (name) => ({ AttributeName: name, AttributeType: "S" });

await client.send(
  new CreateTableCommand({
    TableName: table,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk"].map(key),
    KeySchema: [
      { AttributeName: "pk", KeyType: "HASH" },
      { AttributeName: "sk", KeyType: "RANGE" },
    ],
    GlobalSecondaryIndexes: [
      {
        IndexName: "gsi1",
        KeySchema: [
          { AttributeName: "gsi1pk", KeyType: "HASH" },
          { AttributeName: "gsi1sk", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  }),
);
await waitUntilTableExists({ client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { TableName: table });

const tasks = new Entity(
  {
    model: { entity: "task", version: "1", service: "work" },
    attributes: {
      project: { type: "string", required: true },
      task: { type: "string", required: true },
      employee: { type: "string", required: true },
      points: { type: "number", default: 1 },
      open: { type: "boolean", default: true },
      labels: { type: "set", items: "string" },
      notes: { type: "list", items: { type: "string" } },
    },
    indexes: {
      byProject: { pk: { field: "pk", composite: ["project"] }, sk: { field: "sk", composite: ["task"] } },
      assigned: {
        collection: "workload",
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["employee"] },
        sk: { field: "gsi1sk", composite: ["project", "task"] },
      },
    },
  },
  { client, table },
);
const employees = new Entity(
  {
    model: { entity: "employee", version: "1", service: "work" },
    attributes: {
      employee: { type: "string", required: true },
      team: { type: "string", required: true },
    },
    indexes: {
      self: { pk: { field: "pk", composite: ["employee"] }, sk: { field: "sk", composite: [] } },
      workload: {
        collection: "workload",
        index: "gsi1",
        pk: { field: "gsi1pk", composite: ["employee"] },
        sk: { field: "gsi1sk", composite: [] },
      },
    },
  },
  { client, table },
);
const work = new Service({ tasks, employees });

await employees.create({ employee: "ada", team: "engines" }).go();
await tasks.put(Array.from({ length: 40 }, (_, i) => ({
  project: i % 2 ? "bridge" : "tunnel",
  task: `t${String(i).padStart(2, "0")}`,
  employee: i % 4 ? "bob" : "ada",
  points: i,
  labels: ["new"],
}))).go();

const one = await tasks.get({ project: "bridge", task: "t05" }).go();
assert.equal(one.data.points, 5);
assert.equal(one.data.open, true);
assert.deepEqual(one.data.labels, ["new"]);

await assert.rejects(tasks.create({ project: "bridge", task: "t05", employee: "ada" }).go());

const between = await tasks.query
  .byProject({ project: "bridge" })
  .between({ task: "t05" }, { task: "t11" })
  .where(({ points }, { gt }) => gt(points, 6))
  .go();
assert.deepEqual(
  between.data.map((each) => each.task),
  ["t07", "t09", "t11"],
);

let cursor = null;
const paged = [];
do {
  const page = await tasks.query.byProject({ project: "tunnel" }).go({ cursor, limit: 6 });
  paged.push(...page.data);
  cursor = page.cursor;
} while (cursor);
assert.equal(paged.length, 20);

const load = await work.collections.workload({ employee: "ada" }).go();
assert.equal(load.data.tasks.length, 10);
assert.deepEqual(load.data.employees, [{ employee: "ada", team: "engines" }]);

const patched = await tasks
  .patch({ project: "bridge", task: "t05" })
  .add({ points: 10, labels: ["late"] })
  .append({ notes: ["look again"] })
  .set({ open: false })
  .where(({ open }, { eq }) => eq(open, true))
  .go({ response: "all_new" });
assert.equal(patched.data.points, 15);
assert.deepEqual([...patched.data.labels].sort(), ["late", "new"]);
assert.deepEqual(patched.data.notes, ["look again"]);
await assert.rejects(
  tasks
    .patch({ project: "bridge", task: "t05" })
    .set({ points: 0 })
    .where(({ open }, { eq }) => eq(open, true))
    .go(),
);

const upserted = await tasks
  .upsert({ project: "canal", task: "t00", employee: "ada", points: 3 })
  .go({ response: "all_new" });
assert.equal(upserted.data.points, 3);

const moved = await work.transaction
  .write((entities) => [
    entities.tasks.delete({ project: "canal", task: "t00" }).commit(),
    entities.employees.create({ employee: "eve", team: "engines" }).commit(),
  ])
  .go();
assert.equal(moved.canceled, false);
const again = await work.transaction
  .write((entities) => [
    entities.tasks.put({ project: "canal", task: "t01", employee: "eve" }).commit(),
    entities.employees.create({ employee: "eve", team: "engines" }).commit(),
  ])
  .go();
assert.equal(again.canceled, true);
assert.equal((await tasks.get({ project: "canal", task: "t01" }).go()).data, null);

const both = await tasks.get([
  { project: "bridge", task: "t01" },
  { project: "bridge", task: "t03" },
]).go();
assert.equal(both.data.length, 2);
await tasks.delete(paged.map(({ project, task }) => ({ project, task }))).go();
assert.equal((await tasks.scan.go({ pages: "all" })).data.length, 20);
console.log("all as it should be");
