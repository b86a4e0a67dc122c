/** Loaded before the program: the time since boot, and what the file says was slept through. The kernel's own nobody can set. */
import { readFileSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import os from "node:os";

const sinceBoot = os.uptime;
os.uptime = () => sinceBoot() + Number(readFileSync(process.env["FAKE_BOOT_FILE"], "utf8"));
syncBuiltinESMExports();
