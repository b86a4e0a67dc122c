/** The first page of a new desk, and the page behind an invitation. */
import type { PageContext } from "../page-context.ts";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";

export const setUpFields = [
  "code",
  "name",
  "mail",
  "password",
  "nameZh",
  "nameEn",
  "zone",
  "zoneLabelZh",
  "zoneLabelEn",
] as const;
export type SetUpField = (typeof setUpFields)[number];
export type SetUpTyped = Readonly<Record<SetUpField | "language", string>>;

interface SetUpProps {
  readonly context: PageContext;
  readonly typed: SetUpTyped;
  readonly errors: Readonly<Partial<Record<SetUpField, string>>>;
}

export function SetUpPage({ context, typed, errors }: SetUpProps) {
  const { setUp, mail, password, passwordHint } = context.words.signIn;
  const field = (
    name: SetUpField,
    label: string,
    more: { readonly hint?: string; readonly type?: "password" | "email" } = {},
  ) => (
    <PlainField
      context={context}
      name={name}
      label={label}
      autocomplete={autocompletes[name] ?? "off"}
      value={name === "password" ? "" : typed[name]}
      error={errors[name] ?? null}
      {...more}
    />
  );
  return (
    <Layout context={context} title={setUp.title} place="none">
      <div class="narrow">
        <h1>{setUp.title}</h1>
        <p>{setUp.intro}</p>
        <Trouble sentence={Object.keys(errors).length === 0 ? null : context.words.form.errorTitle} />
        <PostForm action="/set-up" noValidate>
          {field("code", setUp.code, { hint: setUp.codeHint })}
          <h2>{setUp.you}</h2>
          {field("name", setUp.name)}
          {field("mail", mail, { type: "email" })}
          {field("password", password, { type: "password", hint: passwordHint })}
          <LanguageChoice label={setUp.language} chosen={typed.language} />
          <h2>{setUp.organisationHeading}</h2>
          {field("nameZh", setUp.nameZh)}
          {field("nameEn", setUp.nameEn)}
          {field("zone", setUp.zone, { hint: setUp.zoneHint })}
          {field("zoneLabelZh", setUp.zoneLabelZh)}
          {field("zoneLabelEn", setUp.zoneLabelEn)}
          <p class="buttons">
            <button class="primary">{setUp.done}</button>
          </p>
        </PostForm>
      </div>
    </Layout>
  );
}

const autocompletes: Readonly<Partial<Record<SetUpField, string>>> = {
  name: "name",
  mail: "username",
  password: "new-password",
};

function LanguageChoice({ label, chosen }: { readonly label: string; readonly chosen: string }) {
  return (
    <fieldset class="field" role="radiogroup">
      <legend>{label}</legend>
      <div class="options">
        {(["zh", "en"] as const).map((language) => (
          <label key={language} class="option" lang={language === "zh" ? "zh-CN" : "en"}>
            <input type="radio" name="language" value={language} checked={chosen === language} />
            <span>{language === "zh" ? "中文" : "English"}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface InvitationProps {
  readonly context: PageContext;
  readonly path: string;
  readonly organisation: string;
  readonly name: string;
  readonly mail: string;
  readonly error: string | null;
}

export function InvitationPage({ context, path, organisation, name, mail, error }: InvitationProps) {
  const { invitation, password, passwordHint } = context.words.signIn;
  const title = invitation.title(organisation);
  return (
    <Layout context={context} title={title} place="none">
      <div class="narrow">
        <h1>{title}</h1>
        <p>{invitation.intro(name, mail)}</p>
        <PostForm action={path} noValidate>
          {/* For the password manager: whose password this is. */}
          <input type="text" name="mail" value={mail} autocomplete="username" hidden readOnly />
          <PlainField
            context={context}
            name="password"
            label={password}
            type="password"
            autocomplete="new-password"
            hint={passwordHint}
            error={error}
          />
          <p class="buttons">
            <button class="primary">{invitation.choose}</button>
          </p>
        </PostForm>
      </div>
    </Layout>
  );
}

export function ExpiredLinkPage({ context }: { readonly context: PageContext }) {
  const { invitation, title } = context.words.signIn;
  return (
    <Layout context={context} title={invitation.gone} place="none">
      <div class="narrow">
        <h1>{invitation.gone}</h1>
        <p>{invitation.goneText}</p>
        <p class="buttons">
          <a class="button" href="/sign-in">
            {title}
          </a>
        </p>
      </div>
    </Layout>
  );
}
