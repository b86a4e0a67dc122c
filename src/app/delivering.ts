/** Where a message of the outbox goes: to people, or to another incident. */
import type { LinkDelivery } from "../desk/links/link-delivery.ts";
import type { Deliver } from "../engine/index.ts";
import type { checkpointFooter } from "./log-record.ts";
import type { Post } from "./open-notify.ts";
import type { OrganisationStore } from "./open-organisation.ts";

interface DeliveringParts {
  readonly post: Pick<Post, "deliver">;
  readonly links: LinkDelivery;
  readonly opened: Pick<OrganisationStore, "refresh">;
  readonly footer: Pick<ReturnType<typeof checkpointFooter>, "refresh">;
}

/** Somebody may have been added, or have taken over, in another thread or on another node. */
export function delivering({ post, links, opened, footer }: DeliveringParts): Deliver {
  return async (message) => {
    await Promise.all([opened.refresh(), footer.refresh()]);
    return links.isLink(message) ? links.deliver(message) : post.deliver(message);
  };
}
