import { createVerify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formBytes } from "../../../../platform/form-bytes.ts";
import { appId, FakeGateway, now, ours, signature, zhimaAt } from "./fake-gateway.ts";

const { lifeAccount } = zhimaAt("http://127.0.0.1:9/gateway.do");
const userId = "2088000000000001";
const service = "alipay.mobile.public.message.notify";

function xml(fields: Readonly<Record<string, string>> = {}): string {
  const message = {
    AppId: appId,
    FromAlipayUserId: userId,
    CreateTime: "1772368200000",
    MsgType: "event",
    EventType: "enter",
    ...fields,
  };
  const elements = Object.entries(message).map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`);
  return `<?xml version="1.0" encoding="utf-8"?><XML>${elements.join("")}</XML>`;
}

type Form = Readonly<Record<string, string>>;

/** As Alipay posts it: signed over everything but `sign`. */
function signed(content: string, changes: Form = {}): Form {
  const form: Record<string, string> = {
    service,
    charset: "utf-8",
    sign_type: "RSA2",
    biz_content: content,
    ...changes,
  };
  const text = Object.keys(form)
    .toSorted()
    .map((name) => `${name}=${form[name]}`)
    .join("&");
  return { ...form, sign: signature(text) };
}

function received(form: Form) {
  return formBytes(Buffer.from(new URLSearchParams(form).toString()));
}

const read = (content: string, changes?: Form) => lifeAccount.readMessage(received(signed(content, changes)));
const notGenuine = expect.objectContaining({ code: "notification/not-genuine" }) as Error;

describe("A message of the life account", () => {
  it.each([
    ["follow", "", { kind: "entered" }],
    ["enter", "", { kind: "entered" }],
    ["enter", '{"scene":{"sceneId":"aBc-_9"}}', { kind: "entered", scene: "aBc-_9" }],
    ["follow", '{"scene":{"sceneId":"aBc-_9"}}', { kind: "entered", scene: "aBc-_9" }],
    ["enter", '{"scene":{"sceneId":"../../q"}}', { kind: "entered" }],
    ["enter", '{"scene":{"sceneId":7}}', { kind: "entered" }],
    ["enter", '{"scene":null}', { kind: "entered" }],
    ["enter", "authentication", { kind: "entered" }],
    ["unfollow", "", { kind: "unfollowed" }],
    ["click", "orders", { kind: "menu", key: "orders" }],
    ["verifygw", "", { kind: "other" }],
  ])("with the event %s and the parameter %j is read", async (EventType, ActionParam, event) => {
    expect(await read(xml({ EventType, ActionParam }))).toEqual({ userId, event });
  });

  it("with a text that the user wrote is read as one without meaning", async () => {
    expect(await read(xml({ MsgType: "text", Text: "你好" }))).toEqual({ userId, event: { kind: "other" } });
  });

  it("names its user by the older field where the newer one is missing", async () => {
    const content = xml().replaceAll("FromAlipayUserId", "FromUserId");
    expect(await read(content)).toMatchObject({ userId });
  });

  it("in GBK is read by its charset", async () => {
    const content = Buffer.concat([
      Buffer.from("<XML><FromUserId>u1</FromUserId><MsgType>event</MsgType><EventType>click</EventType><ActionParam>"),
      Buffer.from([0xb3, 0xe4]),
      Buffer.from("</ActionParam></XML>"),
    ]).toString("latin1");
    const form = { service, charset: "GBK", sign_type: "RSA2", biz_content: content };
    const text = `biz_content=${content}&charset=GBK&service=${service}&sign_type=RSA2`;
    const message = await lifeAccount.readMessage({ ...form, sign: signature(Buffer.from(text, "latin1")) });
    expect(message).toEqual({ userId: "u1", event: { kind: "menu", key: "充" } });
  });

  it.each<[string, string, Form?]>([
    ["of another application", xml({ AppId: "2021000000000009" })],
    ["without a user", xml({ FromAlipayUserId: "" })],
    ["with a user's id that would break the answer", xml().replace(`<![CDATA[${userId}]]>`, "a]]&gt;b")],
    ["that is no XML", "<XML><MsgType>event"],
    ["that is empty", ""],
    ["in a charset that there is not", xml(), { charset: "utf-99" }],
  ])("%s is refused", async (_what, content, changes) => {
    await expect(read(content, changes)).rejects.toThrow(notGenuine);
  });

  it("whose signature is wrong, or that has a field twice, is refused", async () => {
    const form = signed(xml());
    const changed = { ...form, biz_content: xml({ EventType: "follow" }) };
    await expect(lifeAccount.readMessage(received(changed))).rejects.toThrow(notGenuine);
    const twice = { ...received(form), charset: ["utf-8", "utf-8"] };
    await expect(lifeAccount.readMessage(twice)).rejects.toThrow(notGenuine);
  });

  it("is told from every other form", async () => {
    expect(await lifeAccount.readMessage(received(signed(xml(), { service: "alipay.service.check" })))).toBeUndefined();
    expect(await lifeAccount.readMessage({ notify_type: "ORDER_CREATE_NOTIFY" })).toBeUndefined();
  });

  it("is acknowledged to its user with the application's signature", () => {
    const answer = lifeAccount.acknowledgement({ userId, event: { kind: "other" } });
    const [, response = "", sign = ""] = /<response>(.*)<\/response><sign>(.*)<\/sign>/.exec(answer) ?? [];
    expect(response).toBe(
      `<XML><ToUserId><![CDATA[${userId}]]></ToUserId><AppId><![CDATA[${appId}]]></AppId>` +
        `<CreateTime>${now}</CreateTime><MsgType><![CDATA[ack]]></MsgType></XML>`,
    );
    expect(createVerify("RSA-SHA256").update(response).verify(ours.publicKey, sign, "base64")).toBe(true);
  });
});

describe("A card for a user of the life account", () => {
  const card = { title: "咖啡馆 · 3 号仓", text: "查看价格", action: "打开", url: "https://hub.example/q/x" };
  let gateway: FakeGateway;
  beforeAll(async () => (gateway = await new FakeGateway().start()));
  afterAll(() => gateway.stop());

  it("is one article of an image-text message", async () => {
    gateway.answers({ code: "10000", msg: "Success" });
    const sent = await zhimaAt(gateway.url).lifeAccount.send(userId, card);
    expect(sent).toMatchObject({ outcome: "ok" });
    expect(gateway.requests.at(-1)?.get("method")).toBe("alipay.open.public.message.custom.send");
    expect(gateway.lastFields).toEqual({
      to_user_id: userId,
      msg_type: "image-text",
      articles: [{ title: card.title, desc: card.text, action_name: card.action, url: card.url }],
    });
  });

  it("that Alipay refuses is answered as refused or unknown, and nothing is thrown", async () => {
    gateway.answers({ code: "40004", msg: "Business Failed", sub_code: "PUB.USER_NOT_FOLLOW" });
    expect(await zhimaAt(gateway.url).lifeAccount.send(userId, card)).not.toMatchObject({ outcome: "ok" });
    gateway.sends("<html>", 502);
    expect(await zhimaAt(gateway.url).lifeAccount.send(userId, card)).toMatchObject({ outcome: "unknown" });
  });
});
