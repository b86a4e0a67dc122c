/** The pages of a sign-in: password, code, passkey, and the way to the provider. */
import type { ComponentChildren } from "preact";
import type { PageContext } from "../page-context.ts";
import { keptField, keptText, type SavedForm } from "../saved-form.ts";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";

/** Where the sign-in leads, and what was entered before it. */
export interface Redirect {
  readonly back: string;
  readonly kept: SavedForm | null;
}

export function RedirectFields({ back, kept }: Redirect) {
  return (
    <>
      <input type="hidden" name="back" value={back} />
      {kept === null ? null : <input type="hidden" name={keptField} value={keptText(kept)} />}
    </>
  );
}

interface SignInProps {
  readonly context: PageContext;
  readonly redirect: Redirect;
  readonly mail: string;
  readonly trouble: string | null;
  readonly notice: string | null;
  /** Name of the organisation's own provider, when it has one. */
  readonly provider: string | null;
}

export function SignInPage({ context, redirect, mail, trouble, notice, provider }: SignInProps) {
  const words = context.words.signIn;
  const above = (
    <>
      {notice === null ? null : <p class="notice">{notice}</p>}
      {redirect.kept === null ? null : <p class="note">{words.kept}</p>}
    </>
  );
  return (
    <Step
      {...{ context, redirect, trouble, above }}
      title={words.title}
      action="/sign-in"
      below={<p class="quiet">{words.forgotten}</p>}
    >
      <PlainField context={context} name="mail" label={words.mail} type="email" autocomplete="username" value={mail} />
      <PasswordAndButton context={context} label={words.signIn} />
      <OtherWays context={context} provider={provider} />
    </Step>
  );
}

interface StepProps extends Pick<SignInProps, "context" | "redirect" | "trouble"> {
  readonly title: string;
  readonly action: string;
  readonly above?: ComponentChildren;
  readonly below?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** One step of a sign-in: a heading, what went wrong, and a form that carries on where the person wanted to go. */
function Step({ context, redirect, trouble, title, action, above, below, children }: StepProps) {
  return (
    <Layout context={context} title={title} place="none">
      <div class="narrow">
        <h1>{title}</h1>
        {above}
        <Trouble sentence={trouble} />
        <PostForm action={action} noValidate>
          <RedirectFields {...redirect} />
          {children}
        </PostForm>
        {below}
      </div>
    </Layout>
  );
}

interface LabelledProps {
  readonly context: PageContext;
  readonly label: string;
}

function PasswordAndButton({ context, label }: LabelledProps) {
  return (
    <>
      <PlainField
        context={context}
        name="password"
        label={context.words.signIn.password}
        type="password"
        autocomplete="current-password"
      />
      <MainButton label={label} />
    </>
  );
}

function MainButton({ label }: Pick<LabelledProps, "label">) {
  return (
    <p class="buttons">
      <button class="primary">{label}</button>
    </p>
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
  readonly redirect: Redirect;
  readonly trouble: string | null;
}

export function CodePage({ context, redirect, trouble }: CodeProps) {
  const words = context.words.signIn;
  return (
    <Step
      {...{ context, redirect, trouble }}
      title={words.codeTitle}
      action="/sign-in/code"
      below={<p class="quiet">{words.codeLost}</p>}
    >
      <PlainField
        context={context}
        name="code"
        label={words.code}
        autocomplete="one-time-code"
        inputMode="numeric"
        hint={words.codeHint}
      />
      <MainButton label={words.signIn} />
    </Step>
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
  readonly kept: SavedForm | null;
  readonly back: string;
  readonly trouble: string | null;
  readonly hasPassword: boolean;
  readonly provider: string | null;
}

export function ProofPage({ context, kept, back, trouble, hasPassword, provider }: ProofProps) {
  const { proof } = context.words.signIn;
  const above = (
    <>
      <p>{proof.intro}</p>
      {kept === null ? null : <p class="note">{proof.kept}</p>}
    </>
  );
  return (
    <Step {...{ context, trouble, above }} redirect={{ back, kept }} title={proof.title} action="/prove">
      {hasPassword ? <PasswordAndButton context={context} label={proof.prove} /> : null}
      <OtherWays context={context} provider={provider} isProof />
    </Step>
  );
}
