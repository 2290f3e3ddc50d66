import type { Card, LifeAccount } from "./state.ts";
import { escapeHtml, page } from "./wallet-pages.ts";
import { toBeijing } from "./wire-values.ts";

/** The merchant's life account as its user sees it: what it wrote, newest first, and its menu. */
export function lifeAccountPage(userId: string, { follows, cards }: LifeAccount): string {
  const menu = [
    follows ? button("unfollow", "取消关注 Unfollow") : button("follow", "关注 Follow"),
    button("enter", "重新进入 Enter"),
    button("click", "开始借用 Borrow", "home"),
    button("click", "我的订单 Orders", "orders"),
  ];
  const written = cards.toReversed().map(cardHtml).join("");
  return page(
    "生活号",
    `Life account, seen by ${userId}`,
    `<div class="row">${menu.join("")}</div>${written || '<section class="deposit"><p>还没有消息<small>No messages yet</small></p></section>'}
    <form method="get" action="/life"><button class="quiet">刷新 Refresh</button></form>`,
  );
}

function cardHtml({ at, title, text, action, url }: Card): string {
  return `<section><h2>${escapeHtml(title)}</h2><p>${escapeHtml(text)}<small>${toBeijing(at)}</small></p>
<a class="button" href="${escapeHtml(url)}">${escapeHtml(action)}</a></section>`;
}

function button(type: string, label: string, parameter = ""): string {
  return `<form method="post" action="/life"><input type="hidden" name="type" value="${type}">
<input type="hidden" name="parameter" value="${parameter}"><button>${label}</button></form>`;
}
