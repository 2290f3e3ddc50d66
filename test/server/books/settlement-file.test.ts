import { describe, expect, it } from "vitest";
import { AppError } from "../../../platform/app-error.ts";
import { readSettlementFile } from "../../../server/books/settlement-file.ts";
import { gbk } from "./gbk.ts";

const utf8 = (text: string) => new TextEncoder().encode(text);
const header = "out_order_no,order_no,fund_no,kind,gross,fee,net,paid_at";
const row = "20261123120000000001,20000001,F1,RENT,6.00,0.04,5.96,2026-11-23 14:00:00";
const read = (...lines: string[]) => readSettlementFile(utf8(lines.join("\n")));
const expected = {
  orderNo: "20261123120000000001",
  creditOrderNo: "20000001",
  fundNo: "F1",
  kind: "rent",
  gross: 600,
  fee: 4,
  day: "2026-11-23",
};

async function mistakes(bytes: Uint8Array): Promise<string> {
  try {
    await readSettlementFile(bytes);
  } catch (error) {
    if (error instanceof AppError && error.code === "books/bad-file") return error.detail;
    throw error;
  }
  throw new Error("the file was read");
}
const mistakesIn = (...lines: string[]) => mistakes(utf8(lines.join("\n")));

/** Like a bill that is downloaded from Alipay: remarks around it, a tab after each number, the fee as a deduction. */
const bill = [
  "#支付宝业务明细查询",
  "#账号：[20881234567890120156]",
  '#"起始日期：[2026年11月23日 00:00:00]   终止日期：[2026年11月24日 00:00:00]',
  "#-----------------------------------------业务明细列表----------------------------------------",
  "支付宝交易号,商户订单号,业务类型,商品名称,完成时间,对方账户,订单金额（元）,商家实收（元）,服务费（元）,备注",
  '2026112322001400001\t,20261123120000000001\t,交易,7寸"充电宝 #3,2026-11-23 14:00:00,*三,6.00,5.96,-0.04,',
  '2026112322001400002\t,SHOP-7\t,退款,"伞, 长",2026-11-23 15:00:00,*四,-1.50,-1.49,0.01,"两行\r\n备注"',
  "#-----------------------------------------业务明细列表结束------------------------------------",
  "#导出时间：[2026年11月24日 09:00:00]",
  "",
].join("\r\n");
const billRows = [
  { line: 6, orderNo: "20261123120000000001", fundNo: "2026112322001400001", gross: 600, fee: 4, day: "2026-11-23" },
  { line: 8, orderNo: "SHOP-7", fundNo: "2026112322001400002", gross: -150, fee: 1, day: "2026-11-23" },
];

describe("a settlement file", () => {
  it("is read by the names of its columns", async () => {
    expect(await read(header, row)).toEqual([{ line: 2, ...expected }]);
    expect(await read("paid_at,fee,note,gross,ORDER_NO", "2026-11-23 14:00:00,0.04,=1+1,6,20000001")).toEqual([
      { line: 2, creditOrderNo: "20000001", gross: 600, fee: 4, day: "2026-11-23" },
    ]);
  });

  it("may be a bill of Alipay's, in GBK or in UTF-8, with or without a byte order mark", async () => {
    expect(await readSettlementFile(gbk(bill))).toEqual(billRows);
    expect(await readSettlementFile(utf8(bill))).toEqual(billRows);
    expect(await readSettlementFile(utf8(`\u{feff}${bill}`))).toEqual(billRows);
  });

  it("may state what the merchant received before the fee, the share of others and the net amount", async () => {
    const columns = "商户订单号,业务类型,完成时间,订单金额（元）,商家实收（元）,服务费（元）,分润（元）,实收净额（元）";
    const payment = "20261123120000000001\t,交易,2026-11-23 14:00:00,1.50,1.50,-0.01,0.00,1.49";
    const shared = "20261123120000000002\t,交易,2026-11-23 14:00:00,1.50,1.50,-0.01,-0.30,1.19";
    expect(await read(columns, payment, shared)).toMatchObject([
      { orderNo: "20261123120000000001", gross: 150, fee: 1 },
      { orderNo: "20261123120000000002", gross: 150, fee: 1 },
    ]);
    expect(await mistakesIn(columns, payment.replace("1.49", "1.39"))).toContain(
      "net is not gross without fee and share",
    );
    expect(await mistakesIn(columns, payment.replace("1.50,1.50", "1.50,1.40"))).toContain("neither gross nor net");
  });

  it("may quote its amounts, and group their digits", async () => {
    const columns = '"out_order_no","gross","fee","net","paid_at"';
    expect(
      await read(columns, '"20261123120000000001","1,234.50","-7.41","1,227.09","2026-11-23 14:00:00"'),
    ).toMatchObject([{ gross: 123_450, fee: 741 }]);
    expect(await read(columns, '20261123120000000001,="1.50",="0.01",="1.49",2026-11-23 14:00:00')).toMatchObject([
      { gross: 150, fee: 1 },
    ]);
  });

  it("may write parts of a fen of the fee, which are rounded half up", async () => {
    const columns = "out_order_no,gross,fee,net,paid_at";
    const line = (amounts: string) => `20261123120000000001,${amounts},2026-11-23 14:00:00`;
    expect(
      await read(columns, line("1.500,-0.009,1.491"), line("1.50,0.005,1.50"), line("1.50,0.0049,1.50")),
    ).toMatchObject([
      { gross: 150, fee: 1 },
      { gross: 150, fee: 1 },
      { gross: 150, fee: 0 },
    ]);
    expect(await mistakesIn(columns, line("1.505,0.009,1.496"))).toContain("gross has parts of a fen");
  });

  it.each(["退款", "交易退款", "refund"])("means money that was given back by %s, whatever the sign", async (type) => {
    const columns = "out_order_no,type,gross,fee,paid_at";
    const line = (gross: string) => `20261123120000000001,${type},${gross},0.00,2026-11-23 14:00:00`;
    expect(await read(columns, line("1.50"), line("-1.50"))).toMatchObject([{ gross: -150 }, { gross: -150 }]);
  });

  it.each(["\n", "\r\n", "\r"])("may end its lines with %j, and have empty ones", async (end) => {
    expect(await readSettlementFile(utf8(["# 注", header, "", row, ",,,,,,,", row, ""].join(end)))).toEqual([
      { line: 4, ...expected },
      { line: 6, ...expected },
    ]);
  });

  it("may end each line with a comma", async () => {
    expect(await read(header, `${row},`)).toEqual([{ line: 2, ...expected }]);
  });

  it("however long, is read in pieces between which other work is done, and no character is lost between two", async () => {
    const lines = Array.from({ length: 5000 }, (_, index) => `${row},第 ${index} 笔 🔋`);
    let turns = 0;
    let reading = true;
    const turn = () => {
      turns += 1;
      if (reading) setImmediate(turn);
    };
    turn();
    const rows = await read(`${header},kind of remark`, ...lines);
    reading = false;
    expect(rows).toEqual(lines.map((_, index) => ({ line: index + 2, ...expected })));
    expect(turns).toBeGreaterThan(20);
  });

  it("of a day without payments has no rows", async () => {
    expect(await read(header)).toEqual([]);
  });

  it.each([
    ["租金", "rent"],
    ["damage", "damage"],
    ["赔偿金", "damage"],
  ])("says %s for %s", async (text, kind) => {
    expect(await read(header, row.replace("RENT", text))).toMatchObject([{ kind }]);
  });
});

