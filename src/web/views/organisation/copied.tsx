/** What a desk that was restored or copied has ended, until an administrator has read it. */
import type { CopyRow } from "../../../accounts/way-ports.ts";
import type { PageContext } from "../../page-context.ts";
import { formatInstant } from "../../format.ts";
import { PostForm } from "../post-form.tsx";

interface CopiedProps {
  readonly context: PageContext;
  readonly copy: CopyRow;
  readonly mayDismiss: boolean;
}

export function Copied({ context, copy, mayDismiss }: CopiedProps) {
  const { copied } = context.words.accessList;
  const title = `copied-${copy.id}`;
  return (
    <section class="panel is-overdue" aria-labelledby={title}>
      <h2 id={title}>{copied.title[copy.how]}</h2>
      <p>
        {copied.made(formatInstant(context, copy.madeAt))} {copied.ended(copy.ended)}
      </p>
      <p>{copied.stays}</p>
      {mayDismiss ? (
        <PostForm action={`/administration/copies/${copy.id}/dismiss`}>
          <p class="buttons">
            <button>{copied.dismiss}</button>
          </p>
        </PostForm>
      ) : null}
    </section>
  );
}
