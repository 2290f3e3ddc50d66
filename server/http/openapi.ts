import { STATUS_CODES } from "node:http";
import type { FastifyDynamicSwaggerOptions } from "@fastify/swagger";
import { referToNamedSchemas } from "./openapi-components.ts";
import { type ApiDocument, type Operation, operationsOf } from "./openapi-document.ts";
import { operationExamples } from "./openapi-examples.ts";
import { codesField, commonProblems, describeProblems } from "./openapi-problems.ts";
import { operatorCookie } from "./operator-cookie.ts";
import { Problem } from "./rider-api.ts";
import { riderCookie } from "./rider-session.ts";
import { screenCookie } from "./screen-cookie.ts";

const description = `Riders' and operators' interface. Amounts are fen, times are epoch milliseconds.

**Errors** are RFC 9457 problems (\`application/problem+json\`) with a stable \`code\`; a browser that opens an address gets a page
instead. \`retryAfter\`, also as the header \`Retry-After\`, says when to try again.

**Riders** are known by a cookie. A browser gets it from a page of the hub, \`/q/<code>\`, \`/o/<orderNo>\` or \`/orders\`: without a
session the page redirects to Alipay's silent login, which comes back to \`/login/alipay\`; that sets the cookie for half a day and
redirects to the page. Every request that changes something sends \`X-Requested-With: jiehuan\`, which a form of another site
can't. \`Idempotency-Key\` names one tap: a request that comes again with its key does nothing and answers the same.

**Screens** on cabinets are known by a cookie too, which \`POST /api/screen/pairings\` sets: it is good once an operator has entered
the pairing code.

**Operators** sign in with \`POST /api/operator/session\`, which sets a cookie, or show an API token as
\`Authorization: Bearer <token>\`. Their role decides what they may do: \`x-permission\` of each operation names what it needs. Every
change comes with a reason. A change by cookie is taken from the hub's own pages only (\`Sec-Fetch-Site\`, \`Origin\`).`;

/** The header without which a rider's request changes nothing. */
const fromOurPage = {
  type: "string",
  enum: ["jiehuan"],
  description: "anything but a form of another site can set it",
};

