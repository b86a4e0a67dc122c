/** Lists that may grow long are shown a part at a time; which one stands in the page's own address. */
import type { PageContext } from "../page-context.ts";

/** Entries of one part. */
const partMax = 100;

interface Part<Entry> {
  readonly shown: readonly Entry[];
  /** Null: everything is shown. */
  readonly pager: PagerProps | null;
}

interface PagerProps {
  readonly context: PageContext;
  /** In the address, and the id of the list. */
  readonly name: string;
  readonly part: number;
  readonly total: number;
}

export function partOf<Entry>(context: PageContext, name: string, entries: readonly Entry[]): Part<Entry> {
  if (entries.length <= partMax) return { shown: entries, pager: null };
  const asked = Number(addressOf(context).searchParams.get(name));
  const last = Math.ceil(entries.length / partMax);
  const part = Number.isInteger(asked) && asked >= 1 ? Math.min(asked, last) : 1;
  const shown = entries.slice((part - 1) * partMax, part * partMax);
  return { shown, pager: { context, name, part, total: entries.length } };
}

export function Pager({ pager }: { readonly pager: PagerProps | null }) {
  if (pager === null) return null;
  const { context, name, part, total } = pager;
  const words = context.words.desk;
  const to = (other: number) => {
    const address = addressOf(context);
    address.searchParams.set(name, String(other));
    return `${address.pathname}${address.search}#${name}`;
  };
  return (
    <nav class="pages" id={name} aria-label={words.pages}>
      {part > 1 ? (
        <a href={to(part - 1)} rel="prev">
          {words.previous}
        </a>
      ) : null}{" "}
      <span class="quiet">{`${(part - 1) * partMax + 1}–${Math.min(part * partMax, total)} / ${total}`}</span>{" "}
      {part * partMax < total ? (
        <a href={to(part + 1)} rel="next">
          {words.next}
        </a>
      ) : null}
    </nav>
  );
}

/** Only of this desk: the host is never looked at. */
function addressOf({ here }: PageContext): URL {
  return new URL(here, "http://desk.invalid");
}
