/** What an open page says of its own freshness, and what its script needs. Without one the page is as old as it says below. */
import type { PageContext } from "../page-context.ts";

export interface LiveOf {
  /** What it shows: one incident, incidents, or the rest (people, roster, settings). */
  readonly of: "incidents" | "others" | `incident ${number}`;
  /**
   * `morph`: it becomes the new page where it stands. `hold`: lists stay as they are until somebody asks for what is new.
   * `say`: it is told and nothing is changed, because somebody is about to decide on what they see.
   */
  readonly when: "morph" | "hold" | "say";
}

interface Props {
  readonly context: PageContext;
}

/** Idiomorph first: both wait until the page is there, and run in this order. */
export function LiveScripts({ context: { livePosition, assets } }: Props) {
  if (livePosition === null) return null;
  const [morph, live] = assets.live;
  return (
    <>
      <script defer src={morph}></script>
      <script type="module" src={live}></script>
    </>
  );
}

export function Reloading({ context, seconds }: Props & { readonly seconds: number | null }) {
  if (seconds === null) return null;
  return (
    <noscript>
      <meta http-equiv="refresh" content={String(seconds)} />
      <link rel="stylesheet" href={context.assets.plain} />
    </noscript>
  );
}

/** In sight wherever one has scrolled to, as soon as the page is not what the desk knows. */
export function LiveLine({ context, live }: Props & { readonly live: LiveOf | null }) {
  const { words, livePosition, organisation } = context;
  if (livePosition === null) return null;
  const { overdueBy, left } = words.clock;
  const isBefore = context.language === "zh";
  const own = {
    ...words.live,
    digitsOverdue: overdueBy,
    digitsLeft: left,
    isBefore,
    missed: words.clock.states.missed,
  };
  return (
    <div
      id="live"
      class="live-line"
      role="status"
      data-keep
      data-of={live?.of ?? ""}
      data-when={live?.when ?? ""}
      data-position={String(livePosition)}
      data-now={String(context.now)}
      data-zone={organisation.zone}
      data-words={JSON.stringify(own)}
    ></div>
  );
}

/** Both wait for a script. */
export function LiveState({ context: { livePosition, words } }: Props) {
  if (livePosition === null) return null;
  return (
    <>
      <span id="live-state" data-keep></span>
      <button id="live-sound" type="button" data-keep hidden>
        {words.live.sound}
      </button>
      <button id="keys-open" type="button" data-keep hidden>
        {words.live.keys.open}
      </button>
    </>
  );
}
