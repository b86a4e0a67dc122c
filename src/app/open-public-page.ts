/** Joins the public page with the desk: which messages are for it, and where its files lie. */
import type { Config } from "../../config/config.ts";
import type { Storage } from "../../db/open-storage.ts";
import type { Playbook } from "../../machines/playbook.ts";
import type { Organisation } from "../directory/person.ts";
import type { Deliver, Engine } from "../engine/index.ts";
import type { Clock } from "../kernel/clock.ts";
import { checkpointNow, type CheckpointParts } from "../record/checkpoints.ts";
import type { SiteParts } from "../statements/paths.ts";
import { openPublishing } from "../statements/publish.ts";

interface PublicPageParts {
  readonly storage: Pick<Storage, "publications" | "record">;
  readonly engine: Pick<Engine, "read" | "opened" | "send">;
  readonly playbooks: readonly Playbook[];
  /** Kept up to date in place. */
  readonly organisation: Organisation;
  readonly clock: Clock;
  readonly baseUrl: string;
  /** Null: nothing is signed. */
  readonly signing: CheckpointParts | null;
}

/** A message is either for the public page or for people, whom `notify` tells. */
export function onPage(
  config: Config,
  { storage, organisation, baseUrl, signing, ...parts }: PublicPageParts,
  notify: Deliver,
): Deliver {
  const page = openPublishing({
    ...parts,
    index: storage.publications,
    folder: config.publicFolder,
    site: () => siteParts(config, organisation, baseUrl),
    checkpoint: async () => (signing === null ? null : checkpointNow(signing, storage.record)),
  });
  return (message) => (page.publishes(message) ? page.deliver(message) : notify(message));
}

/** `baseUrl`: where the desk is served. */
export function siteParts({ settings, publicUrl }: Config, organisation: Organisation, baseUrl: string): SiteParts {
  return { organisation, contact: settings.publicContact, baseUrl: publicUrl ?? `${baseUrl}/public` };
}
