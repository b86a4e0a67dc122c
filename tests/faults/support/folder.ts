import { afterEach, beforeEach } from "@jest/globals";
import { endAll } from "./server-process.ts";
import { aTemporaryFolder, type TemporaryFolder } from "../../support/temporary-folder.ts";

/** A folder for each test of the file, gone afterwards. */
export function aFolderEach(): { file(name: string): string; readonly path: string } {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = aTemporaryFolder();
  });
  afterEach(() => {
    endAll();
    folder.remove();
  });
  return {
    file: (name) => folder.file(name),
    get path() {
      return folder.file("");
    },
  };
}
