import { afterAll } from "@jest/globals";
import { openStorage } from "../../db/open-storage.ts";
import { aTemporaryFolder } from "../support/temporary-folder.ts";
import { storageContract } from "./storage-contract.ts";

storageContract("SQLite in memory", async () => openStorage({ url: "sqlite::memory:" }));

const folder = aTemporaryFolder();
afterAll(() => folder.remove());
let files = 0;
storageContract("an SQLite file", async () => openStorage({ url: `sqlite:${folder.file(`${++files}.db`)}` }));
