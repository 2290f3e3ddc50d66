import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { portList, portsHere, portsIn } from "../../firmware-bridge/ports.ts";

const none = { devices: [], byId: [], byPath: [] };

test("serial devices are told from other devices, in the order of their numbers", () => {
  const devices = ["tty", "tty1", "ttyUSB10", "ttyUSB2", "ttyS0", "ttyACM0", "ttyAMA0", "ttyprintk", "null", "sda1"];
  expect(portsIn({ ...none, devices }).map(({ path }) => path)).toEqual([
    "/dev/ttyACM0",
    "/dev/ttyAMA0",
    "/dev/ttyS0",
    "/dev/ttyUSB2",
    "/dev/ttyUSB10",
  ]);
});

test("a device is listed once, by the name of its adapter before that of its socket and its own", () => {
  const ports = portsIn({
    devices: ["ttyS0", "ttyUSB0", "ttyUSB1"],
    byId: [{ path: "/dev/serial/by-id/usb-FTDI_A50285BI-if00-port0", target: "../../ttyUSB1" }],
    byPath: [
      { path: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0", target: "../../ttyUSB0" },
      { path: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0", target: "../../ttyUSB1" },
    ],
  });
  expect(ports).toEqual([
    { path: "/dev/serial/by-id/usb-FTDI_A50285BI-if00-port0", device: "ttyUSB1" },
    { path: "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0", device: "ttyUSB0" },
    { path: "/dev/ttyS0", device: "ttyS0" },
  ]);
  expect(portList(ports)).toBe(
    "the ports of this machine are /dev/serial/by-id/usb-FTDI_A50285BI-if00-port0 (now ttyUSB1), /dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0-port0 (now ttyUSB0), /dev/ttyS0",
  );
});

test("a machine without ports, or without the folders of udev, has none", async () => {
  expect(await portsHere("/does/not/exist")).toEqual([]);
  expect(portList([])).toBe("this machine has no serial port");
});

test("the folders of a machine are read", async () => {
  const root = await mkdtemp(join(tmpdir(), "dev-"));
  await mkdir(join(root, "serial", "by-id"), { recursive: true });
  for (const device of ["ttyUSB0", "ttyS0", "null"]) await writeFile(join(root, device), "");
  await symlink("../../ttyUSB0", join(root, "serial", "by-id", "usb-adapter"));
  expect(await portsHere(root)).toEqual([
    { path: join(root, "serial", "by-id", "usb-adapter"), device: "ttyUSB0" },
    { path: join(root, "ttyS0"), device: "ttyS0" },
  ]);
  await rm(root, { recursive: true });
});
