/** On every page, as long as the desk cannot do its work. */
import type { PageContext } from "../page-context.ts";
import { formatText } from "../format.ts";
import { bannerWords, troubleWords, type Trouble } from "../words/trouble-words.ts";

export function TroubleBanner({ scene }: { readonly scene: PageContext }) {
  const { trouble } = scene;
  if (trouble === null) return null;
  const title = bannerWords[kindOf(trouble)];
  return (
    <div class="outward" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {formatText(scene, title)}
        </b>{" "}
        {formatText(scene, troubleWords[trouble])}
      </p>
    </div>
  );
}

function kindOf(trouble: Trouble): keyof typeof bannerWords {
  if (trouble === "damaged") return "damage";
  return trouble === "loops" || trouble === "lease" ? "standstill" : "record";
}
