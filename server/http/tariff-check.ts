import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { OrderTerms } from "../rental/order.ts";
import { requestOrder } from "../rental/request.ts";
import type { Tariff } from "../rental/tariff.ts";
import { type CreditTexts, creditRequest } from "./credit-request.ts";
import { mostItems } from "./rider-api.ts";

interface TariffCheckParts {
  readonly credit: Pick<CreditProvider, "confirmationUrl">;
  readonly texts: CreditTexts;
  readonly terms: OrderTerms;
}

/**
 * Asks for a loan under each tariff, of one item and of the most, without sending anything: what the credit provider
 * would not take is found now and not in front of a rider.
 * @throws AppError tariff/invalid, which lists every tariff that would be refused
 */
export function checkTariffs(tariffs: readonly Tariff[], { credit, texts, terms }: TariffCheckParts, now: EpochMs) {
  const mistakes = tariffs.flatMap((tariff) =>
    [1, mostItems].flatMap((items) => {
      const why = whyNot(() => credit.confirmationUrl(creditRequest(sample(tariff, items, terms, now), texts)));
      return why === undefined ? [] : [`tariff ${tariff.version}, a loan of ${items}: ${why}`];
    }),
  );
  if (mistakes.length === 0) return;
  throw new AppError("tariff/invalid", `the credit provider would refuse\n  ${mistakes.join("\n  ")}`);
}

function sample(tariff: Tariff, items: number, terms: OrderTerms, now: EpochMs) {
  const slots = Array.from({ length: items }, (_, index) => ({ slot: index + 1 }));
  const place = { cabinetId: "cabinet", name: "cabinet", address: "address" };
  const request = { orderNo: "0".repeat(20), riderId: "user/0", seat: 0, place, slots, tariff, terms };
  return requestOrder(request, now).order;
}

function whyNot(ask: () => unknown): string | undefined {
  try {
    ask();
    return undefined;
  } catch (error) {
    if (error instanceof AppError) return error.detail;
    throw error;
  }
}
