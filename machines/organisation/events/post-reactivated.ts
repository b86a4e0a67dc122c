/** A post is there again, with its holders. */
import { z } from "zod";
import { event } from "../event.ts";
import { administrators, post } from "../parts/fields.ts";
import { first, noPost } from "../parts/refusals.ts";
import { reactivated } from "../parts/units.ts";
import { isActive, postById } from "../posts.ts";

export const postReactivated = event("POST_REACTIVATED", {
  words: {
    label: { zh: "恢复职务", en: "Reactivate a post" },
    done: { zh: "职务已恢复", en: "Post reactivated" },
    help: { zh: "停用前的担任人继续担任。", en: "Those who held it hold it again." },
  },
  by: administrators,
  page: "units",
  form: z.object({ post }),
  options: ({ posts }) => ({
    post: posts.filter((one) => !isActive(one)).map((one) => ({ value: one.id, label: one.name })),
  }),
  refuse: (context, { post }) => {
    const known = post === undefined ? null : postById(context, post);
    return first(
      noPost(context, post),
      known && isActive(known) ? { zh: "该职务未停用。", en: "This post is already active." } : null,
    );
  },
  record: ({ posts }, { post, at }) => ({ posts: reactivated(posts, post, at) }),
});
