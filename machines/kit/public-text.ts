/** Text that the public will read: restricted Markdown, without anything that cannot be seen. */
import type { z } from "zod";
import { publicTextFault } from "./characters.ts";
import { text, type FieldWords } from "./fields.ts";

/** `isMarkdown`: every door refuses what the public page would not show as it was written. */
export const publicText = (words: FieldWords): ReturnType<typeof text> => {
  const schema = text(words);
  // What a form has checked is a string until the engine puts it apart.
  const checked = (schema as unknown as z.ZodType<string, string>).superRefine((typed, check) => {
    const fault = publicTextFault(typed);
    if (fault) check.addIssue({ code: "custom", message: fault.en, params: { text: fault } });
  });
  return checked.meta({ ...schema.meta(), isMarkdown: true }) as unknown as ReturnType<typeof text>;
};
