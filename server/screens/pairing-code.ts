/** Without letters and digits that look like others on a screen or in a voice's spelling: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V. */
const alphabet = "34679ACDEFGHJKMNPQRTWXY";
const length = 8;

/** Eight characters, 36 bits: none is guessed in the ten minutes that it lasts, for only operators may try. */
export function newPairingCode(randomBytes: (count: number) => Buffer): string {
  let code = "";
  while (code.length < length) {
    const [byte = 0] = randomBytes(1);
    // The rest of the bytes would make some characters likelier than others.
    if (byte < alphabet.length * Math.floor(256 / alphabet.length)) code += alphabet[byte % alphabet.length];
  }
  return code;
}

/** A code as an operator wrote it: in small letters perhaps, and with a blank or a hyphen in the middle. */
export function asPairingCode(written: string): string {
  return written.replaceAll(/[\s-]/g, "").toUpperCase();
}
