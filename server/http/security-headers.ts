import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import helmet from "helmet";
import type { App } from "./typed-app.ts";

/**
 * What every answer says to the browser. It is the same each time, so helmet is asked once: for each answer it would
 * cost several times as much as the page.
 * @param secure whether riders reach the hub over TLS
 */
export function securityHeaders(app: App, secure: boolean): void {
  const headers = headersOf(
    helmet({
      contentSecurityPolicy: {
        directives: {
          defaultSrc: ["'self'"],
          imgSrc: ["'self'", "data:"],
          // The sheet of slot codes has its style in it.
          styleSrc: ["'self'", "'unsafe-inline'"],
          upgradeInsecureRequests: null,
        },
      },
      strictTransportSecurity: secure,
    }),
  );
  app.addHook("onRequest", (_request, reply, done) => {
    // Whatever may be kept says so itself: most answers hold somebody's orders, or a secret.
    reply.headers(headers).header("cache-control", "no-store");
    done();
  });
}

function headersOf(middleware: ReturnType<typeof helmet>): Record<string, string> {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  middleware(request, response, (error?: unknown) => {
    if (error !== undefined) throw new Error("helmet does not know its settings", { cause: error });
  });
  const names = response.getHeaderNames();
  return Object.fromEntries(names.map((name) => [name, String(response.getHeader(name))]));
}
