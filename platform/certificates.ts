import { X509Certificate } from "node:crypto";

const begin = "-----BEGIN CERTIFICATE-----";
const whole = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;

/** Why a text is no list of certificates in PEM; undefined where it is one. TLS would ignore what it can't read. */
export function whyNoCertificates(text: string): string | undefined {
  const begun = text.split(begin).length - 1;
  if (begun === 0) return `no certificate in PEM, which begins with ${begin}`;
  const blocks = text.match(whole) ?? [];
  if (blocks.length < begun) return "a certificate in it has no end, or is no PEM";
  const unreadable = blocks.findIndex((block) => !isCertificate(block));
  return unreadable < 0 ? undefined : `certificate ${unreadable + 1} of ${begun} in it can't be read`;
}

function isCertificate(block: string): boolean {
  try {
    return new X509Certificate(block).raw.length > 0;
  } catch {
    return false;
  }
}
