import { type IncomingMessage, request as requestPlain } from "node:http";
import { request as requestTls } from "node:https";
import { type Static, type TSchema, Type } from "typebox";
import { Value } from "typebox/value";
import { AppError, type ErrorCode, errorTable } from "../platform/app-error.ts";
import { whyNoHub } from "./hub-connection.ts";

/** One request to the hub's interface. */
export interface HubRequest<Answer extends TSchema> {
  /** `https://host`, without a path. */
  readonly hubUrl: string;
  readonly path: string;
  readonly body?: object;
  /** For `Authorization: Bearer`. */
  readonly bearer?: string;
  /** For `Authorization: Basic`: the cabinet's id and its MQTT password. */
  readonly login?: { readonly name: string; readonly password: string };
  /** PEM of those that may vouch for the hub's certificate; left out: the system's. */
  readonly authorities?: string | undefined;
  readonly answer: Answer;
}

/** For the whole request; ms. */
const patience = 20_000;
/** No answer to a bridge is longer. */
const longestAnswer = 65_536;
const loopback = ["localhost", "127.0.0.1", "[::1]"];

const Problem = Type.Object({ code: Type.String(), detail: Type.Optional(Type.String()) });

/** Why an address can't be that of a hub to which a secret is sent; undefined: it can. */
export function whyNoHubUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return "is no address; it is like https://hub.example";
  const { protocol, hostname } = new URL(text);
  if (protocol === "https:" || (protocol === "http:" && loopback.includes(hostname))) return undefined;
  return "must begin with https://, since a secret goes over this connection";
}

/**
 * Asks the hub by POST.
 * @throws AppError with the code of the hub's problem; hub/away where there is no answer, or one that no hub gives
 */
export async function askHub<Answer extends TSchema>(asked: HubRequest<Answer>): Promise<Static<Answer>> {
  const { status, text } = await send(asked, "POST", JSON.stringify(asked.body ?? {}));
  let answer: unknown;
  try {
    answer = text === "" ? null : JSON.parse(text);
  } catch {
    answer = undefined;
  }
  if (status >= 200 && status < 300 && Value.Check(asked.answer, answer)) return answer;
  if (Value.Check(Problem, answer) && answer.code in errorTable)
    throw new AppError(answer.code as ErrorCode, answer.detail);
  throw new AppError("hub/away", `${asked.hubUrl} answers ${status}, and not as a hub of this version does`);
}

/** The hub's time by its answer, to the second; epoch ms. Undefined where its answer has none. @throws AppError hub/away */
export async function hubTime(hubUrl: string, authorities: string | undefined): Promise<number | undefined> {
  const { date } = await send({ hubUrl, path: "/healthz", authorities }, "GET", "");
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? undefined : time;
}

type Sent = Pick<HubRequest<TSchema>, "hubUrl" | "path" | "bearer" | "login" | "authorities">;

function send({ hubUrl, path, bearer, login, authorities }: Sent, method: "GET" | "POST", payload: string) {
  const url = new URL(path, hubUrl);
  const request = url.protocol === "https:" ? requestTls : requestPlain;
  const headers = {
    ...(method === "POST" && { "content-type": "application/json", "content-length": Buffer.byteLength(payload) }),
    ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
    ...(login && { authorization: `Basic ${Buffer.from(`${login.name}:${login.password}`).toString("base64")}` }),
  };
  const options = { method, headers, agent: false, ...(authorities !== undefined && { ca: authorities }) };
  return new Promise<{ status: number; text: string; date: string | undefined }>((resolve, reject) => {
    const fail = (error: unknown) => reject(new AppError("hub/away", whyNoHub(error, "--hub"), { cause: error }));
    const sent = request(url, { ...options, signal: AbortSignal.timeout(patience) }, (answer) => {
      readAnswer(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, text, date: answer.headers.date }),
        fail,
      );
    });
    sent.on("error", fail);
    sent.end(payload);
  });
}

async function readAnswer(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestAnswer) throw new Error("the answer is too long");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
