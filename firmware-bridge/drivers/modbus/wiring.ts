import { Type } from "typebox";

/** How relay boards that speak Modbus are wired and addressed (modbus §6.4); no frame tells it. */
export const modbusWiring = Type.Object({
  framing: Type.Union([Type.Literal("rtu"), Type.Literal("tcp")], {
    default: "rtu",
    description:
      "`rtu` on a serial line, and behind a serial server that only passes bytes on; `tcp` for boards with a network plug and for gateways",
  }),
  locksPerBoard: Type.Integer({
    minimum: 1,
    maximum: 64,
    default: 8,
    description: "how many slots each unit on the line has; the unit with the lowest id has the first ones",
  }),
  // Unit 0 is every unit at once, and none of them answers.
  firstAddress: Type.Integer({
    minimum: 1,
    maximum: 247,
    default: 1,
    description: "the id of the unit that has the first slots; the others follow it",
  }),
  firstOutput: Type.Integer({
    minimum: 0,
    maximum: 255,
    default: 0,
    description: "the output of each unit's first lock; outputs count from 0",
  }),
  firstInput: Type.Integer({
    minimum: 0,
    maximum: 65_535,
    default: 0,
    description: "the discrete input of each unit's first latch; inputs count from 0",
  }),
  pulse: Type.Integer({
    minimum: 1,
    maximum: 30,
    default: 5,
    description: "how long an output is on, in tenths of a second",
  }),
  closedContact: Type.Union([Type.Literal("locked"), Type.Literal("open")], {
    default: "locked",
    description: "what an input that is on says of its latch: `locked` or `open`",
  }),
});

export type ModbusWiring = Type.Static<typeof modbusWiring>;
