import type { PageContext } from "../page-context.ts";

/** The shortcuts, and the switch that turns them off. Without a script there are none, and nothing of it is seen. */
export function Keys({ context: { livePosition, words, mayRegister } }: { readonly context: PageContext }) {
  if (livePosition === null) return null;
  const { keys } = words.live;
  const all = [
    ["?", keys.sheet],
    ...(mayRegister ? [["n", words.register.title]] : []),
    ["/", keys.search],
    ["j", keys.next],
    ["k", keys.previous],
  ] as const;
  return (
    <dialog id="keys" class="keys" data-keep aria-labelledby="keys-title">
      <form method="dialog">
        <h2 id="keys-title">{keys.title}</h2>
        <dl>
          {all.map(([key, what]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{what}</dd>
            </div>
          ))}
        </dl>
        <label class="check">
          <input type="checkbox" id="keys-on" /> {keys.on}
        </label>
        <button>{keys.close}</button>
      </form>
    </dialog>
  );
}
