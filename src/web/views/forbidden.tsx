/** Somebody is known, and their roles do not open what they asked for. */
import type { PageContext } from "../page-context.ts";
import { formatRoles } from "../format.ts";
import { Layout } from "./layout.tsx";
import { isolate } from "../../kernel/isolate.ts";

interface NotForYouProps {
  readonly scene: PageContext;
  /** For whom it is. */
  readonly text: string;
}

export function ForbiddenPage({ scene, text }: NotForYouProps) {
  const { person } = scene;
  const title = scene.words.access.title;
  return (
    <Layout scene={scene} title={title} place="none">
      <div class="narrow">
        <h1>{title}</h1>
        <p class="outward">
          {text}{" "}
          {person === null
            ? ""
            : `(${isolate(person.name)}: ${formatRoles(scene, person.roles) || scene.words.iAm.noRoles})`}
        </p>
      </div>
    </Layout>
  );
}
