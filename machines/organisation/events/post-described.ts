/** A post, by its names and the role that it needs: registered, or changed. */
import { z } from "zod";
import { choice, line } from "../../kit/fields.ts";
import { event } from "../event.ts";
import { administrators, allPosts, post } from "../parts/fields.ts";
import { isFull, postsMax } from "../parts/refusals.ts";
import { needing } from "../parts/roster.ts";
import { nameTaken } from "../parts/units.ts";
import { postById } from "../posts.ts";
import { roleOptions } from "../vocabulary.ts";

export const postDescribed = event("POST_DESCRIBED", {
  words: {
    label: { zh: "登记职务", en: "Register a post" },
    done: { zh: "职务已登记", en: "Post registered" },
    help: {
      zh: "权限只由基础角色决定；担任该职务的人员须具备该角色。",
      en: "The base role alone decides rights; holders of the post need that role.",
    },
  },
  by: administrators,
  page: "units",
  adds: "post",
  form: z.object({
    post,
    zh: line({ label: { zh: "中文名称", en: "Name in Chinese" } }),
    en: line({ label: { zh: "英文名称", en: "Name in English" } }),
    role: choice({ label: { zh: "基础角色", en: "Base role" } }, roleOptions),
  }),
  start: (context, { asked }) => {
    const before = postById(context, asked["post"] ?? "");
    return before ? { ...before.name, role: before.role } : {};
  },
  options: (context) => ({ post: allPosts(context) }),
  refuse: (context, { post }) =>
    post !== undefined && postById(context, post) ? null : isFull(context.posts, postsMax),
  refuseOpened: (context, { post, zh, en }) => nameTaken(context.posts, post, { zh, en }),
  record: (context, { post, zh, en, role, at }) => {
    const described = { id: post, name: { zh, en }, role };
    if (!postById(context, post)) return { posts: [...context.posts, described] };
    return {
      posts: context.posts.map((one) => (one.id === post ? { ...one, ...described } : one)),
      // The duty positions that need the post need its base role.
      layers: context.layers.map((one) => (one.post?.post === post ? needing(one, { ...one, role }, at) : one)),
    };
  },
});
