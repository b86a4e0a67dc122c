/** The process that looks through everything stored; see `look-aside.ts`. */
import { look, type AnsweredLook, type AskedLook } from "./look-aside.ts";

// Nobody waits for it any more.
process.once("disconnect", () => process.exit());
process.once("message", ({ config }: AskedLook) => {
  void look(config)
    .then(
      (found): AnsweredLook => ({ found }),
      (error: unknown): AnsweredLook => ({ failed: String(error) }),
    )
    .then((answer) => process.send?.(answer, () => process.disconnect()));
});
