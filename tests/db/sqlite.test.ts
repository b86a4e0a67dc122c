import { openStorage } from "../../db/open-storage.ts";
import { storageContract } from "./storage-contract.ts";

storageContract("SQLite", async () => openStorage({ url: "sqlite::memory:" }));
