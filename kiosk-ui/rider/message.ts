/** A fact that must be told to the rider, and what to do about it. */
export interface Message {
  title: string;
  text: string;
}
