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
 * rider did not come from the wallet. It is taken out of the address, which riders share.
 */
export function takeWalletAnswer(orderNo: string): string | undefined {
  const { search, pathname, hash } = window.location;
  if (search === "") return undefined;
  const code = new URLSearchParams(search).get("error_code");
  window.history.replaceState(window.history.state, "", `${pathname}${hash}`);
  return wasInWallet(orderNo) && code !== null && code.length <= 64 ? code : undefined;
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