const text = { type: "string" };
const location = { description: "the address of what was made", schema: text };
const link = { description: 'the next page with `rel="next"`, where there is one (RFC 8288)', schema: text };

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
    tags: [
      { name: "rider codes", description: "what a scanned code stands for" },
      { name: "rider orders", description: "a rider's own orders" },
      { name: "rider operator", description: "who runs the cabinets" },
      { name: "rider cabinets", description: "where to borrow and to return" },
      { name: "rider logout", description: "the end of a rider's sessions" },
      { name: "screen pairings", description: "how a browser becomes the screen of a cabinet" },
      { name: "screen view", description: "what the screen of a cabinet shows" },
      { name: "screen events", description: "the same, as it changes" },
      { name: "bridge enrolments", description: "how a bridge gets its cabinet's secret" },
      { name: "cabinet releases", description: "what bridges download" },
      { name: "cabinet secret", description: "how a bridge gets its cabinet's next secret" },
      { name: "operator session", description: "signing in and out" },
      { name: "operator own", description: "the account that is signed in" },
      { name: "operator people", description: "who may use the console" },
      { name: "operator api-tokens", description: "what programs show to be let in" },
      { name: "operator screens", description: "the screens on cabinets" },
      { name: "operator slides", description: "what idle screens show" },
      { name: "operator cabinets", description: "cabinets, their secrets and the codes on their slots" },
      { name: "operator fleet", description: "all cabinets in short" },
      { name: "operator map", description: "where the cabinets are, and the map's tiles" },
      { name: "operator visits", description: "cabinets that need a visit" },
      { name: "operator sites", description: "the places where cabinets stand" },
      { name: "operator releases", description: "releases of the bridge's software" },
      { name: "operator rollouts", description: "which cabinets get a release" },
      { name: "operator profile", description: "what riders see of the operator" },
      { name: "operator item-kinds", description: "what cabinets can lend" },
      { name: "operator texts", description: "terms, privacy notice and price rules" },
      { name: "operator codes", description: "codes by their ids" },
      { name: "operator orders", description: "orders, and what operators decide about them" },
      { name: "operator totals", description: "what orders come to" },
      { name: "operator overview", description: "how things are now" },
      { name: "operator statistics", description: "how things went" },
      { name: "operator money", description: "what was earned, and what of it is due to the owners of sites" },
      { name: "operator events", description: "what changes, as it changes" },
      { name: "operator queue", description: "what waits for an operator" },
      { name: "operator assignees", description: "to whom what waits can be given" },
      { name: "operator unmatched-events", description: "events of cabinets that match no order" },
      { name: "operator riders", description: "what is known of a rider" },
      { name: "operator alarms", description: "what operators are alarmed of" },
      { name: "operator webhooks", description: "addresses that get the hub's events" },
      { name: "operator audit", description: "who did what, and why" },
      { name: "operator books", description: "what was booked, and whether the provider agrees" },
      { name: "operator tariffs", description: "every version of a tariff" },
      { name: "operator prices", description: "price lists, and the drafts of others" },
    ],
    components: {
      securitySchemes: {
        rider: { type: "apiKey", in: "cookie", name: riderCookie, description: "set by the login in the Alipay app" },
        bridge: {
          type: "http",
          scheme: "bearer",
          description: "the cabinet's id and its renewal key, with a dot between",
        },
        screen: { type: "apiKey", in: "cookie", name: screenCookie, description: "set by the pairing" },
        cabinet: { type: "http", scheme: "basic", description: "the cabinet's id and its MQTT password" },
        operator: { type: "http", scheme: "bearer", description: "an API token" },
        operatorSession: { type: "apiKey", in: "cookie", name: operatorCookie, description: "set by signing in" },
      },
    },
  },
  convertConstToEnum: false,
  transform: ({ schema, url, route }) => {
    const [, , who = "", room = ""] = url.split("/");
    const method = String(route.method);
    const isRiderAct = who === "rider" && method !== "GET";
    const { headers, response, ...rest } = schema as typeof schema & { headers?: Headers; response?: object };
    const isKeyed = headers?.properties !== undefined && "idempotency-key" in headers.properties;
    const isLogout = url === "/api/rider/logout";
    const isPublic = route.config?.isPublic === true;
    const common = commonProblems({ who, method, isKeyed, isPublic }).filter(
      (code) => !isLogout || code !== "rider/not-known",
    );
    return {
      schema: {
        ...rest,
        operationId: operationId(method, url),
        tags: [`${who} ${room.replace(/\.\w+$/, "")}`],
        security: isPublic ? [] : loginsOf(who),
        ...(isRiderAct ? { headers: withOurHeader(headers) } : headers && { headers }),
        response: { ...response, "4xx": problem("Any other refusal"), "5xx": problem("Any other failure") },
        ...(route.config?.permission !== undefined && { "x-permission": route.config.permission }),
        [codesField]: [...common, ...(route.config?.problems ?? [])],
      },
      url,
    };
  },
  transformObject: (given) => {
    const document = ("openapiObject" in given ? given.openapiObject : {}) as ApiDocument;
    referToNamedSchemas(document);
    for (const operation of operationsOf(document)) describeSuccess(operation);
    describeProblems(document);
    return document;
  },
};

/** Headers, examples and a word for each success, as Fastify's schemas of answers have no room for them. */
function describeSuccess({ operationId, parameters, requestBody, responses }: Operation): void {
  const { request, answer } = operationExamples[operationId] ?? {};
  for (const media of Object.values(requestBody?.content ?? {})) media.example = request;
  for (const [status, success] of Object.entries(responses).filter(([status]) => status.startsWith("2"))) {
    success.description = STATUS_CODES[status] ?? status;
    if (status === "201") success.headers = { Location: location };
    if (parameters?.some(({ name }) => name === "before")) success.headers = { Link: link };
    for (const [type, media] of Object.entries(success.content ?? {}))
      media.example = answer?.[`${Number(status)} ${type}`];
  }
}

/** How those who may ask are known: any one of these. */
function loginsOf(who: string): Record<string, string[]>[] {
  return [{ [who]: [] }, ...(who === "operator" ? [{ operatorSession: [] }] : [])];
}

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
