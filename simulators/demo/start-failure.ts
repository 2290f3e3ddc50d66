import { AppError } from "../../platform/app-error.ts";

/**
 * Why the demo gives up, with a way on.
 * @param says what the program wrote last
 * @param data the demo's folder
 */
export function doesNotStart(name: string, says: string, data: string): AppError {
  const begin = `Everything is kept in ${data}; with another folder (--data) the demo begins anew.`;
  return new AppError("internal/fault", `${name} does not start. It says:\n${says}\n${begin}`);
}
