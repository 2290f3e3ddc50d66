import { readdir, readlink } from "node:fs/promises";
import { basename, join } from "node:path";

/** A serial port of this machine. */
export interface Port {
  /** What to write into the settings: a name that stays the same after unplugging, where there is one. */
  readonly path: string;
  /** The device that has the name now, such as `ttyUSB0`. */
  readonly device: string;
}

/** The entries of the folders in which Linux has serial ports; `links` are names with what they point to. */
export interface DeviceFolders {
  readonly devices: readonly string[];
  readonly byId: readonly Link[];
  readonly byPath: readonly Link[];
}

export interface Link {
  readonly path: string;
  readonly target: string;
}

/** UARTs of PCs and of ARM boards, USB adapters, and boards with USB of their own. */
const serialDevice = /^tty(?:S|AMA|USB|ACM)\d+$/;

/** The ports in these folders. Each device once, by its best name: of the adapter, else of the socket, else its own. */
export function portsIn({ devices, byId, byPath }: DeviceFolders, root = "/dev"): readonly Port[] {
  const named = [...byId, ...byPath].map(({ path, target }) => ({ path, device: basename(target) }));
  const plain = devices
    .filter((name) => serialDevice.test(name))
    .toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }))
    .map((device) => ({ path: join(root, device), device }));
  const best = new Map<string, Port>();
  for (const port of [...named, ...plain]) if (!best.has(port.device)) best.set(port.device, port);
  return [...best.values()];
}

/**
 * The serial ports of this machine. It reads the folders itself: `SerialPort.list()` runs `udevadm`, which small systems and
 * containers do not have, and knows no stable names.
 */
export async function portsHere(root = "/dev"): Promise<readonly Port[]> {
  const [devices, byId, byPath] = await Promise.all([
    namesIn(root),
    linksIn(join(root, "serial", "by-id")),
    linksIn(join(root, "serial", "by-path")),
  ]);
  return portsIn({ devices, byId, byPath }, root);
}

/** For a person who has set a wrong one. */
export function portList(ports: readonly Port[]): string {
  if (ports.length === 0) return "this machine has no serial port";
  const shown = ports.map(({ path, device }) => (basename(path) === device ? path : `${path} (now ${device})`));
  return `the ports of this machine are ${shown.join(", ")}`;
}

/** A folder that is not there has no names in it. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).toSorted();
  } catch {
    return [];
  }
}

async function linksIn(folder: string): Promise<readonly Link[]> {
  const paths = (await namesIn(folder)).map((name) => join(folder, name));
  const links = paths.map(async (path) => {
    const target = await readlink(path).catch(() => undefined);
    return target === undefined ? [] : [{ path, target }];
  });
  return (await Promise.all(links)).flat();
}
