// What filter patterns select: failures, some of them, something else, or unknown.
import { expect, test } from "vitest";
import { type Selection, selectionOf } from "./failures.ts";

const CASES: Readonly<Record<Selection, readonly string[]>> = {
  failures: [
    "ERROR",
    "?ERROR ?Exception",
    '"Task timed out"',
    '"Process exited before completing request"',
    '?"Unhandled" ?"Runtime.ExitError" ?"[ERROR]"',
    'ERROR -"known issue"',
    "%ERROR|FATAL%",
    '"\\"level\\":\\"error\\""',
    '{ $.level = "ERROR" }',
    '{ $.level = "Fatal" || $.level = "Error" }',
    "{ $.log.level = 50 }",
    "{ $.level >= 50 }",
    "{ $.severity = %CRIT% || $.severity = %ERR% }",
    '{ $.level != "INFO" }',
    "{ $.status = 5* }",
    "{ $.status >= 500 }",
    "{ ($.statusCode >= 500) && ($.statusCode < 600) }",
    "{ $.status = 500 }",
    '{ $.responseCode = "503" }',
    "{ $.status >= 400 }",
    "{ $.status != 200 }",
    '{ $.status = 5* && $.path != "/health" }',
    "{ $.status >= 500 || $.latency > 3000 }",
    "{ $.errorMessage = * }",
    '{ $.error != "-" }',
    "{ $.exception EXISTS }",
    "{ $.failed IS TRUE }",
    "{ $.errors > 0 }",
    '{ $.errorType = "TimeoutError" }',
    '{ $.record.status = "timeout" }',
    '{ $.outcome = "FAILED" }',
    '{ $.message = "*Exception*" }',
    "{ $.message = %Task timed out% }",
    "[..., status_code = 5*, bytes]",
    '{ $.message = "Response" && $.statusCode >= 500 }',
    '{ ($.log.msg = "request done") && ($.status = 5*) }',
    "[ip, id, user, timestamp, request, status_code >= 500, bytes]",
    '[timestamp, request_id, level = "ERROR", ...]',
    "[w1 = ERROR, ...]",
  ],
  "some failures": [
    '{ $.status = 5* && $.path = "/v5/orders" }',
    "{ $.status >= 500 && $.httpMethod = POST }",
    '{ $.level = "ERROR" && $.tenant = "acme" }',
    "[ip = 10.*, id, request, status = 5*]",
  ],
  "something else": [
    "",
    "{ $.latency > 1000 }",
    '{ $.status = 404 && $.path = "/v5/orders" }',
    "{ $.status = 404 }",
    "{ $.status = 4* }",
    "{ $.statusCode >= 400 && $.statusCode < 500 }",
    "{ $.status = 2* }",
    "{ $.status = * }",
    "{ $.status >= 200 }",
    '{ $.level = "WARN" }',
    '{ $.level = "INFO" }',
    "{ $.error IS NULL }",
    "{ $.errorMessage NOT EXISTS }",
    '{ $.error = "-" }',
    "{ $.failed IS FALSE }",
    "{ $.errors = 0 }",
    '{ $.duration > 5000 && $.type = "platform.report" }',
    "{ $.responseLength > 100 }",
    '{ $.message = "Response" && $.status = 404 }',
    '{ $.message = "Succeeded" && $.status >= 500 }',
    "WARN",
    "SUCCESS",
    "404",
    '-ERROR -"Task timed out" INFO',
    "[ip, user, timestamp, request, status_code = 404, bytes]",
    "[ip, user, timestamp, request, status_code, bytes]",
    '[report = "REPORT", id, value, unit, max_memory_used > 100, ...]',
  ],
  unknown: [
    '"Init Duration"',
    "REPORT",
    "-INFO",
    "ERROR payment",
    "?ERROR payment",
    '{ $.eventName = "OrderPlaced" }',
    "{ $.coldStart IS TRUE }",
    "{ $.version = 500 }",
    '{ $.level = "ERROR" && $.order = "urgent" }',
    '{ $.status >= 500 && $.order = "urgent" }',
    '{ $.message = "Response" && $.done IS TRUE }',
    '{ $.errorType = "OrderNotFound" }',
    "{ $.status = 5*",
    '{ $.path = "/v5/orders" && $.kind = "b" }',
  ],
};

test.each(Object.entries(CASES).flatMap(([selection, patterns]) => patterns.map((pattern) => [pattern, selection])))(
  "%s: %s",
  (pattern, selection) => {
    expect(selectionOf(pattern ?? "")).toBe(selection);
  },
);

test("the fields of an access log are what the log writes there", () => {
  const variables = new Map([
    ["s", "status"],
    ["t", "responseLatency"],
    ["status", "integration.latency"],
    ["who", "identity.sourceIp"],
  ]);
  expect(selectionOf("{ $.s = 5* }", variables)).toBe("failures");
  expect(selectionOf("{ $.s = 5* }")).toBe("unknown");
  expect(selectionOf("{ $.t > 500 }", variables)).toBe("something else");
  expect(selectionOf("{ $.status > 500 }", variables)).toBe("something else");
  expect(selectionOf("{ $.s >= 500 && $.who = 10.0.0.1 }", variables)).toBe("some failures");
});
