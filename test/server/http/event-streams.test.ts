import { once } from "node:events";
import { type ClientRequest, get, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HttpBench, operator } from "../../support/http-bench.ts";

let bench: HttpBench;
let requests: ClientRequest[];
beforeEach(async () => {
  bench = await HttpBench.open();
  requests = [];
  await bench.app.listen({ host: "127.0.0.1", port: 0 });
});
afterEach(async () => {
  for (const request of requests) request.destroy();
  await bench.close();
});

async function follow(orderNo: string, cookie: string) {
  const { port } = bench.app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/api/rider/orders/${orderNo}/events`;
  const request = get(url, { headers: { cookie, accept: "text/event-stream" }, agent: false });
  requests.push(request);
  const [answer] = (await once(request, "response")) as [IncomingMessage];
  let text = "";
  answer.setEncoding("utf8").on("data", (part: string) => {
    text += part;
  });
  // A stream that is cut off ends with an error, and is not complete.
  answer.on("error", () => {});
  const ended = new Promise<string>((resolve) => {
    answer.on("close", () => resolve(answer.complete ? text : "cut off"));
  });
  await once(answer, "data");
  return { request, ended };
}

async function metric(name: string): Promise<string[]> {
  const { body } = await bench.app.inject({ url: "/metrics", headers: operator });
  return body.split("\n").filter((line) => line.startsWith(name));
}

async function open(count: number): Promise<void> {
  while ((await metric("jiehuan_http_event_streams")).join() !== `jiehuan_http_event_streams ${count}`) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("streams are counted while they are open, and their length is no request's duration", async () => {
  const cookie = await bench.logIn();
  const orderNo = await bench.hub.request();
  await follow(orderNo, cookie);
  const second = await follow(orderNo, cookie);
  await open(2);
  second.request.destroy();
  await open(1);
  const route = '{route="/api/rider/orders/:orderNo/events"}';
  expect(await metric(`jiehuan_http_request_duration_seconds_count${route}`)).toEqual([]);
});

test("a hub that stops tells each browser to come again, and ends its stream in order", async () => {
  const cookie = await bench.logIn();
  const orderNo = await bench.hub.request();
  const { ended } = await follow(orderNo, cookie);
  bench.streams.end();
  const text = await ended;
  expect(text).toContain(`"orderNo":"${orderNo}"`);
  expect(text.endsWith("\n\nretry: 2000\n\n")).toBe(true);
  await open(0);
});

test("what is refused on such a route is answered as usual", async () => {
  const answer = await bench.app.inject("/api/rider/orders/20261123120000000001/events");
  expect(answer.statusCode).toBe(401);
  bench.streams.end();
  await open(0);
});
