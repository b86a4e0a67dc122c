/** Where a message of the outbox goes: to people, or to another incident. */
import type { LinkDelivery } from "../desk/links/link-delivery.ts";
import type { Deliver } from "../engine/index.ts";
import type { Shelf } from "../shelf/shelf.ts";
import type { checkpointFooter } from "./log-record.ts";
import type { Post } from "./open-notify.ts";
import type { OrganisationStore } from "./open-organisation.ts";

interface DeliveringParts {
  readonly post: Pick<Post, "deliver">;
  readonly links: LinkDelivery;
  readonly opened: Pick<OrganisationStore, "refresh">;
  readonly shelf: Pick<Shelf, "settled">;
  readonly footer: Pick<ReturnType<typeof checkpointFooter>, "refresh">;
}

/** Somebody may have been added, or have taken over, in another thread or on another node; a playbook may be new. */
export function delivering({ post, links, opened, footer, shelf }: DeliveringParts): Deliver {
  return async (message) => {
    await Promise.all([opened.refresh(), footer.refresh()]);
    await shelf.settled();
    return links.isLink(message) ? links.deliver(message) : post.deliver(message);
  };
}
