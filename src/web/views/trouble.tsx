/** On every page, as long as the desk cannot do its work. */
import { say, type Scene } from "../scene.ts";
import { bannerWords, troubleWords } from "../words/trouble-words.ts";

export function TroubleBanner({ scene }: { readonly scene: Scene }) {
  const { trouble } = scene;
  if (trouble === null) return null;
  const title = trouble === "loops" || trouble === "lease" ? bannerWords.standstill : bannerWords.record;
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
