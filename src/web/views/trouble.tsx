/** On every page, as long as the desk cannot do its work. */
import type { PageContext } from "../page-context.ts";
import type { Trouble } from "../trouble.ts";
import type { Words } from "../words/index.ts";

export function TroubleBanner({ context }: { readonly context: PageContext }) {
  const { trouble } = context;
  if (trouble === null) return null;
  const title = context.words.banner[kindOf(trouble)];
  return (
    <div class="caution" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {title}
        </b>{" "}
        {context.words.trouble[trouble]}
      </p>
    </div>
  );
}

function kindOf(trouble: Trouble): keyof Words["banner"] {
  if (trouble === "damaged") return "damage";
  return trouble === "loops" || trouble === "lease" ? "standstill" : "record";
}
