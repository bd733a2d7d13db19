// PATCH /charging-sessions/{sessionId}, and the event of an unplugged cable: ends or changes a charging session.
import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const database = new DynamoDBClient();

export async function handler(event) {
  try {
    const response = event["detail-type"] === "CableUnplugged" ? await unplugged(event.detail) : await patch(event);
    log({ statusCode: response.statusCode, requestId: event.requestContext?.requestId });
    return response;
  } catch (error) {
    log({ statusCode: 500, message: String(error), ...failure() });
    throw error; // so that the alias's Errors count it, and the service retries an event
  }
}

function unplugged({ sessionId }) {
  return update(sessionId, "stopped");
}

function patch(event) {
  const { status } = JSON.parse(event.body ?? "{}");
  if (!["charging", "paused", "stopped"].includes(status)) return reply(400, { message: "status is unknown" });
  return update(event.pathParameters.sessionId, status);
}

async function update(sessionId, status) {
  try {
    await database.send(
      new UpdateItemCommand({
        TableName: process.env.SESSIONS_TABLE,
        Key: { sessionId: { S: sessionId } },
        UpdateExpression: "SET #status = :status",
        ExpressionAttributeNames: { "#status": "status" },
        ExpressionAttributeValues: { ":status": { S: status } },
        ConditionExpression: "attribute_exists(sessionId)",
      }),
    );
    return reply(200, { status });
  } catch (error) {
    if (error.name === "ConditionalCheckFailedException") return reply(404, { message: "no such session" });
    throw error;
  }
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
