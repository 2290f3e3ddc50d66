import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { formBytes } from "../../../platform/form-bytes.ts";
import type { LifeMessage } from "../../../server/credit/life-account.ts";
import { Merchant } from "./merchant.ts";

const userId = "2088000000000001";
const heard: (LifeMessage | undefined)[] = [];
let merchant: Merchant;
let acknowledges = true;
const gatewayAddress = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => void answer(Buffer.concat(chunks), response));
});

async function answer(form: Buffer, response: ServerResponse): Promise<void> {
  const message = await merchant.zhima.lifeAccount.readMessage(formBytes(form));
  heard.push(message);
  response.end(message && acknowledges ? merchant.zhima.lifeAccount.acknowledgement(message) : "success");
}

beforeAll(async () => {
  merchant = await Merchant.start({ notify: false });
  await new Promise<void>((resolve) => gatewayAddress.listen(0, "127.0.0.1", resolve));
  const { port } = gatewayAddress.address() as AddressInfo;
  await merchant.control("PUT", "notify-url", { url: `http://127.0.0.1:${port}/` });
});
afterAll(async () => {
  await merchant.stop();
  gatewayAddress.closeAllConnections();
  await new Promise((resolve) => gatewayAddress.close(resolve));
});

const life = (path = "/life") => fetch(`${merchant.simulator.url}${path}`);

it("what a user does at the life account reaches the merchant as a genuine message", async () => {
  const answer = await merchant.control("POST", "life-account", { userId, type: "enter", parameter: "scene-1" });
  expect(await answer.json()).toEqual({ answer: "acknowledged" });
  expect(heard.at(-1)).toEqual({ userId, event: { kind: "entered", scene: "scene-1" } });
  await merchant.control("POST", "life-account", { userId, type: "click", parameter: "orders" });
  expect(heard.at(-1)).toEqual({ userId, event: { kind: "menu", key: "orders" } });
});

it("a scanned code of the account makes a new user follow it and one who follows enter it", async () => {
  expect((await life("/scene/slot-code")).url).toBe(`${merchant.simulator.url}/life`);
  expect(heard.at(-1)).toEqual({ userId, event: { kind: "entered", scene: "slot-code" } });
  expect(await (await life()).text()).toContain("Unfollow");
  await life("/scene/slot-code");
  const form = new URLSearchParams({ type: "unfollow", parameter: "" });
  await fetch(`${merchant.simulator.url}/life`, { method: "POST", body: form });
  expect(heard.at(-1)).toEqual({ userId, event: { kind: "unfollowed" } });
  expect(await (await life()).text()).not.toContain("Unfollow");
});

it("what the merchant writes stands on the user's page, the newest first, with its link", async () => {
  const card = { text: "查看价格", action: "打开", url: "https://hub.example/q/x?a=1&b=2" };
  for (const title of ["第一条", "<第二条>"]) {
    const sent = await merchant.zhima.lifeAccount.send(userId, { ...card, title });
    expect(sent.outcome).toBe("ok");
  }
  const page = await (await life()).text();
  expect(page.indexOf("&#60;第二条&#62;")).toBeLessThan(page.indexOf("第一条"));
  expect(page).toContain('href="https://hub.example/q/x?a=1&#38;b=2"');
  const kept = (await (await merchant.control("GET", `life-account/${userId}`)).json()) as { cards: unknown[] };
  expect(kept.cards).toHaveLength(2);
});

it("a page keeps the newest twenty messages", async () => {
  for (let index = 0; index < 21; index++)
    await merchant.zhima.lifeAccount.send("2088000000000007", {
      title: `${index}`,
      text: "t",
      action: "a",
      url: "https://x.example",
    });
  const kept = (await (await merchant.control("GET", "life-account/2088000000000007")).json()) as {
    cards: { title: string }[];
  };
  expect(kept.cards.map(({ title }) => title)).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 1}`));
});

it("a message that the gateway does not take is refused with its reason", async () => {
  const card = { title: "", text: "t", action: "a", url: "https://x.example" };
  expect(await merchant.zhima.lifeAccount.send(userId, { ...card, title: "x".repeat(65) })).toMatchObject({
    outcome: "refused",
  });
  expect(
    (await fetch(`${merchant.simulator.url}/life`, { method: "POST", body: new URLSearchParams({ type: "jump" }) }))
      .status,
  ).toBe(400);
});

it("an answer that is no acknowledgement is told as it came", async () => {
  acknowledges = false;
  const answer = await merchant.control("POST", "life-account", { userId, type: "enter" });
  expect(await answer.json()).toEqual({ answer: "200 success" });
  acknowledges = true;
});
