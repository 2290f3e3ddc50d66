import { AppError } from "../platform/app-error.ts";
import { numberFlag, readFlags } from "../simulators/flags.ts";

export const usage = `The ratios of performance, measured side by side. Absolute numbers depend on the machine, ratios hardly do.

  --only R1,R5        these alone
  --store NAME        sqlite (default), or postgres at HUB_DATABASE_URL, in databases of its own
  --quick             short rounds and small numbers: minutes become seconds, and the spread grows
  --cabinets N        R3, and a quarter of them R6; default 4000 (quick: 800)
  --finished N        R4 and R11; default 100000 (quick: 5000), 1000000 take some minutes to make
  --open N            R7; default 10000 (quick: 1000)
  --help
`;

export const ratioIds = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13"] as const;
export type RatioId = (typeof ratioIds)[number];
export type StoreKind = "sqlite" | "postgres";

export interface Plan {
  readonly only: readonly RatioId[];
  readonly store: StoreKind;
  readonly quick: boolean;
  readonly cabinets: number;
  readonly finished: number;
  readonly open: number;
}

/** How often both sides of a ratio take turns. */
export const rounds = 5;

/** @throws AppError request/invalid */
export function readPlan(args: readonly string[]): Plan {
  const flags = readFlags(
    args,
    {
      only: { type: "string", default: ratioIds.join(",") },
      store: { type: "string", default: "sqlite" },
      quick: { type: "boolean", default: false },
      cabinets: { type: "string" },
      finished: { type: "string" },
      open: { type: "string" },
    },
    usage,
  );
  const { quick, store } = flags;
  const count = (flag: "cabinets" | "finished" | "open", usual: number, whenQuick: number, most: number) =>
    numberFlag(flag, flags[flag] ?? String(quick ? whenQuick : usual), 100, most);
  if (store !== "sqlite" && store !== "postgres")
    throw new AppError("request/invalid", "--store must be sqlite or postgres");
  return {
    only: flags.only.split(",").map(readId),
    store,
    quick,
    cabinets: count("cabinets", 4000, 800, 16_000),
    finished: count("finished", 100_000, 5000, 10_000_000),
    open: count("open", 10_000, 1000, 1_000_000),
  };
}

function readId(text: string): RatioId {
  const id = ratioIds.find((known) => known === text);
  if (!id) throw new AppError("request/invalid", `${text} is none of ${ratioIds.join(", ")}`);
  return id;
}
