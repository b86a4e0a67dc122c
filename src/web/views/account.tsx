/** A person's own account: where they are signed in, what they sign in with, what programs may do in their name. */
import type { Way } from "../../accounts/way-ports.ts";
import type { PageContext } from "../page-context.ts";
import { TokensPart, type TokensProps } from "./account-tokens.tsx";
import { Layout } from "./layout.tsx";
import { PlainField, Trouble } from "./plain-field.tsx";
import { PostForm } from "./post-form.tsx";
import { WaysList } from "./ways.tsx";

export interface AccountProps extends TokensProps {
  readonly context: PageContext;
  readonly name: string;
  readonly mail: string;
  readonly phone: string;
  readonly hasPassword: boolean;
  readonly ways: readonly Way[];
  /** Id of the session that asks. */
  readonly here: string;
  readonly nameOf: (person: string) => string;
  readonly totp: {
    readonly isOn: boolean;
    readonly offer: { readonly secret: string; readonly address: string } | null;
  };
  readonly trouble: string | null;
  readonly notice: string | null;
}

export function AccountPage(props: AccountProps) {
  const { context, name, mail, trouble, notice } = props;
  const { account } = context.words.signIn;
  return (
    <Layout context={context} title={account.title} place="none">
      <div class="narrow">
        <h1>{account.title}</h1>
        {notice === null ? null : (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        <Trouble sentence={trouble} />
        <p>
          {account.here}{" "}
          <b>
            <bdi>{name}</bdi>
          </b>
          , <bdi>{mail}</bdi>
        </p>
        <p>
          <a href="/channels">{context.words.delivery.channels.title}</a> ·{" "}
          <a href="/calendar">{context.words.organisation.calendar.title}</a>
        </p>
        <WaysList {...props} action="/account/ways" />
        <EndOthers {...props} />
        <Password {...props} />
        <Codes {...props} />
        <Passkeys {...props} />
        <TokensPart {...props} />
        <Contact {...props} />
      </div>
    </Layout>
  );
}

function EndOthers({ context, ways }: AccountProps) {
  const { account } = context.words.signIn;
  return (
    <>
      <p class="quiet">{account.sessionsIntro}</p>
      {ways.filter(({ kind }) => kind === "session").length > 1 ? (
        <PostForm action="/account/sessions/end-others">
          <button>{account.endOthers}</button>
        </PostForm>
      ) : null}
    </>
  );
}

export const presentPasswordField = "present-password";
export const keepsTokensField = "keep-tokens";

function Password({ context, mail, hasPassword, ways }: AccountProps) {
  const words = context.words.accessList;
  const { account, passwordHint } = context.words.signIn;
  return (
    <section>
      <h2>{account.passwordTitle}</h2>
      <PostForm action="/account/password" noValidate>
        <input type="text" name="mail" value={mail} autocomplete="username" hidden readOnly />
        {hasPassword ? (
          <PlainField
            context={context}
            name={presentPasswordField}
            label={account.presentPassword}
            type="password"
            autocomplete="current-password"
          />
        ) : null}
        <PlainField
          context={context}
          name="password"
          label={account.newPassword}
          type="password"
          autocomplete="new-password"
          hint={passwordHint}
        />
        {ways.some(({ kind }) => kind === "token" || kind === "calendar") ? (
          <div class="field options">
            <label class="option">
              <input type="checkbox" name={keepsTokensField} value="yes" />
              <span>{words.endTokensToo}</span>
            </label>
          </div>
        ) : null}
        <p class="quiet">{words.endTokensHint}</p>
        <button>{account.change}</button>
      </PostForm>
    </section>
  );
}

function Codes({ context, totp }: AccountProps) {
  const { account, code, codeHint, password } = context.words.signIn;
  return (
    <section>
      <h2 id="codes">{account.totp}</h2>
      <p>{totp.isOn ? account.totpOn : account.totpOff}</p>
      {totp.offer === null ? null : (
        <PostForm action="/account/codes/confirm" noValidate>
          <p>{account.totpIntro}</p>
          <p>
            <a href={totp.offer.address}>
              <code>{totp.offer.secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            </a>
          </p>
          <PlainField
            context={context}
            name="code"
            label={code}
            autocomplete="one-time-code"
            inputMode="numeric"
            hint={codeHint}
          />
          <button class="primary">{account.totpConfirm}</button>
        </PostForm>
      )}
      {totp.isOn ? (
        <PostForm action="/account/codes/remove" noValidate>
          <PlainField
            context={context}
            name="current-password"
            label={password}
            type="password"
            autocomplete="current-password"
          />
          <button>{account.totpRemove}</button>
        </PostForm>
      ) : totp.offer === null ? (
        <PostForm action="/account/codes">
          <button>{account.totpBegin}</button>
        </PostForm>
      ) : null}
    </section>
  );
}

function Passkeys({ context }: AccountProps) {
  const { account } = context.words.signIn;
  return (
    <section>
      <h2>{account.passkeys}</h2>
      <PostForm action="/account/passkeys/begin">
        <button>{account.passkeyAdd}</button>
      </PostForm>
    </section>
  );
}

function Contact({ context, phone }: AccountProps) {
  const { account } = context.words.signIn;
  return (
    <section>
      <h2 id="contact">{account.contact}</h2>
      <PostForm action="/account/phone" noValidate>
        <PlainField
          context={context}
          name="phone"
          label={account.phone}
          type="tel"
          autocomplete="tel"
          value={phone}
          required={false}
        />
        <button>{account.save}</button>
      </PostForm>
    </section>
  );
}
