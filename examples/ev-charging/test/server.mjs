// The API on the loopback address, for a load test: node test/server.mjs, then k6 run test/load.js.
import { createServer } from "node:http";
import { startTable } from "./table.mjs";

await startTable();
const { handler } = await import("../functions/start-charging/index.mjs");
process.stdout.write = () => true;
createServer((request, response) => {
  let body = "";
  request
    .on("data", (chunk) => (body += chunk))
    .on("end", async () => {
      const answer = await handler({ body });
      response.writeHead(answer.statusCode, answer.headers).end(answer.body);
    });
}).listen(8099, "127.0.0.1");
