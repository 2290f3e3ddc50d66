import type { FastifyInstance } from "fastify";
import { AppError } from "../../platform/app-error.ts";

/**
 * Takes JSON bodies that are UTF-8 (RFC 8259 §8.1), under the same rule as the messages of cabinets. Fastify by itself puts
 * U+FFFD in the place of bytes that are not, and what is kept then is not what was sent.
 */
export function takeUtf8Json(app: FastifyInstance): void {
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const parse = app.getDefaultJsonParser("error", "error");
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "buffer" }, (request, body, done) => {
    let text: string;
    try {
      text = typeof body === "string" ? body : utf8.decode(body);
    } catch {
      return done(new AppError("request/invalid", "The body is not UTF-8."));
    }
    return parse(request, text, done);
  });
}
