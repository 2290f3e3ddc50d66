import type { CabinetPlace } from "../shared/rider-types.ts";

/** What Alipay's web view offers to pages (its JSAPI); absent in every other browser. */
interface Bridge {
  call(name: string, options: object, answer?: (result: Readonly<Record<string, unknown>>) => void): void;
}

function bridge(): Bridge | undefined {
  return (window as { AlipayJSBridge?: Bridge }).AlipayJSBridge;
}

/** Opens the wallet's scanner. Resolves with what was scanned; undefined: nothing, or the rider went back. */
export function scan(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const wallet = bridge();
    if (wallet === undefined) return resolve(undefined);
    // Versions of the wallet name the text differently.
    return wallet.call("scan", { type: "qr" }, ({ qrCode, codeContent, code }) =>
      resolve([qrCode, codeContent, code].find((text): text is string => typeof text === "string" && text !== "")),
    );
  });
}

/** Opens the Alipay app's scanner from another browser of the phone. */
export const scannerAddress = "alipays://platformapi/startapp?saId=10000007";

/** The path of a scanned slot, if its code leads to this hub; nothing else that is scanned is opened. @param origin this hub's */
export function scannedPage(text: string, origin: string): string | undefined {
  try {
    const { origin: scanned, pathname } = new URL(text);
    return scanned === origin && /^\/q\/[^/]+$/.test(pathname) ? pathname : undefined;
  } catch {
    return undefined;
  }
}

/** Shows the place on the wallet's map. @returns false where there is no wallet */
export function openInWallet({ name, address, mapLocation }: CabinetPlace): boolean {
  const wallet = bridge();
  if (wallet === undefined || mapLocation === undefined) return false;
  wallet.call("openLocation", { ...mapLocation, name, address });
  return true;
}

/** Opens the phone's own map at the place; undefined: the cabinet has no location. */
export function mapAddress({ name, mapLocation }: CabinetPlace, userAgent: string): string | undefined {
  if (mapLocation === undefined) return undefined;
  const at = `${mapLocation.latitude},${mapLocation.longitude}`;
  const label = encodeURIComponent(name);
  return /iPhone|iPad/.test(userAgent) ? `https://maps.apple.com/?ll=${at}&q=${label}` : `geo:${at}?q=${at}(${label})`;
}
