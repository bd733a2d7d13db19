// What the two functions answer.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { error, startTable } from "./table.mjs";

let stop;
let start;
let change;
let exists = true;

before(async () => {
  stop = await startTable((_, target) =>
    exists || target.endsWith("PutItem") ? { status: 200, body: {} } : error("ConditionalCheckFailedException"),
  );
  ({ handler: start } = await import("../functions/start-charging/index.mjs"));
  ({ handler: change } = await import("../functions/stop-charging/index.mjs"));
});
after(() => stop());

describe("POST /charging-sessions", () => {
  it("opens a session", async () => {
    const { statusCode, body } = await start({ body: '{"chargerId":"4711"}' });
    assert.equal(statusCode, 201);
    assert.match(JSON.parse(body).sessionId, /^[0-9a-f-]{36}$/);
  });

  it("needs a charger", async () => assert.equal((await start({})).statusCode, 400));
});

describe("PATCH /charging-sessions/{sessionId}", () => {
  const patch = (status) => change({ body: JSON.stringify({ status }), pathParameters: { sessionId: "1" } });

  it("changes a session", async () => assert.equal((await patch("paused")).statusCode, 200));
  it("knows its states", async () => assert.equal((await patch("flying")).statusCode, 400));
  it("has no session that nobody opened", async () => {
    exists = false;
    assert.equal((await patch("stopped")).statusCode, 404);
    exists = true;
  });
});

describe("an unplugged cable", () => {
  it("ends its session", async () => {
    const event = { "detail-type": "CableUnplugged", detail: { sessionId: "1" } };
    assert.equal((await change(event)).statusCode, 200);
  });
});
