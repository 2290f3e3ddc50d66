import { endOfDay, startOfDay } from "../../parts/beijing-day.ts";

/** What a filter may name: the hub looks for one of these at a time. */
export const subjects = ["order", "rider", "account", "cabinet"] as const;
export type Subject = (typeof subjects)[number];

/** The filters of the log, as they stand in the address of the page. */
export const filterNames = ["from", "to", "act", "actor", "about", "id"] as const;
export type FilterValues = Readonly<Partial<Record<(typeof filterNames)[number], string>>>;

const parameters = { order: "orderNo", rider: "riderId", account: "account", cabinet: "cabinetId" } as const;

/**
 * What the hub is asked with. Days are Beijing days and both are within the range; a person's name alone stands for
 * `operator/<name>`, a rider's id alone for `user/<id>`.
 */
export function auditQuery({ from, to, act, actor, about, id }: FilterValues) {
  return {
    ...(from !== undefined && { from: String(startOfDay(from)) }),
    ...(to !== undefined && { to: String(endOfDay(to)) }),
    ...(act !== undefined && { act }),
    ...(actor !== undefined && { actor: actorOf(actor) }),
    ...(id !== undefined && subjectOf(about, id)),
  };
}

function subjectOf(about: string | undefined, id: string) {
  const subject = subjects.find((one) => one === about) ?? "order";
  return { [parameters[subject]]: subject === "rider" && !id.includes("/") ? `user/${id}` : id };
}

function actorOf(text: string): string {
  return text.includes("/") || text === "config" || text === "command" ? text : `operator/${text}`;
}
