/** On every page, as long as a letter reached nobody. */
import { sayAt, type Scene } from "../scene.ts";
import { tellingWords } from "../words/telling.ts";

export function UnreachedBanner({ scene }: { readonly scene: Scene }) {
  const { unreached } = scene;
  if (unreached.length === 0) return null;
  const words = tellingWords[scene.language].unreached;
  return (
    <div class="outward" role="alert">
      <p>
        <b>
          <span aria-hidden="true">▲</span> {words.title}
        </b>{" "}
        {words.text}{" "}
        {unreached.map(({ instance, number, since }) => (
          <a key={instance} href={`/incidents/${number ?? instance}`}>
            #{number ?? instance} {words.since(sayAt(scene, since))}{" "}
          </a>
        ))}
        <a href="/deliveries">{words.open}</a>
      </p>
    </div>
  );
}
