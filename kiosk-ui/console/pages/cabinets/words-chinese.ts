import type { CabinetEvent, Condition } from "./cabinet-types.ts";
import type { SlotLook } from "./slot-views.ts";

type Body = CabinetEvent["body"];

const slotNo = (slot: number) => `${slot} 号仓`;
const outcomes: Readonly<Record<string, string>> = { opened: "已打开", refused: "未打开", unknown: "是否打开不明" };
const reasons: Readonly<Record<string, string>> = {
  expired: "指令到达时已过期",
  "clock-unknown": "网关尚未对时",
  "no-such-slot": "没有这个仓位",
  "slot-empty": "仓位是空的",
  "item-unreadable": "读不到物品编号",
  "lock-fault": "锁动作后物品仍在原位",
  "board-silent": "控制板没有应答",
  "board-refused": "控制板报告失败",
  unclear: "控制板前后应答不一致",
  restarted: "执行期间网关重启",
};

function eventSays(body: Body): string {
  switch (body.kind) {
    case "result": {
      const { slot, result } = body;
      const why = "reason" in result ? `：${reasons[result.reason] ?? result.reason}` : "";
      const item = "itemId" in result && result.itemId !== undefined ? `，物品 ${result.itemId}` : "";
      return `${slotNo(slot)}${outcomes[result.outcome] ?? result.outcome}${item}${why}`;
    }
    case "restart":
      return body.result.outcome === "restarting"
        ? "网关按指令重启"
        : `网关没有重启：${reasons[body.result.reason] ?? body.result.reason}`;
    case "returned":
      return `${slotNo(body.slot)}收到归还${body.itemId === undefined ? "（读不到编号）" : `，物品 ${body.itemId}`}`;
    case "removed":
      return `${slotNo(body.slot)}的物品未经指令被取走${body.itemId === undefined ? "" : `，物品 ${body.itemId}`}`;
    case "abnormal":
      return `${body.slot === undefined ? "控制板" : slotNo(body.slot)}报告异常：${body.what}`;
  }
}

