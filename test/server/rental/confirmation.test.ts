import { describe, expect, it } from "vitest";
import {
  confirmed,
  confirmedAt,
  credit,
  hour,
  minute,
  noSuchOrder,
  refused,
  request,
  Story,
  second,
  seenAs,
  start,
  unknown,
} from "./examples.ts";

const deadline = start + 3 * minute;

describe("a requested order", () => {
  it("asks the provider by itself, for a notification may get lost", () => {
    const story = new Story();
    expect(story.effect("query-credit").dueAt).toBe(start + 3 * second);
    expect(story.effect("wake")).toMatchObject({ dueAt: deadline, about: { what: "confirmation-overdue" } });
    story.at(start + 3 * second, credit(noSuchOrder));
    expect(story.effect("query-credit")).toMatchObject({ dueAt: start + 8 * second, attempt: 1 });
  });

  it("looks at once when a notification says so, and believes only the look", () => {
    const story = new Story().at(start + second, { type: "credit-noticed", about: "created", noticeId: "n1" });
    expect(story.order.state).toBe("requested");
    expect(story.effect("query-credit").dueAt).toBe(start + second);
  });

  it("opens the slot once the provider says borrowed", () => {
    const story = confirmed();
    expect(story.order).toMatchObject({
      state: "confirmed",
      credit: { orderNo: "Z1", borrowedAt: start + 20 * second },
    });
    expect(story.loan.state).toBe("opening");
    expect(story.effect("open-slot")).toMatchObject({
      commandId: "20261123120000000001L1",
      cabinetId: "cab-1",
      slot: 7,
      issuedAt: confirmedAt,
      expiresAt: confirmedAt + 10 * second,
      dueAt: confirmedAt,
    });
    expect(story.effect("wake")).toMatchObject({ dueAt: confirmedAt + 13 * second });
  });

  it.each([
    ["before it was asked for", start - 600_001, start],
    ["in 1970", 0, start],
    ["in the future", confirmedAt + 600_001, confirmedAt],
  ])("whose credit order began %s opens nothing: an operator looks, and gives it back", (_what, borrowedAt, kept) => {
    const story = new Story().at(confirmedAt, credit(seenAs({ borrowedAt })));
    expect(story.order).toMatchObject({ state: "confirmed", credit: { orderNo: "Z1", borrowedAt: kept } });
    const reason = { code: "time-implausible", what: "borrowing", claimed: borrowedAt, kept };
    expect(story.order.review?.reason).toEqual(reason);
    expect(story.asked).toEqual([]);
    story.at(confirmedAt + hour, { type: "operator-acted", act: { act: "close-review" }, reason: "seen to" });
    expect(story.order.state).toBe("cancelling");
    expect(story.asked).toEqual(["cancel-credit"]);
  });

  it("whose credit order began at a time which only the clocks' difference puts outside opens its slot", () => {
    for (const borrowedAt of [start - 600_000, confirmedAt + 600_000]) {
      const story = new Story().at(confirmedAt, credit(seenAs({ borrowedAt })));
      expect(story.order.credit?.borrowedAt).toBe(borrowedAt);
      expect(story.asked).toContain("open-slot");
    }
  });

  it("keeps whether the rider was admitted without deposit", () => {
    expect(new Story().at(confirmedAt, credit(seenAs({ admitted: false }))).order.credit?.admitted).toBe(false);
  });

  it("lapses when the time is over and the provider knows nothing of it", () => {
    const story = new Story().at(deadline, { type: "woken", about: { what: "confirmation-overdue" }, attempt: 0 });
    expect(story.effect("query-credit").dueAt).toBe(deadline);
    story.at(deadline, credit(noSuchOrder));
    expect(story.order).toMatchObject({ state: "lapsed", endedAt: deadline });
    expect(story.effect("query-credit").dueAt).toBe(deadline + 10 * minute);
  });

  it("does not lapse on an unknown answer, however late", () => {
    const story = new Story().at(deadline + hour, credit(unknown));
    expect(story.order.state).toBe("requested");
    expect(story.asked).toEqual(["query-credit"]);
  });

  it("asks ever more seldom, and calls an operator after many tries", () => {
    const story = new Story().at(start, credit(unknown, 30));
    expect(story.effect("query-credit").dueAt).toBe(start + hour);
    story.at(start, credit(unknown, 79));
    expect(story.order.review?.reason).toEqual({ code: "provider-indefinite" });
  });

  it("is given back when it is confirmed after its time", () => {
    const story = new Story().at(deadline + 1, credit(seenAs()));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "confirmed-too-late" });
    expect(story.asked).toEqual(["cancel-credit"]);
    expect(story.loan.state).toBe("waiting");
  });

  it("is given back when another rider confirmed it", () => {
    const story = new Story().at(confirmedAt, credit(seenAs({ riderId: "user/2088000000000002" })));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "other-rider" });
    expect(new Story().at(confirmedAt, credit(seenAs({ riderId: "user/2088000000000001" }))).order.state).toBe(
      "confirmed",
    );
  });

  it("is given back when the provider names the rider by a kind of id that the hub does not know of him", () => {
    const story = new Story().at(confirmedAt, credit(seenAs({ riderId: "open/abc" })));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "other-rider" });
    expect(story.asked).not.toContain("open-slot");
  });

  it.each([
    ["the provider names both kinds of id", {}, { riderId: "user/2088000000000001", riderAlias: "open/abc" }],
    ["the provider names the other kind only", { riderAlias: "open/abc" }, { riderId: "open/abc" }],
    ["the provider names nobody", { riderAlias: "open/abc" }, {}],
  ])("opens where the rider is the same person and %s", (_what, rider, view) => {
    const story = new Story({ ...request, ...rider }).at(confirmedAt, credit(seenAs(view)));
    expect(story.order.state).toBe("confirmed");
  });

  it.each([
    [{ riderId: "user/2088000000000001", riderAlias: "open/else" }],
    [{ riderId: "user/2088000000000002", riderAlias: "open/abc" }],
    [{ riderId: "open/else" }],
  ])("is given back when one of the two ids is another rider's: %j", (view) => {
    const story = new Story({ ...request, riderAlias: "open/abc" }).at(confirmedAt, credit(seenAs(view)));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "other-rider" });
  });

  it("ends when the rider cancelled it in the wallet", () => {
    expect(new Story().at(confirmedAt, credit(seenAs({ useState: "cancelled" }))).order.state).toBe("lapsed");
  });

  it("goes to an operator when the provider says completed", () => {
    expect(new Story().at(confirmedAt, credit(seenAs({ useState: "restored" }))).order.review).toBeDefined();
  });

  it("given up by the rider ends by the query's word, either way", () => {
    const story = new Story().at(start + second, { type: "given-up" });
    expect(story.order.state).toBe("requested");
    expect(story.effect("query-credit").dueAt).toBe(start + second);
    expect(story.at(start + 2 * second, credit(noSuchOrder)).order.state).toBe("lapsed");

    const confirmedMeanwhile = new Story()
      .at(start + second, { type: "given-up" })
      .at(start + 2 * second, credit(seenAs()));
    expect(confirmedMeanwhile.order.state).toBe("cancelling");
  });
});

