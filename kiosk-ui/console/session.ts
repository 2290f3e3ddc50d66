import { useSyncExternalStore } from "react";
import { call, type Problem, problemOf } from "../shared/client.ts";
import type { Answer } from "./hub-types.ts";

/** Who is signed in. The browser holds the session as a cookie that no script sees. */
export type Session = Answer<"/api/operator/session">;

/** What a person enters to sign in. `code` is the app's, or one of the recovery codes. */
export interface Credentials {
  readonly name: string;
  readonly password: string;
  readonly code?: string | undefined;
}

/** `unknown` until the hub has answered the first time. */
type State = Session | "unknown" | "signed-out";

let state: State = "unknown";
const watchers = new Set<() => void>();

function become(next: State): void {
  state = next;
  for (const watcher of watchers) watcher();
}

/** The session, and whoever shows it is drawn again when it changes. */
export function useSession(): State {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => state,
  );
}

/** Asks the hub who is signed in. @throws Problem where the hub can't say */
export async function openSession(): Promise<void> {
  try {
    become(await call("get", "/api/operator/session", {}));
  } catch (error) {
    if (!isSignedOut(problemOf(error))) throw error;
    signedOut();
  }
}

/** @throws Problem, with `operator/second-factor-needed` where a code must be entered too */
export async function signIn({ name, password, code }: Credentials): Promise<void> {
  const proof = code === undefined ? {} : /^[0-9]{6}$/.test(code) ? { code } : { recoveryCode: code };
  become(await call("post", "/api/operator/session", { body: { name, password, ...proof } }));
}

/** @throws Problem */
export async function changePassword(password: string, newPassword: string): Promise<void> {
  await call("put", "/api/operator/own/password", { body: { password, newPassword } });
  await openSession();
}

/** Ends the session at the hub; where that can't be reached, the page forgets it. */
export async function signOut(): Promise<void> {
  await call("delete", "/api/operator/session", {}).catch(() => undefined);
  signedOut();
}

/** The hub does not know the session any more. */
export function signedOut(): void {
  become("signed-out");
}

const endings = ["operator/not-known", "operator/session-ended", "operator/account-locked"];

/** Whether a problem means that nobody is signed in. */
export function isSignedOut({ code }: Problem): boolean {
  return endings.includes(code);
}

/** Whether the session allows it. */
export function may({ permissions }: Session, permission: string): boolean {
  return permissions.some((each) => each === permission);
}
