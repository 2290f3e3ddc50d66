import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { HubClient } from "../../../simulators/workbench/hub-client.ts";

let server: Server;
let answer: { status: number; body: string };
let hub: HubClient;

beforeEach(async () => {
  server = createServer((_request, response) => {
    response.writeHead(answer.status, { "content-type": "application/problem+json" }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  hub = new HubClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, "token");
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const refuses = (status: number, body: object | string) => {
  answer = { status, body: typeof body === "string" ? body : JSON.stringify(body) };
};

test("a refusal of the hub keeps the hub's own code", async () => {
  refuses(409, { code: "cabinet/not-connected", detail: "The cabinet is away." });
  const fault = { why: "the hub refuses: The cabinet is away.", code: "cabinet/not-connected" };
  expect(await hub.cabinet("shop-1")).toEqual(fault);
  await expect(hub.open("shop-1", 1)).rejects.toMatchObject({ code: fault.code, detail: fault.why });
});

test("a refusal with a code of a newer hub, or of a proxy without one, says what came", async () => {
  refuses(409, { code: "cabinet/on-strike", detail: "No." });
  expect(await hub.cabinet("shop-1")).toEqual({
    why: "the hub refuses: No. (cabinet/on-strike)",
    code: "request/invalid",
  });
  refuses(502, "<html>");
  await expect(hub.look("shop-1")).rejects.toMatchObject({ detail: "the hub refuses: no reason given (502)" });
});

test("a hub that does not answer is away", async () => {
  server.close();
  server.closeAllConnections();
  expect(await hub.cabinet("shop-1")).toMatchObject({ code: "hub/away" });
});
