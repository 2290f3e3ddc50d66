import type { CabinetEvent } from "./cabinet-types.ts";
import type { CabinetsWords } from "./words-chinese.ts";

type Body = CabinetEvent["body"];

const outcomes: Readonly<Record<string, string>> = {
  opened: "opened",
  refused: "did not open",
  unknown: "may have opened",
};
const reasons: Readonly<Record<string, string>> = {
  expired: "the command came after its expiry",
  "clock-unknown": "the bridge does not know the time yet",
  "no-such-slot": "there is no such slot",
  "slot-empty": "the slot is empty",
  "item-unreadable": "the item's id can't be read",
  "lock-fault": "the lock moved and the item stayed in place",
  "board-silent": "the board did not answer",
  "board-refused": "the board reported a failure",
  unclear: "the board's answers contradict each other",
  restarted: "the bridge restarted meanwhile",
};

function eventSays(body: Body): string {
  switch (body.kind) {
    case "result": {
      const { slot, result } = body;
      const why = "reason" in result ? `: ${reasons[result.reason] ?? result.reason}` : "";
      const item = "itemId" in result && result.itemId !== undefined ? `, item ${result.itemId}` : "";
      return `Slot ${slot} ${outcomes[result.outcome] ?? result.outcome}${item}${why}`;
    }
    case "restart":
      return body.result.outcome === "restarting"
        ? "The bridge restarts as it was told"
        : `The bridge did not restart: ${reasons[body.result.reason] ?? body.result.reason}`;
    case "returned":
      return `Return into slot ${body.slot}, ${body.itemId === undefined ? "id not readable" : `item ${body.itemId}`}`;
    case "removed":
      return `An item left slot ${body.slot} without a command${body.itemId === undefined ? "" : `: ${body.itemId}`}`;
    case "abnormal":
      return `${body.slot === undefined ? "The board" : `Slot ${body.slot}`} reports: ${body.what}`;
  }
}

const counted = (count: number) => `${count} ${count === 1 ? "cabinet" : "cabinets"}`;

