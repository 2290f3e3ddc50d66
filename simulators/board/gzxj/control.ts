/**
 * The HTTP control of a simulated board. JSON both ways; loopback only; not part of the product.
 *
 *     GET  /                    the cabinet's front as a page
 *     GET  /slots               BoardView (board-view.ts): { boardId, mode, resets, split, carried: [itemId…], slots: [SlotView…] }
 *                               SlotView: { slot, itemId|null, level|null, returnConfirmed, looseItemId|null, jammed,
 *                                           motorMovements, sticker|null }
 *     POST /slots/:slot/fill    { itemId?, level? }  a technician puts an item in (no return is reported)
 *     POST /slots/:slot/empty   a technician takes out what is in it or lies loose in it
 *     POST /slots/:slot/take    a rider takes what was ejected
 *     POST /slots/:slot/insert  { itemId? }  a rider pushes an item in; without an id what lies loose there, else what
 *                               has been carried longest
 *     POST /slots/:slot/jam     its motor runs from now on, and the item stays
 *     POST /slots/:slot/free    no longer
 *     POST /board               { mode?: "normal"|"mute"|"weak"|"silent"|"off", corruptNext?: n, split?: boolean }
 *                               mute: does all, answers nothing; weak: silent when a motor is to start; silent: does
 *                               nothing; off: without power; the next n frames with a wrong checksum; every byte sent
 *                               by itself
 *     GET  /log                 { frames: [{ at, direction: "in"|"out", command, msgId, orderId?, slot?, result?, ignored? }…] }
 *                               the last 500, oldest first, direction as the board sees it, `at` in epoch ms
 *     GET  /motions             { motions: [{ at, what: "ejected"|"jammed"|"taken"|"inserted", slot, itemId?, orderId?,
 *                               startedAt? }…] } the last 5000, oldest first: what motors and riders' hands really did
 *
 * Every POST answers 200 with the BoardView after it. Errors are problem+json with a `code`: request/invalid (400),
 * request/not-found (404: no such slot), slot/empty (409: nothing to take), slot/taken (409: something is in the way, or
 * the item is elsewhere), slot/faulted (409: no power).
 */
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from "@fastify/type-provider-typebox";
import Fastify, { type FastifyInstance } from "fastify";
import { Type } from "typebox";
import { AppError, errorTable } from "../../../platform/app-error.ts";
import { SimulatedItemId } from "../kit/cabinet-state.ts";
import type { Board } from "./board.ts";
import { type BoardView, boardView } from "./board-view.ts";
import { frontPage } from "./front-page.ts";

const strict = { additionalProperties: false };
const Slot = Type.Object({ slot: Type.String({ pattern: "^[1-9][0-9]?$" }) });
const FillBody = Type.Object(
  { itemId: Type.Optional(SimulatedItemId), level: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })) },
  strict,
);
const InsertBody = Type.Object({ itemId: Type.Optional(SimulatedItemId) }, strict);
const BoardBody = Type.Object(
  {
    mode: Type.Optional(
      Type.Union([
        Type.Literal("normal"),
        Type.Literal("mute"),
        Type.Literal("weak"),
        Type.Literal("silent"),
        Type.Literal("off"),
      ]),
    ),
    corruptNext: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
    split: Type.Optional(Type.Boolean()),
  },
  { ...strict, minProperties: 1 },
);

/** The control as a server that doesn't listen yet. @param stickers slot → address of the code on it */
export function boardControl(board: Board, stickers: ReadonlyMap<number, string>): FastifyInstance {
  const plain = Fastify({ forceCloseConnections: true });
  plain.setErrorHandler<Error & { statusCode?: number }>((error, _request, reply) => {
    const known = error instanceof AppError ? error : asAppError(error);
    const { code, detail, status } = known;
    return reply
      .code(status)
      .type("application/problem+json")
      .send({ type: "about:blank", title: errorTable[code].text, status, code, detail });
  });
  plain.setNotFoundHandler(() => {
    throw new AppError("request/not-found");
  });
  const http = plain.withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler);
  http.addHook("preValidation", async (request) => {
    request.body ??= {};
  });
  const view = (): BoardView => boardView(board, stickers);

  http.get("/", (_request, reply) => reply.type("text/html; charset=utf-8").send(frontPage));
  http.get("/slots", view);
  http.get("/log", () => ({ frames: board.log.entries }));
  http.get("/motions", () => ({ motions: board.motions.entries }));
  http.post("/slots/:slot/fill", { schema: { params: Slot, body: FillBody } }, ({ params, body }) => {
    board.fill(Number(params.slot), body.itemId, body.level);
    return view();
  });
  http.post("/slots/:slot/insert", { schema: { params: Slot, body: InsertBody } }, ({ params, body }) => {
    board.insert(Number(params.slot), body.itemId);
    return view();
  });
  const withoutBody = {
    empty: (slot: number) => board.empty(slot),
    take: (slot: number) => board.take(slot),
    jam: (slot: number) => board.setJammed(slot, true),
    free: (slot: number) => board.setJammed(slot, false),
  };
  for (const [action, perform] of Object.entries(withoutBody))
    http.post(`/slots/:slot/${action}`, { schema: { params: Slot } }, ({ params }) => {
      perform(Number(params.slot));
      return view();
    });
  http.post("/board", { schema: { body: BoardBody } }, ({ body }) => {
    if (body.mode !== undefined) board.mode = body.mode;
    if (body.corruptNext !== undefined) board.transmitter.corruptNext = body.corruptNext;
    if (body.split !== undefined) board.transmitter.split = body.split;
    return view();
  });
  return plain;
}

function asAppError(error: Error & { statusCode?: number }): AppError {
  const ours = error.statusCode === undefined || error.statusCode >= 500;
  return ours
    ? new AppError("internal/fault", undefined, { cause: error })
    : new AppError("request/invalid", error.message);
}
