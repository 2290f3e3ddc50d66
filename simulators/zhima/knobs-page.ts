import type { Fault } from "./faults.ts";
import { faultMeanings, faultyMethods } from "./faults.ts";
import type { Order, State } from "./state.ts";
import { userOf } from "./state.ts";
import { escapeHtml, list, page } from "./wallet-pages.ts";
import { toYuan } from "./wire-values.ts";

/** Users that the page offers beside those who have done something already. */
const offered = ["2088000000000001", "2088000000000002", "2088000000000003"];

/** Everything that can be tried at the wallet and the gateway: whose phone it is, how good the user is, and what goes wrong. */
export function knobsPage(state: State, userId: string, faults: readonly Fault[]): string {
  return page(
    "模拟钱包",
    "Simulated wallet and gateway: everything that can be tried",
    `<div class="row">${link("/records", "借用记录 Loans")}${link("/life", "生活号 Life account")}</div>
    ${usersCard(state, userId)}${userCard(state, userId)}${faultsCard(faults)}${lostCard(ordersOf(state, userId))}`,
  );
}

function usersCard(state: State, userId: string): string {
  const known = [...offered, ...Object.keys(state.users), ...Object.values(state.orders).map((order) => order.userId)];
  const options = [...new Set([userId, ...known])].map(
    (id) => `<option value="${escapeHtml(id)}"${id === userId ? " selected" : ""}>${escapeHtml(id)}</option>`,
  );
  return `<section><h2>谁的手机 Whose phone this is</h2>
<form method="get" action="/"><label>用户 User <select name="user">${options.join("")}</select></label><button>换成这位 Use this one</button></form>
<p><small>Log out on the rider's page, or open it in a private window, for the hub to see another rider.</small></p></section>`;
}

function userCard(state: State, userId: string): string {
  const { score, overdue, signed } = userOf(state, userId);
  return `<section><h2>这位用户 This user</h2><form method="post" action="/knobs/user">
<label>芝麻分 Zhima score (600: no deposit) <input type="number" name="score" min="350" max="950" value="${score}"></label>
${box("overdue", "有逾期 Has an overdue loan elsewhere", overdue)}${box("signed", "已签代扣 Has signed the withholding", signed)}
<button>保存 Save</button></form></section>`;
}

function box(name: string, label: string, on: boolean): string {
  return `<label>${label} <input type="checkbox" name="${name}" value="yes"${on ? " checked" : ""}></label>`;
}

function faultsCard(faults: readonly Fault[]): string {
  const kinds = Object.entries(faultMeanings).map(
    ([kind, meaning]) => `<option value="${kind}">${kind}: ${escapeHtml(meaning)}</option>`,
  );
  const methods = ["", ...faultyMethods].map((name) => `<option value="${name}">${name || "任意 any"}</option>`);
  const waiting = faults.map(({ kind, method, times, ms }): [string, string] => [
    kind,
    [method, times === "always" ? "always" : `${times}×`, ms === undefined ? undefined : `${ms} ms`]
      .filter(Boolean)
      .join(", "),
  ]);
  const end = `<form method="post" action="/knobs/no-faults"><button class="quiet">全部结束 End all faults</button></form>`;
  return `<section><h2>故障 What goes wrong next</h2>${faults.length > 0 ? list(waiting) + end : ""}
<form method="post" action="/knobs/fault"><label>故障 Fault <select name="kind">${kinds.join("")}</select></label>
<label>调用 Call <select name="method">${methods.join("")}</select></label>
<label>次数 Times <select name="times"><option>1</option><option>3</option><option>always</option></select></label>
<label>毫秒 ms, for slow and delayed <input type="number" name="ms" min="0" max="86400000" value="3000"></label>
<button>加上 Add</button></form></section>`;
}

function lostCard(orders: readonly Order[]): string {
  const forms = orders.map(
    ({ outOrderNo, request }) =>
      `<form method="post" action="/knobs/compensate"><input type="hidden" name="order" value="${escapeHtml(outOrderNo)}">
<button class="quiet">赔偿 Pay ¥${toYuan(request.depositAmount)} for the lost item of ${escapeHtml(outOrderNo)}</button></form>`,
  );
  return forms.length === 0 ? "" : `<section><h2>借用中 Out now</h2>${forms.join("")}</section>`;
}

function ordersOf(state: State, userId: string): Order[] {
  return Object.values(state.orders).filter((order) => order.userId === userId && order.useState === "borrow");
}

function link(href: string, label: string): string {
  return `<form method="get" action="${href}"><button>${label}</button></form>`;
}
