/** Somebody is known, and their roles do not open what they asked for. */
import type { PageContext } from "../page-context.ts";
import { formatRoles } from "../format.ts";
import { Layout } from "./layout.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface NotForYouProps {
  readonly context: PageContext;
  /** For whom it is. */
  readonly text: string;
}

export function ForbiddenPage({ context, text }: NotForYouProps) {
  const { person } = context;
  const title = context.words.access.title;
  return (
    <Layout context={context} title={title} place="none">
      <div class="narrow">
        <h1>{title}</h1>
        <p class="caution">
          {text}{" "}
          {person === null
            ? ""
            : `(${isolate(person.name)}: ${formatRoles(context, person.roles) || context.words.iAm.noRoles})`}
        </p>
      </div>
    </Layout>
  );
}
