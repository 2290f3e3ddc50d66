import { Type } from "typebox";
import { EpochMs } from "../../protocol/ids.ts";
import { alarmText } from "../alarms/alarm-texts.ts";
import { type Alarm, alarmKinds, alarmTable, everyAlarm, openAlarms } from "../store/alarm-table.ts";
import type { Store } from "../store/store.ts";
import { limitOf, PageQuery, pageOf, strict } from "./operator-api.ts";
import { pageLanguage } from "./problem-texts.ts";
import type { App } from "./typed-app.ts";

/** An alarm, with its words in the language of Accept-Language. */
export const AlarmView = Type.Object({
  id: Type.String(),
  kind: Type.Enum([...alarmKinds]),
  subject: Type.String({ description: "a cabinet's id, the name of a hub, or `all`" }),
  title: Type.String({ description: "what is wrong, in the language of Accept-Language" }),
  text: Type.String({ description: "more about it, and what to do" }),
  raisedAt: EpochMs,
  clearedAt: Type.Optional(EpochMs),
});

const AlarmQuery = Type.Object({ ...PageQuery, state: Type.Optional(Type.Enum(["open", "all"])) }, strict);

/** What operators are alarmed of, for everybody who sees orders. */
export function operatorAlarmRoutes(app: App, { store }: { readonly store: Store }): void {
  app.get(
    "/api/operator/alarms",
    {
      config: { permission: "orders.read" },
      schema: {
        summary: "What is wrong now (`state=open`), or was too, newest first; `Link` names the next page",
        querystring: AlarmQuery,
        response: { 200: Type.Array(AlarmView) },
      },
    },
    async (request, reply) => {
      const { state, before } = request.query;
      const limit = limitOf(request.query);
      const entry = state === "open" ? openAlarms : everyAlarm;
      const rows = await store.transact((tx) => tx.page(alarmTable, entry, limit + 1, before));
      const language = pageLanguage(request.headers["accept-language"]) === "en" ? "en" : "zh";
      return pageOf(request, reply, { rows, limit, keyOf: ({ id }) => id }).map((alarm) => viewOf(alarm, language));
    },
  );
}

function viewOf(alarm: Alarm, language: "zh" | "en") {
  const { id, kind, subject, raisedAt, clearedAt } = alarm;
  const words = alarmText(alarm)[language];
  return { id, kind, subject, ...words, raisedAt, ...(clearedAt !== undefined && { clearedAt }) };
}
