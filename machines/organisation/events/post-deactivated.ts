/** A post that nobody is given, and nobody acts in, any more. Who holds it stays on record. */
import { z } from "zod";
import { optional } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { activePosts, administrators, post, reason } from "../parts/fields.ts";
import { noActivePost } from "../parts/refusals.ts";
import { deactivated } from "../parts/units.ts";

export const postDeactivated = event("POST_DEACTIVATED", {
  words: {
    label: { zh: "停用职务", en: "Deactivate a post" },
    done: { zh: "职务已停用", en: "Post deactivated" },
    help: {
      zh: "停用后不再供选择，视为无人担任；逐级上报、值班和通知中以该职务指定的一律跳过并注明原因。担任人保留在记录中。",
      en: "It is no longer offered and counts as held by no one. Escalation levels, shifts and notifications that name it are skipped, with the reason. Its holders stay on record.",
    },
  },
  by: administrators,
  page: "units",
  shownFirst: true,
  form: z.object({ post, reason: optional(reason) }),
  options: (context) => ({ post: activePosts(context) }),
  refuse: (context, { post }) => noActivePost(context, post),
  record: ({ posts }, { post, at }) => ({ posts: deactivated(posts, post, at) }),
});
