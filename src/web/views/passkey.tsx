/** The two pages with a script: browsers give passkeys to scripts alone. */
import type { Json } from "../../kernel/json.ts";
import type { PageContext } from "../page-context.ts";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";
import { RedirectFields, type Redirect } from "./sign-in.tsx";

interface PasskeyPageProps {
  readonly context: PageContext;
  readonly ceremony: "new" | "sign-in";
  /** For the browser's own function. */
  readonly options: Json;
  readonly redirect: Redirect;
  readonly trouble: string | null;
}

export function PasskeyPage({ context, ceremony, options, redirect, trouble }: PasskeyPageProps) {
  const { passkey } = context.words.signIn;
  const isNew = ceremony === "new";
  const title = isNew ? passkey.newTitle : passkey.title;
  return (
    <Layout context={context} title={title} place="none" script={context.assets.passkey}>
      <div class="narrow">
        <h1>{title}</h1>
        <p>{isNew ? passkey.newIntro : passkey.intro}</p>
        <Trouble sentence={trouble} />
        <PostForm
          action={isNew ? "/account/passkeys" : "/sign-in/passkey"}
          id="passkey"
          data-ceremony={ceremony}
          data-options={JSON.stringify(options)}
          data-failed={passkey.failed}
          data-unsupported={passkey.unsupported}
        >
          <RedirectFields {...redirect} />
          <input type="hidden" name="answer" value="" />
          {isNew ? <PlainField context={context} name="label" label={passkey.label} autocomplete="off" /> : null}
          <p class="buttons">
            <button class="primary">{isNew ? passkey.make : passkey.use}</button>
          </p>
        </PostForm>
        <p id="passkey-status" role="status" class="quiet">
          {passkey.needsScript}
        </p>
      </div>
    </Layout>
  );
}
