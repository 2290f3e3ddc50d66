import { createSign, createVerify, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../../../platform/clock.ts";
import { createZhima, type Zhima } from "../../../../server/credit/zhima/zhima.ts";

export const appId = "2021000000000001";
export const ours = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const alipays = generateKeyPairSync("rsa", { modulusLength: 2048 });

export const pem = (key: KeyObject) =>
  key.export({ type: key.type === "private" ? "pkcs8" : "spki", format: "pem" }).toString();

export function signature(text: string | Buffer, key: KeyObject = alipays.privateKey): string {
  return createSign("RSA-SHA256").update(text).sign(key, "base64");
}

/** Whether the parameters of a request bear our signature: all but `sign`, sorted, joined. */
export function isOurs(parameters: URLSearchParams): boolean {
  const text = [...parameters]
    .filter(([name]) => name !== "sign")
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
  return createVerify("RSA-SHA256")
    .update(text)
    .verify(ours.publicKey, parameters.get("sign") ?? "", "base64");
}

type Respond = (response: ServerResponse, node: string) => void;

/** A gateway that answers each call as the test says, signing the node's text as it stands. */
export class FakeGateway {
  readonly requests: URLSearchParams[] = [];
  respond: Respond = () => {};
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += String(chunk)));
      request.on("end", () => {
        const parameters = new URL(request.url ?? "", "http://gateway").searchParams;
        for (const [name, value] of new URLSearchParams(body)) parameters.append(name, value);
        this.requests.push(parameters);
        this.respond(response, `${parameters.get("method")?.replaceAll(".", "_")}_response`);
      });
    });
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/gateway.do`;
  }

  get lastFields(): unknown {
    return JSON.parse(this.requests.at(-1)?.get("biz_content") ?? "null") as unknown;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Answers with this node, signed by `key`. */
  answers(node: object, key?: KeyObject): void {
    this.respond = (response, name) => {
      const text = JSON.stringify(node);
      response.end(`{"${name}":${text},"sign":"${signature(text, key)}"}`);
    };
  }

  /** Answers with a node in GBK, signed over its bytes; `declared` is what the content type says. */
  answersInGbk(node: Buffer, declared: string): void {
    this.respond = (response, name) => {
      response.setHeader("content-type", `text/html;charset=${declared}`);
      response.end(Buffer.concat([Buffer.from(`{"${name}":`), node, Buffer.from(`,"sign":"${signature(node)}"}`)]));
    };
  }

  /** Answers with exactly this text, where NODE stands for the name of the method's node. */
  sends(text: string, status = 200): void {
    this.respond = (response, name) => {
      response.statusCode = status;
      response.end(text.replaceAll("NODE", name));
    };
  }
}

/** Half past eight in the evening of 1 March 2026 in Beijing. */
export const now = Date.UTC(2026, 2, 1, 12, 30);

export const stillClock: Clock = { now: () => now, monotonic: () => now, after: () => () => {} };

export function zhimaAt(gatewayUrl: string, clock: Clock = stillClock, timeout = 10_000): Zhima {
  return createZhima(
    {
      appId,
      privateKey: pem(ours.privateKey),
      alipayPublicKey: pem(alipays.publicKey),
      gatewayUrl,
      loginPageUrl: "https://openauth.alipay.com/oauth2/publicAppAuthorize.htm",
      loginReturnUrl: "https://hub.example/login",
      timeout,
    },
    clock,
  );
}