describe("a file with mistakes", () => {
  it("is refused with all of them and their lines", async () => {
    const wrong = await mistakesIn(
      header,
      row,
      row.replace("6.00", "6.019"),
      row.replace("6.00", "6,00"),
      row.replace("6.00", "six"),
      row.replace("5.96", "5.95"),
      row.replace("14:00:00", "14:00"),
      row.replace("RENT", "FINE").replace("0.04", ""),
      row.replace("20261123120000000001,20000001", ","),
      row.replace("20261123120000000001", "2.02611E+19"),
      "# not a mistake",
      row.replace("2026-11-23 14", "2026-02-30 14"),
    );
    expect(wrong).toBe(
      [
        "nothing was taken from the file. line 3: gross has parts of a fen",
        "line 3, 6: net is not gross without fee and share",
        "line 4: it has not as many cells as there are columns",
        "line 5: gross is not an amount in yuan",
        "line 7, 12: paid_at is not a Beijing time like 2026-11-23 08:00:00",
        "line 8: fee is not an amount in yuan",
        "line 8: kind is not one of RENT, 租金, DAMAGE, 赔偿金",
        "line 9: it names no order",
        "line 10: a number was rounded by a spreadsheet: use the file as it was downloaded",
      ].join("; "),
    );
  });

  it("in every line is refused in one sentence, and soon", async () => {
    const lines = Array.from({ length: 30_000 }, () => row.replace("6.00", "x"));
    expect(await mistakesIn(header, ...lines)).toMatch(/file\. line 2-30001: gross is not an amount[^;]*$/);
  });

  it("is refused for a cell too few", async () => {
    expect(await mistakesIn(header, "1,2,3")).toContain("line 2: it has not as many cells");
  });

  it("is refused for a quotation mark that is not closed, besides what is wrong before it", async () => {
    expect(await mistakesIn(header, row, row.replace("6.00", "x"), `"${row}`, row)).toMatch(
      /line 3: gross.*line 4: from here on a quotation mark is not closed/,
    );
  });

  it("is refused without the columns that are needed, or with one of them twice", async () => {
    expect(await mistakesIn("a,b", row)).toBe(
      "nothing was taken from the file. line 1: there is no column out_order_no or 商户订单号 or order_no or 芝麻订单号; " +
        "line 1: there is no column gross or 订单金额(元) or 订单金额; " +
        "line 1: there is no column fee or 服务费(元) or 服务费; " +
        "line 1: there is no column paid_at or 完成时间",
    );
    expect(await mistakesIn(`${header},订单金额（元）`, row)).toContain("two columns for gross");
  });

  it.each([
    ["nothing", ""],
    ["remarks only", "# 注\n"],
  ])("with %s is refused", async (_what, text) => {
    expect(await mistakesIn(text)).toContain("there is no line with the columns' names");
  });

  it("is refused as a ZIP archive, with what to do", async () => {
    expect(await mistakes(Buffer.from("PK\u0003\u0004"))).toContain("unpack it");
  });

  it("in another encoding is refused", async () => {
    expect(await mistakes(Uint8Array.of(0x81, 0x20))).toBe("the file is neither UTF-8 nor GBK");
  });
});
