/** Joins the public page with the desk: which messages are for it, and where its files lie. */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { Organisation } from "../directory/person.ts";
import type { Deliver, Engine, Message } from "../engine/index.ts";
import type { Clock } from "../kernel/clock.ts";
import type { SiteParts } from "../statements/paths.ts";
import { openPublishing } from "../statements/publish.ts";

interface PublicPageParts {
  readonly storage: Pick<Storage, "publications">;
  readonly engine: Pick<Engine, "read" | "opened" | "send">;
  readonly playbooks: readonly Playbook[];
  /** Kept up to date in place. */
  readonly organisation: Organisation;
  readonly clock: Clock;
  readonly baseUrl: string;
}

export interface PublicPage {
  readonly publish: Deliver;
  publishes(message: Message): boolean;
}

export function openPublicPage(config: Config, { storage, organisation, baseUrl, ...parts }: PublicPageParts): PublicPage {
  const { deliver, publishes } = openPublishing({
    ...parts,
    index: storage.publications,
    folder: config.publicFolder,
    site: () => siteParts(config, organisation, baseUrl),
  });
  return { publish: deliver, publishes };
}

/** `baseUrl`: where the desk is served. */
export function siteParts({ settings, publicUrl }: Config, organisation: Organisation, baseUrl: string): SiteParts {
  return { organisation, contact: settings.publicContact, baseUrl: publicUrl ?? `${baseUrl}/public` };
}
