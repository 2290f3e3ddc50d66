import { AppError } from "../../../platform/app-error.ts";

/**
 * The addresses in a setting such as `10,20,30`, hexadecimal, in the order of the slots; undefined where it is not set.
 * @param needed so many boards or readers have slots
 * @throws AppError config/invalid where there are fewer, or one of them twice: slots would belong to nothing, or to two
 */
export function addressesIn(setting: string, text: string | undefined, needed: number): readonly number[] | undefined {
  if (text === undefined) return undefined;
  const addresses = text.split(",").map((address) => Number.parseInt(address, 16));
  if (addresses.length < needed)
    throw new AppError(
      "config/invalid",
      `${setting}: ${needed} addresses are needed for the slots, and ${text} are fewer`,
    );
  if (new Set(addresses).size < addresses.length)
    throw new AppError("config/invalid", `${setting}: an address stands twice in ${text}`);
  return addresses;
}
