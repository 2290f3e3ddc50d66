import type { KeyObject } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Clock } from "../../platform/clock.ts";
import { withNamedIds } from "./ant-ids.ts";
import { BusinessFailure } from "./business-failure.ts";
import { callRentMethod, type Node, type RentMethod } from "./exec-methods.ts";
import type { Faults, FaultyMethod } from "./faults.ts";
import { takeLifeMessage } from "./life-message.ts";
import type { LoginCodes } from "./login.ts";
import type { OrderBook } from "./order-book.ts";
import { type GatewayIdentity, mistakeIn, type Parameters, parametersOf } from "./signed-request.ts";
import { sign } from "./signing.ts";
import type { StateFile } from "./state-file.ts";

export interface GatewayParts extends GatewayIdentity {
  readonly gatewayPrivateKey: KeyObject;
  readonly file: StateFile;
  readonly book: OrderBook;
  readonly faults: Faults;
  readonly logins: LoginCodes;
  readonly clock: Clock;
  /** Answers the page method. */
  showConsent(parameters: Parameters, request: FastifyRequest, reply: FastifyReply): unknown;
}

const service = "zhima.merchant.order.rent";
const rentMethods: Readonly<Record<string, RentMethod>> = {
  [`${service}.query`]: "query",
  [`${service}.complete`]: "complete",
  [`${service}.cancel`]: "cancel",
  [`${service}.modify`]: "modify",
};
const tokenMethod = "alipay.system.oauth.token";
const lifeMessageMethod = "alipay.open.public.message.custom.send";

const faultyMethods: Readonly<Record<string, FaultyMethod>> = {
  ...rentMethods,
  [tokenMethod]: "token",
  [lifeMessageMethod]: "life-message",
};

const before = ["time-out", "http-500", "html", "error-response", "system-error"] as const;
const after = ["answer-lost", "connection-lost", "bad-signature"] as const;

type Signer = (text: string) => string;

/** `/gateway.do`: where merchants' servers call and where the wallet's page calls begin. */
export function gatewayRoutes(app: FastifyInstance, parts: GatewayParts): void {
  const genuine: Signer = (text) => sign(text, parts.gatewayPrivateKey);
  const wrong: Signer = (text) => sign(`${text} `, parts.gatewayPrivateKey);

  app.route({
    method: ["GET", "POST"],
    url: "/gateway.do",
    handler: async (request, reply) => {
      const parameters = parametersOf(request.query, request.body);
      const { method = "" } = parameters ?? {};
      if (parameters !== undefined && method === `${service}.create`)
        return parts.showConsent(parameters, request, reply);
      const kind = faultyMethods[method];
      if (parameters === undefined || kind === undefined)
        return sendJson(reply, unsignedError("40002", "isv.invalid-method"));
      return answer(parameters, method, kind, reply);
    },
  });

  async function answer(parameters: Parameters, method: string, kind: FaultyMethod, reply: FastifyReply) {
    const mistake = mistakeIn(parameters, parts, parts.clock.now());
    if (mistake !== undefined) return sendJson(reply, signed(method, failureNode("40002", mistake, "参数无效")));
    const trouble = parts.faults.take(before, kind);
    if (trouble !== undefined) return fail(trouble.kind, method, reply);
    const text = perform(parameters, method, kind);
    await parts.file.save();
    await slowness(kind);
    switch (parts.faults.take(after, kind)?.kind) {
      case "answer-lost":
        return reply.code(504).type("text/html").send("<html><body>504 Gateway Time-out</body></html>");
      case "connection-lost":
        reply.hijack();
        reply.raw.destroy();
        return reply;
      case "bad-signature":
        return sendJson(reply, text(wrong));
      case undefined:
        return sendJson(reply, text(genuine));
    }
  }

  /** Does what is asked; the answer is the text, still to be signed by somebody. */
  function perform(parameters: Parameters, method: string, kind: FaultyMethod): (signer: Signer) => string {
    const { biz_content: bizContent = "" } = parameters;
    const { state } = parts.file;
    if (kind === "token") {
      const node = parts.logins.redeem(parameters);
      return node === undefined
        ? () => unsignedError("40002", "isv.code-invalid")
        : (signer) => signedText(method, withNamedIds(state, "login", node), signer);
    }
    if (kind === "life-message") return lifeMessage(method, bizContent);
    const { calls } = state;
    const count = (outOrderNo: string) => {
      calls[outOrderNo] = { ...calls[outOrderNo], [kind]: (calls[outOrderNo]?.[kind] ?? 0) + 1 };
    };
    return answered(method, () => withNamedIds(state, "orders", callRentMethod(parts.book, kind, bizContent, count)));
  }

  function lifeMessage(method: string, bizContent: string) {
    return answered(method, () => {
      takeLifeMessage(parts.file.state, bizContent, parts.clock.now());
      return {};
    });
  }

  function fail(kind: (typeof before)[number], method: string, reply: FastifyReply) {
    switch (kind) {
      case "time-out":
        // The caller gives up; the server's stop closes what is left.
        reply.hijack();
        return reply;
      case "http-500":
        return reply.code(500).type("text/html").send("<html><body>500 Internal Server Error</body></html>");
      case "html":
        return reply.type("text/html").send("<html><body>系统维护中</body></html>");
      case "error-response":
        return sendJson(reply, unsignedError("20000", "aop.unknow-error"));
      case "system-error":
        return sendJson(reply, signed(method, failureNode("20000", "isp.unknow-error", "服务不可用")));
    }
  }

  async function slowness(kind: FaultyMethod): Promise<void> {
    const fault = parts.faults.take(["slow"], kind);
    if (fault !== undefined) await new Promise<void>((resolve) => parts.clock.after(fault.ms ?? 0, resolve));
  }

  function signed(method: string, node: Node): string {
    return signedText(method, node, genuine);
  }
}

/** What a call answers, or the refusal of the business rules. */
function answered(method: string, call: () => Node): (signer: Signer) => string {
  try {
    const node = { code: "10000", msg: "Success", ...call() };
    return (signer) => signedText(method, node, signer);
  } catch (error) {
    if (!(error instanceof BusinessFailure)) throw error;
    const node = failureNode(error.code, error.subCode, error.message);
    return (signer) => signedText(method, node, signer);
  }
}

/** The signature covers the node's text byte for byte as it is sent, and the node comes first. */
function signedText(method: string, node: Node, signer: Signer): string {
  const text = JSON.stringify(node);
  return `{"${method.replaceAll(".", "_")}_response":${text},"sign":"${signer(text)}"}`;
}

/** Alipay signs no `error_response`. */
function unsignedError(code: string, subCode: string): string {
  return JSON.stringify({ error_response: failureNode(code, subCode, subCode) });
}

function failureNode(code: string, subCode: string, subMsg: string): Node {
  const messages: Readonly<Record<string, string>> = {
    "20000": "Service Currently Unavailable",
    "40002": "Invalid Arguments",
    "40004": "Business Failed",
  };
  return { code, msg: messages[code] ?? "Failed", sub_code: subCode, sub_msg: subMsg };
}

function sendJson(reply: FastifyReply, text: string) {
  return reply.type("application/json;charset=utf-8").send(text);
}
