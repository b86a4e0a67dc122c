/** What every storage of playbook texts must do. */
import { expect, test } from "@jest/globals";
import type { Storage } from "../../db/open-storage.ts";

export function playbookTextContract(storage: () => Storage): void {
  test("a playbook's text is kept under its digest, and the first one that came stays", async () => {
    const { playbookTexts } = storage();
    const before = await playbookTexts.count();
    expect(await playbookTexts.read("f".repeat(64))).toBeNull();
    await playbookTexts.add("f".repeat(64), "标题: 一\n", 1);
    await playbookTexts.add("f".repeat(64), "something else", 2);
    expect(await playbookTexts.read("f".repeat(64))).toBe("标题: 一\n");
    expect(await playbookTexts.count()).toBe(before + 1);
  });
}
