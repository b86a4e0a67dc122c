import { z } from "zod";

export const text = z
  .strictObject({ zh: z.string(), en: z.string() })
  .meta({ description: "The same words in Chinese and English." });
export const time = z.iso.datetime({ offset: true }).meta({ description: "An instant in UTC." });
