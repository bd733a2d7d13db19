// POST /charging-sessions: opens a charging session at a charger.
import { randomUUID } from "node:crypto";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";

const database = new DynamoDBClient();

export async function handler(event) {
  try {
    const response = await start(JSON.parse(event.body ?? "{}"));
    log({ statusCode: response.statusCode, requestId: event.requestContext?.requestId });
    return response;
  } catch (error) {
    log({ statusCode: 500, message: String(error), ...failure() });
    throw error; // so that the alias's Errors count it
  }
}

async function start({ chargerId }) {
  if (typeof chargerId !== "string") return reply(400, { message: "chargerId is missing" });
  const sessionId = randomUUID();
  await database.send(
    new PutItemCommand({
      TableName: process.env.SESSIONS_TABLE,
      Item: { sessionId: { S: sessionId }, chargerId: { S: chargerId }, status: { S: "charging" } },
      ConditionExpression: "attribute_not_exists(sessionId)",
    }),
  );
  return reply(201, { sessionId });
}

function reply(statusCode, body) {
  return { statusCode, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

// The metric ev/Failure of the service, in CloudWatch's embedded format.
function failure() {
  const metric = { Namespace: "ev", Dimensions: [["service"]], Metrics: [{ Name: "Failure", Unit: "Count" }] };
  return { _aws: { Timestamp: Date.now(), CloudWatchMetrics: [metric] }, service: "ev-charging", Failure: 1 };
}

// One bare JSON line, which the metric filter can read: console.log would put a prefix before it.
function log(record) {
  process.stdout.write(`${JSON.stringify(record)}\n`);
}
