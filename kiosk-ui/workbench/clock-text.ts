/** The time of day of this computer, to the second. @param at epoch ms */
export function timeOf(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
