/** On every page, as long as the desk cannot do its work. */
import type { Scene } from "../scene.ts";
import { say } from "../format.ts";
import { bannerWords, troubleWords, type Trouble } from "../words/trouble-words.ts";

export function TroubleBanner({ scene }: { readonly scene: Scene }) {
  const { trouble } = scene;
  if (trouble === null) return null;
  const title = bannerWords[kindOf(trouble)];
  return (
    <div class="outward" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {say(scene, title)}
        </b>{" "}
        {say(scene, troubleWords[trouble])}
      </p>
    </div>
  );
}

function kindOf(trouble: Trouble): keyof typeof bannerWords {
  if (trouble === "damaged") return "damage";
  return trouble === "loops" || trouble === "lease" ? "standstill" : "record";
}
