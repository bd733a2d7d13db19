// What the functions do when the table is in trouble: the experiments of this example.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { error, startTable } from "./table.mjs";

let stop;
let start;
let answer;

before(async () => {
  stop = await startTable((request) => answer(request));
  ({ handler: start } = await import("../functions/start-charging/index.mjs"));
});
after(() => stop());

describe("the table", () => {
  it("throttles twice: the request succeeds after retries", async () => {
    let failures = 2;
    answer = () => (failures-- > 0 ? error("ThrottlingException") : { status: 200, body: {} });
    assert.equal((await start({ body: '{"chargerId":"4711"}' })).statusCode, 201);
  });

  it("fails for good: the function throws, so that the alias's Errors count it", async () => {
    answer = () => ({ status: 500, body: { __type: "InternalServerError" } });
    await assert.rejects(start({ body: '{"chargerId":"4711"}' }));
  });
});
