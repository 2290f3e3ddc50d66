import { AppError } from "../../platform/app-error.ts";
import type { EpochMs } from "../../protocol/ids.ts";
import type { CreditProvider } from "../credit/credit-provider.ts";
import type { ProviderCheck } from "../pricing/price-mistake.ts";
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
 * Asks for a loan under a tariff, of one item and of the most, without sending anything: what the credit provider would not take
 * is found now and not in front of a rider.
 */
export function providerCheck({ credit, texts, terms }: TariffCheckParts): ProviderCheck {
  return (tariff, now) =>
    [1, mostItems].flatMap((items) => {
      const why = whyNot(() => credit.confirmationUrl(creditRequest(sample(tariff, items, terms, now), texts)));
      return why === undefined ? [] : [{ items, why }];
    });
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
