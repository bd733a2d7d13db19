// A table on the loopback address that answers as DynamoDB does, and as it does when it is in trouble.
import { createServer } from "node:http";

/**
 * Starts it and points the AWS SDK at it.
 * @param answer the status and body for the n-th request, counted from 0
 * @returns how to stop it
 */
export async function startTable(answer = () => ({ status: 200, body: {} })) {
  let requests = 0;
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const { status, body } = answer(requests, request.headers["x-amz-target"]);
      requests += 1;
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(JSON.stringify(body));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${server.address().port}`,
    AWS_REGION: "eu-west-1",
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    SESSIONS_TABLE: "sessions",
  });
  return () => new Promise((resolve) => server.close(resolve) && server.closeAllConnections());
}

export function error(name) {
  return { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: name } };
}
