/**
 * The HTTP control of the workbench, and its page. JSON both ways; no login: whoever reaches it can use it; not part of the product.
 *
 *     GET  /                               the page
 *     GET  /events                         server-sent events: `state` first (WorkbenchState), then what changes (WorkbenchEvents)
 *     GET  /cabinets                       { cabinets: [CabinetView…] } (views.ts)
 *     GET  /cabinets/:name/slots           CabinetView
 *     POST /cabinets/:name/slots/:slot/ACT { itemId?, level? } take, insert, fill, empty, swap, jam, free, open (actions.ts)
 *     POST /cabinets/:name/board           { mode?, corruptNext?, split?, echo?, delay? }
 *     POST /cabinets/:name/noise           { hex }
 *     POST /cabinets/:name/network         { cut }
 *     POST /cabinets/:name/look            the slots are read
 *     GET  /cabinets/:name/traffic         { entries: [TrafficEntry…] } the last 500, oldest first, direction as the board sees it
 *     GET  /cabinets/:name/motions         { motions: [Motion…] } the last 5000: what motors and riders' hands really did
 *     GET  /cabinets/:name/comparison      Comparison: board, bridge and hub
 *     POST /actions                        an Action, as it stands in scripts
 *     POST /scripts                        a Script (script.ts), which begins; answers a RunView
 *     GET  /scripts                        { run: RunView|null } how far it is, or how it ended
 *     POST /scripts/stop                   ends the one that runs
 *     POST /recording                      records what is done by hand from now on
 *     POST /recording/expect               { cabinet?, slot } the slot is expected to be as it is now
 *     POST /recording/stop                 answers the Script
 *
 * Every act answers 200 with the CabinetView after it. Errors are problem+json with a `code`: request/invalid (400),
 * request/not-found (404: no such cabinet or slot), slot/empty (409: nothing to take), slot/taken (409: something is in the
 * way, or the item is elsewhere), slot/faulted (409: no power).
 */
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyInstance, type FastifyReply } from "fastify";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { AppError, errorTable } from "../../platform/app-error.ts";
import { Action } from "./actions.ts";
import type { CabinetView } from "./views.ts";
import type { Workbench } from "./workbench.ts";
import { builtPages, workbenchPage } from "./workbench-page.ts";

const Cabinet = Type.Object({ name: Type.String() });
const Slot = Type.Object({ name: Type.String(), slot: Type.String({ pattern: "^[1-9][0-9]?$" }), act: Type.String() });
const Expected = Type.Object({
  cabinet: Type.Optional(Type.String()),
  slot: Type.Integer({ minimum: 1, maximum: 96 }),
});

/** A script may have a thousand steps. */
const bodyLimit = 2 ** 20;

/** The control as a server that doesn't listen yet. */
export async function workbenchControl(workbench: Workbench, pagesFolder = builtPages): Promise<FastifyInstance> {
  const plain = Fastify({ forceCloseConnections: true, bodyLimit });
  plain.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const { code, detail, status, obstacle } = error instanceof AppError ? error : asAppError(error);
    return reply
      .code(status)
      .type("application/problem+json")
      .send({ type: "about:blank", title: errorTable[code].text, status, code, detail, obstacle });
  });
  plain.setNotFoundHandler(() => {
    throw new AppError("request/not-found");
  });
  plain.addHook("preValidation", async (request) => {
    request.body ??= {};
  });
  plain.addHook("onRequest", async (request) => refuseForeign(request.headers));
  await workbenchPage(plain, pagesFolder);
  cabinetRoutes(plain, workbench);
  scriptRoutes(plain, workbench);
  plain.get("/events", (_request, reply) => {
    stream(reply, workbench);
  });
  return plain;
}

function cabinetRoutes(plain: FastifyInstance, workbench: Workbench): void {
  const http = plain.withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler);
  const act = async (action: object): Promise<CabinetView> => {
    if (!Value.Check(Action, action))
      throw new AppError("request/invalid", `no act: ${JSON.stringify(action).slice(0, 200)}`);
    return workbench.act(action);
  };
  const schema = { schema: { params: Cabinet } };
  http.get("/cabinets", () => ({ cabinets: workbench.state.cabinets }));
  http.get("/cabinets/:name/slots", schema, ({ params }) => workbench.view(params.name));
  http.get("/cabinets/:name/traffic", schema, ({ params }) => ({
    entries: workbench.cabinet(params.name).traffic.entries,
  }));
  http.get("/cabinets/:name/motions", schema, ({ params }) => ({
    motions: workbench.cabinet(params.name).board?.motions.entries ?? [],
  }));
  http.get("/cabinets/:name/comparison", schema, ({ params }) => workbench.compare(params.name));
  http.post("/cabinets/:name/slots/:slot/:act", { schema: { params: Slot } }, ({ params, body }) =>
    act({ ...(body as object), do: params.act, cabinet: params.name, slot: Number(params.slot) }),
  );
  for (const name of ["board", "noise", "network"])
    http.post(`/cabinets/:name/${name}`, schema, ({ params, body }) => {
      if (Object.keys(body as object).length === 0) throw new AppError("request/invalid", "nothing is to be changed");
      return act({ ...(body as object), do: name, cabinet: params.name });
    });
  http.post("/cabinets/:name/look", schema, ({ params }) => act({ do: "look", cabinet: params.name }));
  http.post("/actions", ({ body }) => act(body as object));
}

function scriptRoutes(plain: FastifyInstance, workbench: Workbench): void {
  const http = plain.withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler);
  http.post("/scripts", ({ body }) => workbench.run(body).view);
  http.get("/scripts", () => ({ run: workbench.lastRun }));
  http.post("/scripts/stop", () => {
    workbench.stopRun();
    return {};
  });
  http.post("/recording", () => {
    workbench.startRecording();
    return {};
  });
  http.post("/recording/expect", { schema: { body: Expected } }, async ({ body }) => {
    await workbench.recordExpectation(body.cabinet, body.slot);
    return {};
  });
  http.post("/recording/stop", () => workbench.stopRecording());
}

function stream(reply: FastifyReply, workbench: Workbench): void {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  const send = (event: string, data: object) => void raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  send("state", workbench.state);
  const leave = workbench.watch(send);
  raw.on("close", leave);
}

/** A page of another site must not act here through the browser of who sits at the workbench.  @throws AppError request/invalid */
function refuseForeign({ origin, host }: { origin?: string | undefined; host?: string | undefined }): void {
  if (origin === undefined || origin === `http://${host}`) return;
  throw new AppError("request/invalid", `${origin} may not use this workbench`);
}

function asAppError(error: Error & { statusCode?: number }): AppError {
  const ours = error.statusCode === undefined || error.statusCode >= 500;
  return ours
    ? new AppError("internal/fault", undefined, { cause: error })
    : new AppError("request/invalid", error.message);
}
