/** How somebody signs in, for an administrator whom they have called: a new address, a lost password, a lost telephone. */
import type { Way } from "../../../accounts/way-ports.ts";
import type { Contacts } from "../../../organisation/contacts.ts";
import type { PageContext } from "../../page-context.ts";
import { Layout } from "../layout.tsx";
import { PlainField } from "../plain-field.tsx";
import { PostForm } from "../post-form.tsx";
import { isolate } from "../../../kernel/isolate.ts";
import { WaysList } from "../ways.tsx";

export interface TheirSignInProps {
  readonly context: PageContext;
  readonly person: { readonly id: string; readonly name: string };
  /** It is the administrator who asks. */
  readonly isOwn: boolean;
  readonly contacts: Contacts;
  readonly ways: readonly Way[];
  readonly nameOf: (person: string) => string;
  readonly notice: string | null;
  /** What was wrong about the address that is shown. */
  readonly mailTrouble: string | null;
}

export function PersonSignInPage(props: TheirSignInProps) {
  const { context, person, isOwn, notice, ways } = props;
  const { theirs } = context.words.signIn;
  const title = theirs.title(isolate(person.name));
  const canSignIn = ways.some(({ kind }) => waysIn.includes(kind));
  return (
    <Layout context={context} title={title} place="administration">
      <div class="narrow">
        <p class="number">
          <a href="/administration/people">
            <span aria-hidden="true">←</span> {context.words.organisation.administration.people}
          </a>
        </p>
        <h1>{title}</h1>
        {notice === null ? null : (
          <p class="notice" role="status">
            {notice}
          </p>
        )}
        {canSignIn ? null : <p>{theirs.noWays}</p>}
        {isOwn ? null : <WaysList {...props} here={null} action={`/administration/people/${person.id}/ways`} />}
        <Mail {...props} />
        {isOwn ? (
          <p>
            {theirs.own} <a href="/account">{context.words.signIn.account.title}</a>
          </p>
        ) : (
          <>
            <LostPassword {...props} />
            <LostDevice {...props} />
          </>
        )}
      </div>
    </Layout>
  );
}

/** Where the page is, and where its forms go. */
export function theirPath(
  { id }: { readonly id: string },
  what: "sign-in" | "mail" | "new-link" | "start-over",
): string {
  return `/administration/people/${id}/${what}`;
}

const waysIn: readonly Way["kind"][] = ["password", "passkey", "provider"];

function Mail({ context, person, contacts, mailTrouble }: TheirSignInProps) {
  const { theirs } = context.words.signIn;
  return (
    <section id="mail">
      <PostForm action={theirPath(person, "mail")} noValidate>
        <PlainField
          context={context}
          name="mail"
          label={theirs.mail}
          type="email"
          autocomplete="off"
          value={contacts.mail ?? ""}
          hint={theirs.mailHint}
          error={mailTrouble}
        />
        <p class="buttons">
          <button>{theirs.changeMail}</button>
        </p>
      </PostForm>
    </section>
  );
}

function LostPassword({ context, person }: TheirSignInProps) {
  const { theirs } = context.words.signIn;
  return (
    <section>
      <h2>{theirs.lostPassword}</h2>
      <p>{theirs.lostPasswordText}</p>
      <PostForm action={theirPath(person, "new-link")}>
        <p class="buttons">
          <button>{context.words.organisation.administration.inviteAgain}</button>
        </p>
      </PostForm>
    </section>
  );
}

function LostDevice({ context, person, contacts }: TheirSignInProps) {
  const { theirs } = context.words.signIn;
  return (
    <section>
      <h2>{theirs.lostDevice}</h2>
      <p>{theirs.lostDeviceText}</p>
      <p class="caution">{theirs.makeSure}</p>
      <p>
        {theirs.phone}
        {context.words.colon} {contacts.phone ?? theirs.phoneUnknown}
      </p>
      <PostForm action={theirPath(person, "start-over")}>
        <p class="buttons">
          <button>{theirs.resetSignIn}</button>
        </p>
      </PostForm>
    </section>
  );
}
