import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { Problem } from "./rider-api.ts";
import { riderCookie } from "./rider-session.ts";

const description = `Riders' and operators' interface. Amounts are fen, times are epoch milliseconds.

**Errors** are RFC 9457 problems (\`application/problem+json\`) with a stable \`code\`; a browser that opens an address gets a page
instead. \`retryAfter\`, also as the header \`Retry-After\`, says when to try again.

**Riders** are known by a cookie. A browser gets it from a page of the hub, \`/q/<code>\`, \`/o/<orderNo>\` or \`/orders\`: without a
session the page redirects to Alipay's silent login, which comes back to \`/login/alipay\`; that sets the cookie for half a day and
redirects to the page. Every request that changes something sends \`X-Requested-With: jiehuan\`, which a form of another site
can't. \`Idempotency-Key\` names one tap: a request that comes again with its key does nothing and answers the same.

**Operators** send one of the hub's operator tokens as \`Authorization: Bearer <token>\`, and a reason with every change.`;

/** The header without which a rider's request changes nothing. */
const fromOurPage = {
  type: "string",
  enum: ["jiehuan"],
  description: "anything but a form of another site can set it",
};

interface Headers {
  readonly properties?: object;
  readonly required?: readonly string[];
}

/** What of the document is no route's own: the introduction, who may ask, names, groups and errors of the operations. */
export const openApi: FastifyDynamicSwaggerOptions = {
  openapi: {
    openapi: "3.1.0",
    info: {
      title: "jiehuan hub",
      version: "1",
      description,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/", description: "the hub that serves this document" }],
    components: {
      securitySchemes: {
        rider: { type: "apiKey", in: "cookie", name: riderCookie, description: "set by the login in the Alipay app" },
        operator: { type: "http", scheme: "bearer" },
      },
    },
  },
  transform: ({ schema, url, route }) => {
    const [, , who = "", room = ""] = url.split("/");
    const method = String(route.method);
    const isRiderAct = who === "rider" && method !== "GET";
    const { headers, response, ...rest } = schema as typeof schema & { headers?: Headers; response?: object };
    return {
      schema: {
        ...rest,
        operationId: operationId(method, url),
        tags: [`${who} ${room}`],
        security: [{ [who]: [] }],
        ...(isRiderAct ? { headers: withOurHeader(headers) } : headers && { headers }),
        response: { ...response, "4xx": problem("The request is refused"), "5xx": problem("The hub can't do it now") },
      },
      url,
    };
  },
};

function withOurHeader(headers: Headers | undefined): object {
  return {
    type: "object",
    properties: { ...headers?.properties, "x-requested-with": fromOurPage },
    required: [...(headers?.required ?? []), "x-requested-with"],
  };
}

function problem(about: string): object {
  return { description: about, content: { "application/problem+json": { schema: Problem } } };
}

/** `POST /api/rider/orders/:orderNo/give-up` is `postRiderOrdersOrderNoGiveUp`. */
function operationId(method: string, url: string): string {
  const words = url.replace("/api/", "").split(/[^A-Za-z0-9]+/);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}
