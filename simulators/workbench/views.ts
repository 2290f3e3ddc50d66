/*
 * What the workbench shows over HTTP and to its page: types only, so that the page takes them from here.
 */

/** As the board's simulator has it: kit/simulated-board.ts. */
export type Mode = "normal" | "mute" | "weak" | "silent" | "off";

/** What a slot holds: an item, one that was ejected and lies loose, nothing; or a real board was not asked or can't tell. */
export type SlotContent = "item" | "loose" | "empty" | "unknown";

/** One slot; `null`: nothing there, or not known. */
export interface SlotView {
  readonly slot: number;
  readonly content: SlotContent;
  readonly itemId: string | null;
  /** percent */
  readonly level: number | null;
  /** false: the board waits until the bridge has confirmed the return */
  readonly returnConfirmed: boolean;
  /** ejected, not taken yet: the board sees the slot empty */
  readonly looseItemId: string | null;
  readonly jammed: boolean;
  readonly motorMovements: number;
  /** the address in the code on the slot's sticker */
  readonly sticker: string | null;
}

/** The small proxy between bridge and hub. */
export interface LinkView {
  /** where the bridge finds the hub: a port on 127.0.0.1 */
  readonly port: number;
  /** connections are cut, and new ones refused */
  readonly isCut: boolean;
  readonly connections: number;
}

/** A real board on a line of this computer. */
export interface RealView {
  readonly isOpen: boolean;
  /** why the line is not open, in the system's words */
  readonly why: string | null;
  /** when the board last said something well formed, and when its slots were read; epoch ms */
  readonly heardAt: number | null;
  readonly readAt: number | null;
  /** what the board has reported, and how openings ended; newest last */
  readonly events: readonly { readonly at: number; readonly what: string; readonly slot?: number }[];
}

export interface CabinetView {
  readonly name: string;
  readonly protocol: string;
  /** how many slots stand side by side */
  readonly columns: number;
  readonly boardId: string;
  /** where a bridge finds the board */
  readonly line: string;
  readonly mode: Mode;
  readonly resets: number;
  /** whether every byte is sent by itself */
  readonly split: boolean;
  /** whether the adapter hears what it sends */
  readonly echo: boolean;
  /** how much later than usual each answer leaves, ms */
  readonly delay: number;
  /** how many of the next frames leave with a wrong checksum */
  readonly corruptNext: number;
  /** ids of the items that riders carry, the longest carried first */
  readonly carried: readonly string[];
  /** null: the network of this cabinet is not the workbench's */
  readonly link: LinkView | null;
  /** null: the board is simulated */
  readonly real: RealView | null;
  readonly slots: readonly SlotView[];
}

/** Bytes on the line, decoded. */
export interface TrafficEntry {
  /** grows by one with each entry of a cabinet */
  readonly number: number;
  /** epoch ms */
  readonly at: number;
  /** as the board sees it */
  readonly direction: "in" | "out";
  /** hexadecimal, or the text of a protocol of text; absent where it may hold credentials */
  readonly bytes?: string;
  /** of a frame */
  readonly fields?: Readonly<Record<string, unknown>>;
  /** why the bytes are no frame */
  readonly error?: string;
}

/** What is known of a slot in one place. */
export interface KnownContent {
  readonly state: string;
  readonly itemId?: string | undefined;
}

export interface ComparedSlot {
  readonly slot: number;
  /** what really lies there */
  readonly board: KnownContent;
  /** what the bridge's journal says; null: nothing yet, or there is no journal to read */
  readonly bridge: KnownContent | null;
  /** what the hub's latest snapshot says; null: nothing yet, or no hub was named */
  readonly hub: KnownContent | null;
  /** whether two of them disagree */
  readonly differs: boolean;
}

export interface JournalView {
  /** number of the newest event, and up to which one the hub has them */
  readonly last: number;
  readonly committed: number;
  /** events that wait for the hub, and the latest commands: newest last */
  readonly events: readonly {
    readonly seq: number;
    readonly at: number;
    readonly kind: string;
    readonly slot?: number;
  }[];
  readonly commands: readonly {
    readonly id: string;
    readonly state: string;
    readonly slot?: number;
    readonly result?: string;
    /** why the slot was not opened, or why that is not known */
    readonly reason?: string;
  }[];
}

export interface HubCabinetView {
  readonly online: boolean;
  /** when the cabinet showed its slots last, epoch ms; null: never */
  readonly snapshotAt: number | null;
  /** differences that the hub itself shows, in words */
  readonly drift: readonly string[];
}

/** Why something was not done or is not known. */
export interface Fault {
  /** in English */
  readonly why: string;
  /** the stable code of the error, or of what stands in the way where the error has several causes */
  readonly code?: string;
}

/** A cabinet's slots as board, bridge and hub have them. */
export interface Comparison {
  readonly cabinet: string;
  readonly slots: readonly ComparedSlot[];
  /** null: no folder of a bridge was named; a text: why it can't be read */
  readonly journal: JournalView | string | null;
  /** null: no hub was named; a fault: why it gives no answer */
  readonly hub: HubCabinetView | Fault | null;
}

/** How far the script has come. */
export interface StepResult {
  readonly step: number;
  /** the step as a line of text */
  readonly text: string;
  readonly outcome: "running" | "done" | "failed";
  /** why it failed */
  readonly why?: string;
  /** as in a fault */
  readonly code?: string;
}

export interface RunView {
  readonly name: string;
  readonly isRunning: boolean;
  /** undefined while it runs */
  readonly passed?: boolean;
  readonly steps: readonly StepResult[];
}

/** Everything that a page shows when it opens. */
export interface WorkbenchState {
  readonly cabinets: readonly CabinetView[];
  readonly traffic: Readonly<Record<string, readonly TrafficEntry[]>>;
  readonly comparisons: readonly Comparison[];
  /** how many steps were recorded; null: nothing is recorded now */
  readonly recording: number | null;
  readonly run: RunView | null;
}
