/**
 * The HTTP control of a simulated fleet, loopback only:
 *
 *     POST /cabinets/:cabinetId/slots/:slot/return   the item that came out of the slot goes back into it: 204, or 409
 *     GET  /status                                   FleetStatus (fleet-tally.ts)
 */
import Fastify, { type FastifyInstance } from "fastify";
import type { Fleet } from "./fleet.ts";

interface SlotRoute {
  readonly Params: { readonly cabinetId: string; readonly slot: string };
}

/** The control as a server that does not listen yet. */
export function fleetControl(fleet: Pick<Fleet, "putBack" | "status">): FastifyInstance {
  const http = Fastify({ forceCloseConnections: true });
  http.get("/status", () => fleet.status());
  http.post<SlotRoute>("/cabinets/:cabinetId/slots/:slot/return", async ({ params }, reply) => {
    const done = await fleet.putBack(params.cabinetId, Number(params.slot));
    return reply.code(done ? 204 : 409).send();
  });
  return http;
}
