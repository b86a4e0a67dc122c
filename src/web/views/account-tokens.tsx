import { scopes } from "../../accounts/tokens.ts";
import type { PageContext } from "../page-context.ts";
import { PlainField } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";

export interface TokensProps {
  readonly context: PageContext;
  /** A token that was made just now: never shown again. */
  readonly newToken: string | null;
}

export function TokensPart({ context, newToken }: TokensProps) {
  const { account } = context.words.signIn;
  return (
    <section>
      <h2>{account.tokens}</h2>
      <p class="quiet">{account.tokensIntro}</p>
      {newToken === null ? null : (
        <p class="notice" role="status">
          {account.tokenOnce} <code id="new-token">{newToken}</code>
        </p>
      )}
      <PostForm action="/account/tokens" noValidate>
        <PlainField context={context} name="label" label={account.tokenLabel} autocomplete="off" />
        <PlainField
          context={context}
          name="days"
          label={account.tokenDays}
          autocomplete="off"
          inputMode="numeric"
          value="90"
        />
        <div class="field options">
          {scopes.map((scope) => (
            <label key={scope} class="option">
              <input type="checkbox" name="scopes" value={scope} checked={scope === "read"} />
              <span>{account.scopes[scope]}</span>
            </label>
          ))}
        </div>
        <button>{account.tokenIssue}</button>
      </PostForm>
    </section>
  );
}