/** What the pages of cabinets say, in English. */
export const words: CabinetsWords = {
  title: "Cabinets",
  views: { list: "List", map: "Map", visits: "Visits", sites: "Sites" },
  view: "View",
  back: "Back to the cabinets",
  newCabinet: "New cabinet",
  search: "Id, name or address",
  condition: "State",
  needsVisit: "Visit",
  visitFilters: { yes: "Needs a visit", no: "Needs no visit" },
  itemKind: "Item kind",
  site: "Site",
  noSite: "No site",
  conditions: {
    online: "Online",
    offline: "Offline",
    "never-seen": "Never connected",
    "out-of-service": "Out of service",
    distrusted: "Distrusted",
  },
  counts: (all, shown) => (all === shown ? counted(all) : `${shown} of ${counted(all)}`),
  showMore: (count) => `Show ${count} more`,
  columns: {
    cabinet: "Cabinet",
    condition: "State",
    place: "Place",
    stock: "Ready / free / slots",
    trouble: "Faulty / locked / drift",
    visit: "Why to visit",
    software: "Bridge",
    lastSeen: "Last heard",
  },
  stock: (ready, free, slots) => `${ready} / ${free} / ${slots}`,
  softwareUnknown: "not told",
  noVisits: "No cabinet needs a visit",
  whatToDo: "What to do",
  map: "Where the cabinets are",
  zoomIn: "Zoom in",
  zoomOut: "Zoom out",
  planNote: "No map is set: this is a plan by coordinates.",
  withoutPlace: (count) => `${counted(count)} without coordinates ${count === 1 ? "is" : "are"} not shown.`,
  noPlaces: "No cabinet has coordinates. Enter them in a cabinet's details or on its site.",
  metres: (metres) => (metres >= 1000 ? `${metres / 1000} km` : `${metres} m`),
  sites: {
    none: "There are no sites yet",
    add: "New site",
    edit: "Edit",
    remove: "Remove",
    addTitle: "New site",
    editTitle: (name) => `Edit site ${name}`,
    removeTitle: (name) => `Remove site ${name}`,
    removeText: "A site can be removed when no cabinet stands there.",
    takeOver: "Cabinets of the site take over each value that they had of it.",
    id: "Site id",
    idHint: "Lower-case letters, digits and hyphens, 3 to 32; it can't be changed later.",
    idTaken: "This id is taken.",
    owner: "Owner",
    cabinets: "Cabinets",
  },
  fields: {
    cabinetId: "Cabinet id",
    idHint: "Lower-case letters, digits and hyphens, 3 to 32. The bridge is set to it; it can't be changed later.",
    idTaken: "This id is taken.",
    idWrong: "This id is not valid.",
    name: "Name",
    address: "Address",
    slots: "Slots",
    columns: "Slots in a row",
    rows: "Rows",
    layoutHint: "Slots are numbered from left to right, then from top to bottom. Left out: arranged automatically.",
    layoutBoth: "Enter both, slots in a row and rows.",
    latitude: "Latitude (WGS-84)",
    longitude: "Longitude (WGS-84)",
    locationBoth: "Enter both, latitude and longitude.",
    hoursZh: "Opening hours (Chinese)",
    hoursEn: "Opening hours (English)",
    telephone: "Telephone on site",
    missing: "Please fill this in.",
    phoneWrong: "This is no telephone number.",
  },
  create: {
    confirm: "Register cabinet",
    text: "The cabinet's secret is shown once afterwards. It goes into the bridge's settings.",
    secretTitle: (id) => `Secret of cabinet ${id}`,
    secretText: "Set BRIDGE_CABINET_ID and BRIDGE_SECRET (or its file) of the bridge to these, then start it.",
  },
  facts: {
    title: "Cabinet",
    presence: "Connection",
    onlineSince: "Online since",
    offlineSince: "Offline since",
    never: "Never connected",
    lastSeen: "Last heard",
    snapshot: "Last snapshot",
    noSnapshot: "None since it connected",
    driver: "Driver",
    software: "Bridge",
    oldBridge: "older one, does not say",
    uptime: "Bridge runs for",
    board: "Board last answered",
    boardNever: "Not yet",
    journal: "Events not acknowledged",
    memory: "Bridge's memory",
    site: "Site",
    address: "Address",
    hours: "Opening hours",
    telephone: "Telephone on site",
    itemKind: "Item kind",
    refusedLogins: "Refused logins",
    refused: (count, reason) => `${count}, the last one: ${reason}`,
  },
  disabledTitle: "Out of service",
  distrustedTitle: "This cabinet is distrusted",
  distrustedText:
    "It reported what other cabinets contradict. Compare its slots with what is shown here; when the cause is gone, trust it again.",
  byOperator: (actor, reason) => `${actor.replace(/^operator\//, "")}: ${reason}`,
  visitTitle: "Needs a visit",
  drift: "Differences from the hub's records",
  noDrift: "None",
  slotsTitle: "Slots",
  slotsLabel: "The slots on the cabinet's front",
  stale: "The cabinet is offline: these are the slots of its last snapshot.",
  pickSlot: "Choose a slot for its details and acts.",
  slot: (slot) => `Slot ${slot}`,
  looks: {
    ready: "Ready",
    low: "Low charge",
    empty: "Empty",
    faulty: "Faulty",
    locked: "Locked",
    held: "Held",
    unknown: "Unknown",
  },
  level: (level) => `${level} %`,
  slotFacts: {
    state: "State",
    item: "Item",
    charge: "Charge",
    fault: "Fault",
    order: "Order",
    locked: "Locked",
    none: "None",
    noId: "id not readable",
  },
  acts: {
    title: "Acts",
    notPossible: (count) => `Not possible now (${count})`,
    noPermission: "Your role does not include this.",
    none: "Your role can't act on cabinets.",
    names: {
      "open-slot": "Open slot",
      "lock-slot": "Lock slot",
      "unlock-slot": "Unlock slot",
      look: "Ask for a snapshot",
      restart: "Restart the bridge",
      disable: "Take out of service",
      enable: "Bring back into service",
      "trust-again": "Trust again",
      remove: "Retire cabinet",
    },
    does: {
      "open-slot":
        "The cabinet opens this slot once, within 20 seconds or not at all. What comes out is neither lent nor missing.",
      "lock-slot":
        "Riders are offered neither its item nor its room. An order that holds it goes on, and a return into it counts.",
      "unlock-slot": "Riders can use this slot again.",
      look: "The cabinet reports all slots within seconds.",
      restart:
        "The bridge finishes what runs and ends. Its service manager starts it again, usually within half a minute.",
      disable: "The cabinet is disconnected and riders can't borrow there. Open orders go on.",
      enable: "The cabinet may connect again, and riders can borrow there.",
      "trust-again": "What the cabinet reports counts again, and its slots are offered again.",
      remove: "For good: its secret, codes and screens become void. Its past orders stay. This can't be taken back.",
    },
    edit: "Edit details",
    editText: "Riders see the new details immediately.",
    move: "Move cabinet",
    moveText: "Address, coordinates, opening hours and telephone come from the new site, unless you enter others here.",
    ownAddress: "Address, where it differs from the site's",
    enrol: "Enrol a bridge",
    enrolDoes:
      "Issues a one-time token. The bridge that uses it gets a new secret; until then the old secret stays valid.",
    enrolTitle: (id) => `Enrol the bridge of cabinet ${id}`,
    enrolText: (expiresAt) =>
      `Run this command on the cabinet's computer, in the folder of the program and with the bridge's settings (docs/guides/bridge.md). Its token is valid for one bridge, until ${expiresAt} Beijing time.`,
    secret: "Renew secret",
    secretDoes: "The old secret is void immediately and the cabinet is disconnected. The new one is shown once.",
    askAgain: "Ask for the outcome",
    askAgainDoes: "The same command is sent again. The bridge answers with what it knows and does nothing twice.",
  },
  commands: {
    title: "Commands",
    none: "No commands yet",
    actions: { "open-for-service": "Open", restart: "Restart the bridge" },
    states: {
      "under-way": "Under way",
      unanswered: "No answer",
      opened: "Opened",
      restarting: "Restarted",
      refused: "Refused",
      unknown: "Not known",
    },
    tookOut: (itemId) => `item ${itemId}`,
  },
  events: {
    title: "Latest events",
    none: "No events yet",
    says: eventSays,
    seq: (seq) => `No. ${seq}`,
  },
  comings: { title: "Connections", online: "Connected", offline: "Disconnected", none: "None yet" },
  reasons,
  duration: (minutes) =>
    minutes < 60
      ? `${minutes} min`
      : minutes < 2880
        ? `${Math.floor(minutes / 60)} h`
        : `${Math.floor(minutes / 1440)} days`,
  megabytes: (count) => `${count} MB`,
  problems: {
    "cabinet/not-connected": "The cabinet is not connected, so it can't be told anything now.",
    "cabinet/out-of-service": "The cabinet is out of service. Bring it back first.",
    "cabinet/service-limit": "The cabinet got as many commands as it may within ten minutes. Wait a moment.",
    "cabinet/not-distrusted": "The cabinet is not distrusted.",
    "bridge/too-old": "The bridge's software is too old for this. Update it.",
    "slot/held": "An order holds this slot. Wait until it has its item, or decide the order.",
    "slot/in-service": "This slot is being opened for an operator.",
    "slot/unknown": "The cabinet has no such slot.",
    "command/unknown": "This command was not found.",
    "site/unknown": "There is no such site.",
    "site/in-use": "Cabinets stand on this site. Move them first.",
    "item-kind/unknown": "There is no such item kind.",
  },
};
