/** Whether a channel is known to reach its person, and where the code of a test is typed. */
import type { ChannelsView } from "../../desk/delivery/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatInstant } from "../format.ts";
import { formatReason } from "../reasons.ts";
import { PostForm } from "./post-form.tsx";

interface ProofProps {
  readonly context: PageContext;
  readonly kind: "mail" | "webhook";
  readonly view: ChannelsView;
  readonly wrongCode: string | null;
}

export function ChannelProof({ context, kind, view, wrongCode }: ProofProps) {
  const words = context.words.delivery.channels;
  const { provenAt, broken, asksCode } = view.proofs[kind];
  return (
    <>
      {broken === null ? null : (
        <p class="caution">
          <b>{words.broken}</b> {formatReason(context, broken)}
        </p>
      )}
      {broken !== null ? null : provenAt === null ? (
        <p class="note">{kind === "mail" && view.isMailKept ? words.notProvenFile : words.notProven}</p>
      ) : (
        <p class="state is-kept">
          <span class="shape" aria-hidden="true">
            ✓
          </span>{" "}
          {words.proven(formatInstant(context, provenAt))}
        </p>
      )}
      {asksCode ? <Code context={context} kind={kind} wrong={wrongCode} /> : null}
    </>
  );
}

interface CodeProps {
  readonly context: PageContext;
  readonly kind: "mail" | "webhook";
  readonly wrong: string | null;
}

function Code({ context, kind, wrong }: CodeProps) {
  const words = context.words.delivery.channels;
  return (
    <PostForm action="/channels/code" noValidate>
      <input type="hidden" name="kind" value={kind} />
      <div class={wrong === null ? "field" : "field is-wrong"}>
        <label for="code">{words.code}</label>
        <p class="hint" id="code-hint">
          {words.codeHelp}
        </p>
        {wrong === null ? null : (
          <p class="wrong" id="code-wrong" role="alert">
            {wrong}
          </p>
        )}
        <input
          id="code"
          name="code"
          inputMode="numeric"
          autocomplete="one-time-code"
          maxLength={12}
          aria-describedby={wrong === null ? "code-hint" : "code-hint code-wrong"}
          aria-invalid={wrong === null ? undefined : "true"}
        />
      </div>
      <p class="buttons">
        <button>{words.confirmCode}</button>
      </p>
    </PostForm>
  );
}
