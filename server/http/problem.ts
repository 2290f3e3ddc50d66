import type { FastifyError, FastifyInstance, FastifyReply } from "fastify";
import { AppError, type ErrorCode, errorTable } from "../../platform/app-error.ts";
import type { Problem } from "./rider-api.ts";

/** Every error leaves as RFC 9457 problem+json with a stable code; what is not ours to tell becomes `internal/fault`. */
export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const problem = toAppError(error);
    if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, "a request failed");
    return sendProblem(reply, problem);
  });
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, new AppError("request/not-found")));
}

export function toAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error;
  if (error.validation) return new AppError("request/invalid", error.message);
  if (error.statusCode === 429) return new AppError("request/too-many");
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new AppError("request/invalid", error.message);
  }
  return new AppError("internal/fault");
}

/** @param members what there is to say beyond a problem's usual members (RFC 9457 §3.2) */
export async function sendProblem(reply: FastifyReply, error: AppError, members: object = {}): Promise<FastifyReply> {
  const { code, status } = error;
  // The store names rows, riders and files: that is for the log.
  const detail = code.startsWith("store/") ? errorTable[code].text : error.detail;
  const body: Problem = { type: `urn:jiehuan:error:${code}`, title: titleOf(code), status, detail, code };
  return reply
    .code(status)
    .type("application/problem+json")
    .send({ ...body, ...members });
}

function titleOf(code: ErrorCode): string {
  return code.replaceAll(/[/-]/g, " ");
}
