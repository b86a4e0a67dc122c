/** The pages of a sign-in: password, code, passkey, and the way to the provider. */
import type { PageContext } from "../page-context.ts";
import { keptField, keptText, type Kept } from "../kept.ts";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";

/** Where the sign-in leads, and what was typed before it. */
export interface Redirect {
  readonly back: string;
  readonly kept: Kept | null;
}

export function OnwardFields({ back, kept }: Redirect) {
  return (
    <>
      <input type="hidden" name="back" value={back} />
      {kept === null ? null : <input type="hidden" name={keptField} value={keptText(kept)} />}
    </>
  );
}

interface SignInProps {
  readonly context: PageContext;
  readonly onward: Redirect;
  readonly mail: string;
  readonly trouble: string | null;
  readonly notice: string | null;
  /** Name of the organisation's own provider, when it has one. */
  readonly provider: string | null;
}

export function SignInPage({ context, onward, mail, trouble, notice, provider }: SignInProps) {
  const words = context.words.signIn;
  return (
    <Layout context={context} title={words.title} place="none">
      <div class="narrow">
        <h1>{words.title}</h1>
        {notice === null ? null : <p class="notice">{notice}</p>}
        {onward.kept === null ? null : <p class="note">{words.kept}</p>}
        <Trouble sentence={trouble} />
        <PostForm action="/sign-in" noValidate>
          <OnwardFields {...onward} />
          <PlainField
            context={context}
            name="mail"
            label={words.mail}
            type="email"
            autocomplete="username"
            value={mail}
          />
          <PlainField
            context={context}
            name="password"
            label={words.password}
            type="password"
            autocomplete="current-password"
          />
          <p class="buttons">
            <button class="primary">{words.signIn}</button>
          </p>
          <OtherWays context={context} provider={provider} />
        </PostForm>
        <p class="quiet">{words.forgotten}</p>
      </div>
    </Layout>
  );
}

interface OtherWaysProps extends Pick<SignInProps, "context" | "provider"> {
  /** Asked of somebody who is signed in already. */
  readonly isProof?: boolean;
}

/** Buttons of the one form: what waits behind the sign-in may be long, and stands on the page once. */
function OtherWays({ context, provider, isProof = false }: OtherWaysProps) {
  const words = context.words.signIn;
  return (
    <>
      <p class="buttons">
        <button formaction="/sign-in/passkey/begin">{isProof ? words.passkey.use : words.withPasskey}</button>
      </p>
      {provider === null ? null : (
        <p class="buttons">
          <button formaction="/sign-in/provider">{words.withProvider(provider)}</button>
        </p>
      )}
    </>
  );
}

interface CodeProps {
  readonly context: PageContext;
  readonly onward: Redirect;
  readonly trouble: string | null;
}

export function CodePage({ context, onward, trouble }: CodeProps) {
  const words = context.words.signIn;
  return (
    <Layout context={context} title={words.codeTitle} place="none">
      <div class="narrow">
        <h1>{words.codeTitle}</h1>
        <Trouble sentence={trouble} />
        <PostForm action="/sign-in/code" noValidate>
          <OnwardFields {...onward} />
          <PlainField
            context={context}
            name="code"
            label={words.code}
            autocomplete="one-time-code"
            inputMode="numeric"
            hint={words.codeHint}
          />
          <p class="buttons">
            <button class="primary">{words.signIn}</button>
          </p>
        </PostForm>
        <p class="quiet">{words.codeLost}</p>
      </div>
    </Layout>
  );
}

interface ProviderPageProps {
  readonly context: PageContext;
  readonly name: string;
  readonly address: string;
}

/** A page and not a redirect: forms of the desk may lead nowhere else, and browsers count a redirect as the form's. */
export function ToProviderPage({ context, name, address }: ProviderPageProps) {
  const words = context.words.signIn;
  return (
    <Layout context={context} title={words.toProvider(name)} place="none" goTo={address}>
      <div class="narrow">
        <h1>{words.toProvider(name)}</h1>
        <p class="buttons">
          <a class="button primary" href={address} rel="noreferrer">
            {words.continue}
          </a>
        </p>
      </div>
    </Layout>
  );
}

interface ProofProps {
  readonly context: PageContext;
  readonly kept: Kept | null;
  readonly back: string;
  readonly trouble: string | null;
  readonly hasPassword: boolean;
  readonly provider: string | null;
}

export function ProofPage({ context, kept, back, trouble, hasPassword, provider }: ProofProps) {
  const words = context.words.signIn;
  return (
    <Layout context={context} title={words.proof.title} place="none">
      <div class="narrow">
        <h1>{words.proof.title}</h1>
        <p>{words.proof.intro}</p>
        {kept === null ? null : <p class="note">{words.proof.kept}</p>}
        <Trouble sentence={trouble} />
        <PostForm action="/prove" noValidate>
          <OnwardFields back={back} kept={kept} />
          {hasPassword ? (
            <>
              <PlainField
                context={context}
                name="password"
                label={words.password}
                type="password"
                autocomplete="current-password"
              />
              <p class="buttons">
                <button class="primary">{words.proof.prove}</button>
              </p>
            </>
          ) : null}
          <OtherWays context={context} provider={provider} isProof />
        </PostForm>
      </div>
    </Layout>
  );
}
