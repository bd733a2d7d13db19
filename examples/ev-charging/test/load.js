// k6: five drivers start charging at the same time, for five seconds.
import { check } from "k6";
import http from "k6/http";

export const options = {
  vus: 5,
  duration: "5s",
  thresholds: { http_req_duration: ["p(95)<200"], http_req_failed: ["rate<0.01"] },
};

export default function () {
  const response = http.post("http://127.0.0.1:8099/charging-sessions", JSON.stringify({ chargerId: "4711" }));
  check(response, { "session opened": ({ status }) => status === 201 });
}
