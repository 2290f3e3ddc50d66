import { AppError } from "../platform/app-error.ts";
import { holdFolder } from "../platform/folder-lock.ts";

/** Holds the bridge's data folder for a command that may not run beside the bridge. @throws AppError store/held while a bridge runs */
export async function holdAlone(data: string): Promise<{ release(): Promise<void> }> {
  try {
    return await holdFolder(data);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "store/held") throw error;
    const text = "a bridge runs with this folder: stop it first (systemctl stop jiehuan-bridge)";
    throw new AppError("store/held", text, { cause: error });
  }
}
