import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError, type ErrorCode, errorTable } from "../../platform/app-error.ts";
import { wantsHtml } from "./accept.ts";
import { sendNotice } from "./notice-page.ts";
import { pageLanguage, problemText } from "./problem-texts.ts";
import type { Problem } from "./rider-api.ts";
import { RouteTable } from "./route-table.ts";

/**
 * Every error leaves as RFC 9457 problem+json with a stable code, to a browser that opens an address as a page; what is not
 * ours to tell becomes `internal/fault`.
 */
export function registerProblems(app: FastifyInstance): void {
  const routes = new RouteTable();
  app.addHook("onRoute", ({ method, url }) => routes.add(method, url));
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const problem = toAppError(error);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, "a request failed");
    return answerProblem(request, reply, problem);
  });
  app.setNotFoundHandler((request, reply) => {
    const methods = routes.methodsAt(request.url);
    // A file that is not there, below an address that takes the method.
    if (methods.length === 0 || methods.includes(request.method))
      return answerProblem(request, reply, new AppError("request/not-found"));
    return answerProblem(
      request,
      reply.header("allow", methods.join(", ")),
      new AppError("request/method-not-allowed"),
    );
  });
}

export function toAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) return new AppError("request/invalid", error.message);
  if (error.statusCode === 429) return new AppError("request/too-many");
  if (error.statusCode === 413) return new AppError("request/too-large");
  if (error.statusCode === 415) return new AppError("request/unsupported-media-type");
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError("request/invalid", error.message);
  }
  return new AppError("internal/fault");
}

/** Answers with the problem: a page to a browser that opens an address, problem+json to anybody else. */
export function answerProblem(
  { headers }: Pick<FastifyRequest, "headers">,
  reply: FastifyReply,
  error: AppError,
  again?: string,
): FastifyReply {
  reply.header("vary", "accept, accept-language");
  if (!wantsHtml(headers.accept)) return sendProblem(reply, error);
  const language = pageLanguage(headers["accept-language"]);
  const { code, status } = error;
  return sendNotice(reply, status, { language, ...problemText(code, language), code, again });
}

/** @param members what there is to say beyond a problem's usual members (RFC 9457 §3.2) */
export function sendProblem(reply: FastifyReply, error: AppError, members: object = {}): FastifyReply {
  const { retryAfter } = error;
  if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
  return reply
    .code(error.status)
    .type("application/problem+json")
    .send({ ...problemOf(error), ...members });
}

/** Answers what is no HTTP, is too long or comes too slowly: the parser gave up before there was a request. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const problem = new AppError(parserProblem(error.code));
  const body = JSON.stringify(problemOf(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ""}`,
    "content-type: application/problem+json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "cache-control: no-store",
    "connection: close",
  ];
  if (socket.writable) socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  else socket.destroy();
}

function parserProblem(code: string | undefined): ErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "request/header-too-large";
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? "request/timeout" : "request/invalid";
}

/** What is told of an error. */
export function problemOf({ code, status, detail, retryAfter, obstacle }: AppError): Problem {
  // The store names rows, riders and files: that is for the log.
  const told = code.startsWith("store/") ? errorTable[code].text : detail;
  const problem = { type: `urn:jiehuan:error:${code}`, title: titleOf(code), status, detail: told, code };
  return {
    ...problem,
    ...(retryAfter !== undefined && { retryAfter }),
    ...(obstacle !== undefined && { obstacle }),
  };
}

function titleOf(code: ErrorCode): string {
  return code.replaceAll(/[/-]/g, " ");
}
