import type { FastifyReply, FastifyRequest } from "fastify";
import type { Operator } from "../../server/accounts/operator.ts";
import type { App } from "../../server/http/typed-app.ts";

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

/** What a handler reads of a request. */
export interface RouteRequest {
  readonly params?: object;
  readonly body?: object;
  /** Who asks. */
  readonly who?: string;
  /** The idempotency key. */
  readonly key?: string;
}

/** The hub's own route handlers, without the web server around them. */
export class RouteTable {
  readonly #handlers = new Map<string, Handler>();

  /** To register routes with. */
  get app(): App {
    const under = (method: string) => (path: string, _options: object, handler: Handler) => {
      this.#handlers.set(`${method} ${path}`, handler);
    };
    const nothing = () => {};
    const web = { addHook: nothing, removeContentTypeParser: nothing, addContentTypeParser: nothing };
    return { get: under("GET"), post: under("POST"), put: under("PUT"), ...web } as unknown as App;
  }

  /** @param route `POST /api/rider/orders` @returns what the handler returns or sends */
  async call(route: string, request: RouteRequest): Promise<unknown> {
    const handler = this.#handlers.get(route);
    if (!handler) throw new Error(`there is no route ${route}`);
    let sent: unknown;
    const reply = {
      type: () => reply,
      code: () => reply,
      header: () => reply,
      send: (body: unknown) => {
        sent = body;
        return reply;
      },
    };
    const { params = {}, body = {}, who = "", key } = request;
    const headers = { who, ...(key !== undefined && { "idempotency-key": key }) };
    const operator: Operator = { name: who, role: "admin", by: "token" };
    const asked = { params, body, query: {}, url: route, ip: "127.0.0.1", headers, operator, log: { warn: () => {} } };
    const answer = await handler(asked as unknown as FastifyRequest, reply as unknown as FastifyReply);
    return answer === reply ? sent : answer;
  }
}
