/** The cabinet's front: whoever clicks here is the rider's hand, or the technician's. Polls, so that it shows what the motor does. */
export const frontPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Simulated cabinet</title>
<link rel="icon" href="data:,">
<style>
  :root { color-scheme: light; --ink: #16202c; --soft: #66758a; --line: #d5dce6; --ground: #eef2f7; --full: #0a7f5a; --loose: #b45309; --bad: #b91c1c; }
  * { box-sizing: border-box; }
  body { margin: 0; padding: 24px 16px 40px; background: var(--ground); color: var(--ink); font: 15px/1.4 system-ui, "WenQuanYi Micro Hei", sans-serif; }
  main { max-width: 980px; margin: 0 auto; }
  header { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; margin-bottom: 16px; }
  h1 { font-size: 20px; margin: 0; flex: 1 1 auto; }
  h1 small { font-weight: 400; color: var(--soft); margin-left: 8px; }
  fieldset { border: 0; margin: 0; padding: 0; display: flex; gap: 4px; }
  button, select, input { font: inherit; color: inherit; border: 1px solid var(--line); border-radius: 8px; background: #fff; padding: 6px 10px; min-height: 36px; }
  button { cursor: pointer; }
  button:hover { border-color: var(--ink); }
  button[aria-pressed="true"] { background: var(--ink); border-color: var(--ink); color: #fff; }
  #slots { list-style: none; margin: 0; padding: 14px; display: grid; gap: 12px; grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)); background: #273446; border-radius: 16px; }
  #slots li { background: #fff; border-radius: 12px; padding: 12px; border-left: 6px solid var(--line); display: flex; flex-direction: column; gap: 8px; }
  #slots li.full { border-left-color: var(--full); }
  #slots li.loose { border-left-color: var(--loose); background: #fff7ed; }
  .top { display: flex; align-items: baseline; gap: 8px; }
  .number { font-size: 26px; font-weight: 700; }
  .state { font-weight: 600; }
  .full .state { color: var(--full); } .loose .state { color: var(--loose); }
  .what, .fine { color: var(--soft); font-size: 13px; min-height: 18px; overflow-wrap: anywhere; }
  .fine b { color: var(--bad); }
  .buttons { display: flex; flex-wrap: wrap; gap: 6px; }
  .rider { margin-top: auto; }
  .main { background: var(--loose); border-color: var(--loose); color: #fff; }
  a { color: #1d4ed8; }
  #hand { margin: 0 0 16px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
  .technician button { border-style: dashed; color: var(--soft); font-size: 13px; padding: 2px 8px; min-height: 28px; }
  #said { position: sticky; bottom: 12px; margin: 12px 0 0; padding: 10px 14px; border-radius: 8px; background: var(--bad); color: #fff; }
  #said:empty { visibility: hidden; }
</style>
</head>
<body>
<main>
  <header>
    <h1>Simulated cabinet <small id="board"></small></h1>
    <fieldset id="modes" aria-label="board">
      <button data-mode="normal">normal</button><button data-mode="mute" title="does all, answers nothing">mute</button><button data-mode="weak" title="hangs when a motor is to start">weak</button><button data-mode="silent" title="hung: does nothing">silent</button><button data-mode="off" title="no power">off</button>
    </fieldset>
  </header>
  <p class="fine" id="meaning"></p>
  <p class="buttons technician"><button id="corrupt">garble the next 3 frames</button><button id="split" aria-pressed="false">send byte by byte</button></p>
  <p id="hand"><label for="item">Push in:</label> <select id="item"></select> <input id="foreign" placeholder="another item's id" aria-label="another item's id" maxlength="32" pattern="[0-9A-Za-z_\\-]+"></p>
  <ul id="slots"></ul>
  <p id="said" role="status"></p>
</main>
<script>
const byId = (id) => document.getElementById(id);
const make = (tag, className, text) => Object.assign(document.createElement(tag), { className, textContent: text ?? "" });
const meanings = {
  normal: "The board answers everything.",
  mute: "The board does everything and answers nothing.",
  weak: "The board hangs as soon as a motor is to start: its supply gives way.",
  silent: "The board hangs: it does nothing and answers nothing.",
  off: "The board has no power: nothing moves, and nothing that is pushed in is noticed.",
};
let shown = "";
async function call(path, body) {
  const init = body === undefined ? { method: "POST" } : { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  try {
    const answer = await fetch(path, init);
    const said = await answer.json();
    byId("said").textContent = answer.ok ? "" : said.detail + " (" + said.code + ")";
    if (answer.ok) show(said);
  } catch { byId("said").textContent = "The simulator does not answer."; }
}
function slotCard(slot) {
  const state = slot.itemId ? "full" : slot.looseItemId ? "loose" : "empty";
  const card = make("li", state);
  card.dataset.slot = slot.slot;
  const top = make("div", "top");
  top.append(make("span", "number", slot.slot), make("span", "state", { full: "locked in", loose: "open, lies loose", empty: "empty" }[state]));
  const what = make("div", "what", slot.itemId ? slot.itemId + " · " + slot.level + " %" : slot.looseItemId ?? "");
  const fine = make("div", "fine", "motor ran " + slot.motorMovements + "×" + (slot.returnConfirmed ? "" : " · return not confirmed"));
  if (slot.jammed) fine.append(" · ", make("b", "", "jammed"));
  const at = "/slots/" + slot.slot + "/";
  const action = (name, body) => {
    const button = make("button", "", name);
    button.addEventListener("click", () => call(at + name.replace("push in", "insert"), body && body()));
    return button;
  };
  const rider = make("div", "buttons rider");
  if (state === "loose") rider.append(Object.assign(action("take"), { className: "main" }), action("push in"));
  if (state === "empty") rider.append(action("push in", chosen));
  const technician = make("div", "buttons technician");
  technician.append(action(slot.jammed ? "free" : "jam"), action(state === "empty" ? "fill" : "empty"));
  card.append(top, what, fine);
  if (slot.sticker) {
    const link = make("a", "", "scan the code");
    Object.assign(link, { href: slot.sticker, target: "_blank", rel: "noopener" });
    card.append(link);
  }
  card.append(rider, technician);
  return card;
}
function chosen() {
  const itemId = byId("foreign").value.trim() || byId("item").value;
  byId("foreign").value = "";
  return itemId ? { itemId } : {};
}
function show(view) {
  const text = JSON.stringify(view);
  if (text === shown) return;
  shown = text;
  byId("board").textContent = view.boardId + (view.resets ? " · reset " + view.resets + "×" : "");
  for (const one of byId("modes").children) one.setAttribute("aria-pressed", String(one.dataset.mode === view.mode));
  byId("meaning").textContent = meanings[view.mode];
  byId("split").setAttribute("aria-pressed", String(view.split));
  byId("slots").style.opacity = view.mode === "off" ? ".5" : "";
  const before = byId("item").value;
  byId("item").replaceChildren(...(view.carried.length ? view.carried.map((id) => new Option(id, id)) : [new Option("nobody carries an item", "")]));
  if (view.carried.includes(before)) byId("item").value = before;
  byId("slots").replaceChildren(...view.slots.map(slotCard));
}
async function poll() {
  try {
    show(await (await fetch("/slots")).json());
    if (byId("said").textContent.startsWith("The simulator")) byId("said").textContent = "";
  } catch { byId("said").textContent = "The simulator does not answer."; }
  setTimeout(poll, 500);
}
byId("modes").addEventListener("click", (event) => event.target.dataset.mode && call("/board", { mode: event.target.dataset.mode }));
byId("corrupt").addEventListener("click", () => call("/board", { corruptNext: 3 }));
byId("split").addEventListener("click", () => call("/board", { split: byId("split").getAttribute("aria-pressed") !== "true" }));
poll();
</script>
</body>
</html>
`;
