import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Effect } from "../../../server/rental/effect.ts";
import { fen } from "../../../server/rental/money.ts";
import type { OperatorAct } from "../../../server/rental/operator-act.ts";
import { price } from "../../../server/rental/price.ts";
import type { RiderReport } from "../../../server/rental/report.ts";
import { lent, minute, openedAt, place, request, returned, type Story, second, tariff } from "./examples.ts";

const fine = { ...tariff, unit: "half-hour", freeMinutes: 0, pricePerUnit: fen(100), dailyCap: fen(9900) } as const;

type Step =
  | { readonly do: "report"; readonly claim: RiderReport["claim"] }
  /** A snapshot that comes by itself. */
  | { readonly do: "snapshot" }
  /** An operator hears the case, if there is one. */
  | { readonly do: "decide" }
  | { readonly do: "resume" }
  /** The item goes back into its slot. `told`: the cabinet reports the return. */
  | { readonly do: "return"; readonly told: boolean };
type Timed = Step & { readonly at: number };

/** A loan with its cabinet, its slot and an operator, who all tell the truth. */
class World {
  readonly story: Story = lent({ ...request, tariff: fine });
  #back: number | undefined;
  #lastSnapshot = { at: openedAt + 10 * second, out: true };
  #due: Effect[] = [];

  /** When the item physically went back. */
  get returnedAt(): number {
    return this.#back ?? Number.NaN;
  }

  run(steps: readonly Timed[]): this {
    for (const step of steps) {
      this.#wait(step.at);
      this.#take(step, step.at);
    }
    // Afterwards snapshots go on, the rider keeps quiet, and an operator hears what is open.
    const end = steps.at(-1)?.at ?? openedAt;
    for (let later = 1; later <= 10; later++) {
      const at = end + later * 6 * minute;
      this.#wait(at);
      this.#snapshot(at);
      this.#decide(at);
    }
    return this;
  }

  #take(step: Step, at: number): void {
    switch (step.do) {
      case "report":
        this.#tell(at, { type: "rider-reported", loanNo: 1, report: { claim: step.claim } });
        break;
      case "snapshot":
        this.#snapshot(at);
        break;
      case "decide":
        this.#decide(at);
        break;
      case "resume":
        this.#operator(at, { act: "resume-billing" });
        break;
      case "return":
        if (this.#back !== undefined) return;
        this.#back = at;
        if (step.told) this.#tell(at, returned(at));
    }
  }

  #wait(until: number): void {
    for (;;) {
      const [next] = this.#due.filter(({ dueAt }) => dueAt <= until).toSorted((a, b) => a.dueAt - b.dueAt);
      if (!next) return;
      this.#due = this.#due.filter((effect) => effect !== next);
      if (next.type === "look-at-slots") this.#snapshot(next.dueAt);
      if (next.type === "wake" && next.about.what !== "given-up-for-lost") {
        this.#tell(next.dueAt, { type: "woken", about: next.about, attempt: next.attempt });
      }
    }
  }

  #snapshot(at: number): void {
    const before = this.#lastSnapshot.out
      ? ({ out: true, at: this.#lastSnapshot.at } as const)
      : ({ out: false } as const);
    const out = this.#back === undefined;
    this.#lastSnapshot = { at, out };
    if (!out) this.#tell(at, { type: "item-seen", loanNo: 1, sighting: { at, place, slot: 7, before } });
  }

  #decide(at: number): void {
    const { order, loan } = this.story;
    if (!order.review) return;
    const isDoubtful = loan.state === "lent" || loan.returned?.undated;
    if (this.#back !== undefined && isDoubtful) this.#operator(at, { act: "mark-returned", loanNo: 1, at: this.#back });
    this.#operator(at, { act: "close-review" });
  }

  #operator(at: number, act: OperatorAct): void {
    try {
      this.#tell(at, { type: "operator-acted", act, reason: "heard" });
    } catch {
      // It means nothing to the order now.
    }
  }

  #tell(at: number, event: Parameters<Story["at"]>[1]): void {
    this.story.at(at, event);
    const replaced = new Set(this.story.effects.map(({ key }) => key));
    this.#due = [...this.#due.filter(({ key }) => !replaced.has(key)), ...this.story.effects];
    if (this.story.order.review) this.#due = [];
  }
}

const claim = fc.constantFrom("returned" as const, "not-opened" as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: claim.map((said): Step => ({ do: "report", claim: said })) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "snapshot" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "decide" }) },
  { weight: 1, arbitrary: fc.constant<Step>({ do: "resume" }) },
);

/** Steps of up to half an hour, and a return somewhere among them. */
const steps = fc
  .record({
    before: fc.array(step, { maxLength: 12 }),
    after: fc.array(step, { maxLength: 8 }),
    told: fc.boolean(),
    gaps: fc.array(fc.integer({ min: 1, max: 30 * minute }), { minLength: 21, maxLength: 21 }),
  })
  .map(({ before, after, told, gaps }): Timed[] => {
    const all: Step[] = [...before, { do: "return", told }, ...after];
    let at = openedAt + 20 * second;
    return all.map((each, index) => {
      at += gaps[index] ?? 0;
      return { ...each, at };
    });
  });

/** What the same rider does who reports nothing but the truth, and at once: that the item is back where nobody noticed. */
function honestly(all: readonly Timed[]): Timed[] {
  return all.flatMap((each): Timed[] => {
    if (each.do === "report") return [];
    if (each.do !== "return" || each.told) return [each];
    return [each, { do: "report", claim: "returned", at: each.at }];
  });
}

describe("a rider's reports", () => {
  it("never make a loan cheaper than it is for the same rider who reports only what is true", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const liar = new World().run(all).story.order;
        const honest = new World().run(honestly(all)).story.order;
        expect(liar.charge?.amount).toBeGreaterThanOrEqual(honest.charge?.amount ?? Number.NaN);
      }),
      { numRuns: 1500 },
    );
  });

  it("never make an honest rider pay for more than the time for which the item was out", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { story, returnedAt } = new World().run(honestly(all));
        const physical = price(fine, openedAt, returnedAt, []).amount;
        expect(story.order.charge?.amount).toBeLessThanOrEqual(physical);
      }),
      { numRuns: 1500 },
    );
  });
});