/** What the pages of cabinets say, in Chinese. The English words are of the same type. */
export const words = {
  title: "机柜",
  views: { list: "列表", map: "地图", visits: "待巡检", sites: "网点" },
  view: "显示方式",
  back: "返回机柜列表",
  newCabinet: "新增机柜",
  search: "编号、名称或地址",
  condition: "状态",
  needsVisit: "巡检",
  visitFilters: { yes: "需要巡检", no: "不需要巡检" },
  itemKind: "物品类型",
  site: "网点",
  noSite: "未归入网点",
  conditions: {
    online: "在线",
    offline: "离线",
    "never-seen": "从未连接",
    "out-of-service": "已停用",
    distrusted: "不可信",
  } satisfies Record<Condition, string> as Record<Condition, string>,
  counts: (all: number, shown: number) =>
    all === shown ? `共 ${all} 台机柜` : `共 ${all} 台机柜，符合条件 ${shown} 台`,
  showMore: (count: number) => `再显示 ${count} 台`,
  columns: {
    cabinet: "机柜",
    condition: "状态",
    place: "位置",
    stock: "可借 / 空位 / 仓位",
    trouble: "故障 / 锁定 / 差异",
    visit: "巡检原因",
    software: "网关版本",
    lastSeen: "最近消息",
  },
  stock: (ready: number, free: number, slots: number) => `${ready} / ${free} / ${slots}`,
  softwareUnknown: "未上报",
  noVisits: "没有需要巡检的机柜",
  whatToDo: "处理方法",
  map: "机柜位置",
  zoomIn: "放大",
  zoomOut: "缩小",
  planNote: "没有设置地图，按坐标绘制平面图。",
  withoutPlace: (count: number) => `${count} 台机柜没有坐标，未显示在图上。`,
  noPlaces: "没有机柜登记坐标。请在机柜资料或网点中填写。",
  metres: (metres: number) => (metres >= 1000 ? `${metres / 1000} 公里` : `${metres} 米`),
  sites: {
    none: "还没有网点",
    add: "新增网点",
    edit: "修改",
    remove: "删除",
    addTitle: "新增网点",
    editTitle: (name: string) => `修改网点 ${name}`,
    removeTitle: (name: string) => `删除网点 ${name}`,
    removeText: "网点下没有机柜时才能删除。",
    takeOver: "网点下的机柜会同步沿用未单独修改过的资料。",
    id: "网点编号",
    idHint: "小写字母、数字和连字符，3 到 32 位；保存后不能修改。",
    idTaken: "这个编号已被使用。",
    owner: "归属方",
    cabinets: "机柜",
  },
  fields: {
    cabinetId: "机柜编号",
    idHint: "小写字母、数字和连字符，3 到 32 位；写入网关设置，保存后不能修改。",
    idTaken: "这个编号已被使用。",
    idWrong: "编号不符合要求。",
    name: "名称",
    address: "地址",
    slots: "仓位数",
    columns: "每排仓位数",
    rows: "排数",
    layoutHint: "按正面从左到右、从上到下编号；不填则自动排列。",
    layoutBoth: "请同时填写每排仓位数和排数。",
    latitude: "纬度（WGS-84）",
    longitude: "经度（WGS-84）",
    locationBoth: "请同时填写纬度和经度。",
    hoursZh: "营业时间（中文）",
    hoursEn: "营业时间（英文）",
    telephone: "现场客服电话",
    missing: "请填写此项。",
    phoneWrong: "电话号码不符合要求。",
  },
  create: {
    confirm: "登记机柜",
    text: "登记后会显示一次机柜密钥，请写入网关设置。",
    secretTitle: (id: string) => `机柜 ${id} 的密钥`,
    secretText: "写入网关的设置 BRIDGE_CABINET_ID 和 BRIDGE_SECRET（或密钥文件），然后启动网关。",
  },
  facts: {
    title: "机柜资料",
    presence: "连接",
    onlineSince: "在线，自",
    offlineSince: "离线，自",
    never: "从未连接",
    lastSeen: "最近消息",
    snapshot: "最近快照",
    noSnapshot: "连接后还没有快照",
    driver: "驱动",
    software: "网关版本",
    oldBridge: "旧版（未上报）",
    uptime: "网关已运行",
    board: "控制板最近应答",
    boardNever: "还没有应答",
    journal: "待确认事件",
    memory: "网关内存",
    site: "网点",
    address: "地址",
    hours: "营业时间",
    telephone: "现场客服",
    itemKind: "物品类型",
    refusedLogins: "被拒绝的登录",
    refused: (count: number, reason: string) => `${count} 次，最近原因：${reason}`,
  },
  disabledTitle: "机柜已停用",
  distrustedTitle: "机柜被标记为不可信",
  distrustedText: "它报告的内容与其他机柜矛盾。核对仓位与系统显示，原因排除后恢复信任。",
  byOperator: (actor: string, reason: string) => `${actor.replace(/^operator\//, "")}：${reason}`,
  visitTitle: "需要巡检",
  drift: "与系统记录的差异",
  noDrift: "没有差异",
  slotsTitle: "仓位",
  slotsLabel: "机柜正面的仓位",
  stale: "机柜离线，以下为最近一次快照。",
  pickSlot: "选择一个仓位查看详情和操作。",
  slot: slotNo,
  looks: {
    ready: "可借",
    low: "电量低",
    empty: "空",
    faulty: "故障",
    locked: "已锁定",
    held: "订单占用",
    unknown: "未知",
  } satisfies Record<SlotLook, string> as Record<SlotLook, string>,
  level: (level: number) => `${level}%`,
  slotFacts: {
    state: "状态",
    item: "物品",
    charge: "电量",
    fault: "故障",
    order: "订单",
    locked: "锁定",
    none: "无",
    noId: "读不到编号",
  },
  acts: {
    title: "操作",
    notPossible: (count: number) => `现在不能做的操作（${count}）`,
    noPermission: "您的角色没有这项权限。",
    none: "您的角色不能操作机柜。",
    names: {
      "open-slot": "打开仓位",
      "lock-slot": "锁定仓位",
      "unlock-slot": "解除锁定",
      look: "获取快照",
      restart: "重启网关",
      disable: "停用机柜",
      enable: "恢复使用",
      "trust-again": "恢复信任",
      remove: "注销机柜",
    } as Readonly<Record<string, string>>,
    does: {
      "open-slot": "机柜会打开这个仓位一次，20 秒内没有执行则作废。取出的物品不算借出，也不算丢失。",
      "lock-slot": "不再向用户提供这个仓位的物品和空位；占用它的订单不受影响，还进来的物品照常入账。",
      "unlock-slot": "用户可以重新使用这个仓位。",
      look: "机柜在几秒内上报所有仓位。",
      restart: "网关完成正在进行的动作后退出，由守护程序重新启动，一般半分钟内恢复。",
      disable: "机柜断开连接，用户不能在此借用；未完结的订单继续。",
      enable: "机柜可以重新连接，用户可以在此借用。",
      "trust-again": "机柜报告的内容重新作为依据，仓位重新开放。",
      remove: "永久注销：密钥、二维码和屏幕全部作废，历史订单保留。此操作不能撤销。",
    } as Readonly<Record<string, string>>,
    edit: "修改资料",
    editText: "保存后用户立即看到新资料。",
    move: "移动机柜",
    moveText: "地址、坐标、营业时间和电话沿用新网点，除非在此另行填写。",
    ownAddress: "地址（与网点不同时填写）",
    enrol: "注册网关",
    enrolDoes: "生成一次性注册码。网关使用后会得到新密钥，在此之前旧密钥继续有效。",
    enrolTitle: (id: string) => `注册机柜 ${id} 的网关`,
    enrolText: (expiresAt: string) =>
      `请在机柜的电脑上进入程序目录，使用网关的设置执行这条命令（docs/guides/bridge.md）。其中的注册码只能用于一台网关，有效期至北京时间 ${expiresAt}。`,
    secret: "更换密钥",
    secretDoes: "旧密钥立即作废，机柜断开连接；新密钥只显示一次。",
    askAgain: "再次询问结果",
    askAgainDoes: "重新发送同一条指令。网关只回答已知的结果，不会重复执行。",
  },
  commands: {
    title: "指令",
    none: "还没有指令",
    actions: { "open-for-service": "打开", restart: "重启网关" } as Readonly<Record<string, string>>,
    states: {
      "under-way": "执行中",
      unanswered: "没有回应",
      opened: "已打开",
      restarting: "已重启",
      refused: "未执行",
      unknown: "结果不明",
    } as Readonly<Record<string, string>>,
    tookOut: (itemId: string) => `物品 ${itemId}`,
  },
  events: {
    title: "最近事件",
    none: "还没有事件",
    says: eventSays,
    seq: (seq: number) => `第 ${seq} 条`,
  },
  comings: { title: "连接记录", online: "上线", offline: "离线", none: "还没有记录" },
  reasons,
  duration: (minutes: number) =>
    minutes < 60
      ? `${minutes} 分钟`
      : minutes < 2880
        ? `${Math.floor(minutes / 60)} 小时`
        : `${Math.floor(minutes / 1440)} 天`,
  megabytes: (count: number) => `${count} MB`,
  problems: {
    "cabinet/not-connected": "机柜未连接，现在不能下达指令。",
    "cabinet/out-of-service": "机柜已停用，请先恢复使用。",
    "cabinet/service-limit": "十分钟内下达的指令已达上限，请稍后再试。",
    "cabinet/not-distrusted": "机柜没有被标记为不可信。",
    "bridge/too-old": "网关软件版本过旧，不支持此操作，请先升级。",
    "slot/held": "有订单占用该仓位，请等待物品弹出，或先处理该订单。",
    "slot/in-service": "该仓位正在为运维人员打开。",
    "slot/unknown": "机柜没有这个仓位。",
    "command/unknown": "没有找到这条指令。",
    "site/unknown": "没有这个网点。",
    "site/in-use": "网点下还有机柜，请先移走。",
    "item-kind/unknown": "没有这种物品类型。",
  } as Readonly<Record<string, string>>,
};

/** What the pages of cabinets say. */
export type CabinetsWords = typeof words;
