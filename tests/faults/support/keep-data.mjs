/** Restores, backs up or copies as the built command line does, in a process of its own that can be killed at any call. */
import { pathToFileURL } from "node:url";

const [what, from, to] = process.argv.slice(2);
const built = (file) => import(new URL(`../../../dist/db/${file}.js`, pathToFileURL(process.argv[1] ?? "")));
const options = { now: 1_700_000_000_000, progress: () => undefined };

switch (what) {
  case "restore": {
    const { restoreSqlite } = await built("restore");
    await restoreSqlite(from, to, { now: options.now, force: true, isGood: async () => true });
    break;
  }
  case "backup":
    await (await built("backup")).backupSqlite(from, to, options.now);
    break;
  case "copy":
    await (await built("copy-database")).copyDatabase(`sqlite:${from}`, `sqlite:${to}`, options);
    break;
  case "migrate":
    await (await (await built("open-storage")).openStorage({ url: `sqlite:${from}` })).close();
    break;
}
