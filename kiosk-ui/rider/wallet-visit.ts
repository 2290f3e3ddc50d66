/** The order for which the rider was sent to the wallet from here. */
const storageKey = "jiehuan.wallet";

/** Notes that the rider leaves for the wallet: what comes back in the address is only believed of somebody who went there. */
export function goToWallet(orderNo: string): void {
  try {
    localStorage.setItem(storageKey, orderNo);
  } catch {}
}

/**
 * The error code with which the wallet sent the rider back to this order's page; undefined where there is none, or where the
 * rider did not come from the wallet. It is taken out of the address, which riders share, with all that the wallet added.
 */
export function takeWalletAnswer(orderNo: string): string | undefined {
  const { search } = window.location;
  if (search === "") return undefined;
  dropQuery();
  if (!wasInWallet(orderNo)) return undefined;
  guardBack();
  const code = new URLSearchParams(search).get("error_code");
  return code !== null && code.length <= 64 ? code : undefined;
}

/** No page of ours asks anything by its address; what others add to it, a user id for one, is not kept there. */
export function dropQuery(): void {
  const { search, pathname, hash } = window.location;
  if (search !== "") window.history.replaceState(window.history.state, "", `${pathname}${hash}`);
}

/** The page before this one is the wallet's question, which is answered: the back button leads to the rider's orders instead. */
function guardBack(): void {
  window.history.replaceState({ guard: true }, "");
  window.history.pushState(null, "");
  window.addEventListener("popstate", leaveFromGuard);
}

function leaveFromGuard({ state }: PopStateEvent): void {
  if ((state as { guard?: unknown } | null)?.guard === true) window.location.replace("/orders");
}

function wasInWallet(orderNo: string): boolean {
  try {
    if (localStorage.getItem(storageKey) !== orderNo) return false;
    localStorage.removeItem(storageKey);
    return true;
  } catch {
    return false;
  }
}
