/** What the section about riders says, in Chinese. The English words are of the same type. */
export const words = {
  title: "用户",
  back: "返回用户",
  rider: (riderId: string) => `用户 ${riderId}`,
  find: "查找用户",
  findHint: "输入支付宝用户号（2088 开头，共 16 位）、完整的用户标识，或任意一个订单号。",
  notUnderstood: "无法识别。请输入支付宝用户号、完整的用户标识（如 open/…），或订单号。",
  look: "查看",
  lookIsKept: "每次查看都会保存在操作记录中。",
  conspicuous: "近期取消或上报较多的用户",
  nobodyConspicuous: "没有这样的用户",
  columns: {
    rider: "用户",
    letGo: "1 天内取消",
    letGoInWeek: "7 天内取消",
    reports: "30 天内上报",
    refuted: "不属实的上报",
    pausedUntil: "暂停借用至",
  },
  notPaused: "未暂停",
  liveOrders: (count: number) => (count === 0 ? "没有未结束的订单" : `未结束的订单（${count}）`),
  allOrders: "查看全部订单",
  actsOfRider: "可以做的操作",
  acts: {
    endSessions: {
      label: "结束登录",
      text: "在所有浏览器中退出登录，适用于手机丢失。订单照常进行。",
    },
    exportAll: {
      label: "导出数据",
      text: "把系统中保存的该用户的全部数据保存为一个文件，交给提出请求的用户。",
    },
    erase: {
      label: "删除个人数据",
      text: "从订单、统计和操作记录中去掉这位用户。订单留作账目，但不再能看出属于谁。无法撤销。",
    },
  },
  eraseNotNow: "还有未结束的订单，结束后才能删除。",
  erased: (orders: number) => `已删除。${orders} 个订单不再记有这位用户。`,
};

export type RidersWords = typeof words;
