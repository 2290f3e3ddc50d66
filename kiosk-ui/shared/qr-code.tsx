import { useMemo } from "preact/hooks";
import { qrPath } from "./qr-path.ts";

/** A code to scan. Without a label it stands in something that has one. */
export function QrCode({ text, label, look }: { text: string; label?: string; look: string | undefined }) {
  const { size, path } = useMemo(() => qrPath(text), [text]);
  return (
    <svg
      class={look}
      viewBox={`0 0 ${size} ${size}`}
      preserveAspectRatio="xMidYMin"
      shape-rendering="crispEdges"
      role={label === undefined ? "presentation" : "img"}
      aria-label={label}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}
