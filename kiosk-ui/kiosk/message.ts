/** A fact, and what to do about it. */
export interface Message {
  readonly title: string;
  readonly text: string;
}