describe("an order that the wallet refused", () => {
  const cameBack = { type: "rider-came-back", refused: true } as const;

  it("lapses at once when the query finds nothing", () => {
    const mere = new Story().at(start, { type: "rider-came-back" }).at(start, credit(noSuchOrder));
    expect(mere.order.state).toBe("requested");
    const story = new Story().at(start + second, cameBack);
    expect(story.asked).toEqual(["query-credit"]);
    story.at(start + 2 * second, credit(noSuchOrder));
    expect(story.order).toMatchObject({ state: "lapsed", lapseReason: "refused-by-provider" });
  });

  it("is lent all the same where the query says borrowed: an address proves nothing", () => {
    const story = new Story().at(start + second, cameBack).at(start + 2 * second, credit(seenAs()));
    expect(story.order.state).toBe("confirmed");
    const { order } = story;
    expect(story.at(start + 3 * second, cameBack).order).toBe(order);
  });

  it("is told from one that was never confirmed, or given up", () => {
    expect(new Story().at(deadline, credit(noSuchOrder)).order.lapseReason).toBe("not-confirmed");
    const givenUp = new Story().at(start, { type: "given-up" }).at(start, credit(noSuchOrder));
    expect(givenUp.order.lapseReason).toBe("given-up");
    const cancelled = new Story().at(start, credit(seenAs({ useState: "cancelled" })));
    expect(cancelled.order).toMatchObject({ state: "lapsed", lapseReason: "not-confirmed" });
  });
});

describe("a lapsed order", () => {
  const lapsed = () => new Story().at(deadline, credit(noSuchOrder));

  it("confirmed after all is given back, and opens nothing", () => {
    const story = lapsed().at(deadline + minute, { type: "credit-noticed", about: "created", noticeId: "n2" });
    expect(story.asked).toEqual(["query-credit"]);
    story.at(deadline + minute, credit(seenAs()));
    expect(story.order).toMatchObject({ state: "cancelling", cancelReason: "confirmed-too-late" });
    expect(story.asked).toEqual(["cancel-credit"]);
  });

  it("is looked at a few times more, then never again", () => {
    const story = lapsed();
    for (const [attempt, delay] of [
      [0, hour],
      [1, 25 * hour],
    ] as const) {
      story.at(deadline, credit(refused("other"), attempt));
      expect(story.effect("query-credit")).toMatchObject({ dueAt: deadline + delay, attempt: attempt + 1 });
    }
    expect(story.at(deadline, credit(noSuchOrder, 2)).asked).toEqual([]);
    expect(story.at(deadline, credit(seenAs({ useState: "cancelled" }))).asked).toEqual([]);
  });

  it("loses none of these looks to a time-out", () => {
    const story = lapsed().at(deadline, credit(unknown, 1));
    expect(story.effect("query-credit")).toMatchObject({ dueAt: deadline + 10 * minute, attempt: 1 });
    story.at(deadline + hour, credit(noSuchOrder, 1));
    expect(story.effect("query-credit")).toMatchObject({ dueAt: deadline + 26 * hour, attempt: 2 });
  });

  it("is not moved by anything else", () => {
    const story = lapsed().at(deadline, { type: "woken", about: { what: "confirmation-overdue" }, attempt: 0 });
    expect(story.asked).toEqual([]);
    expect(story.at(deadline, { type: "given-up" }).order.state).toBe("lapsed");
  });
});
