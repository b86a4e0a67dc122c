/** Inviting somebody: who they are, and then, once, the link by which they choose a password. */
import type { Field } from "../../../playbook/forms.ts";
import type { InvitationMailed } from "../../../desk/delivery-ports.ts";
import type { FieldErrors } from "../../../playbook/types.ts";
import { isolate } from "../../../kernel/isolate.ts";
import type { PageContext } from "../../page-context.ts";
import { formatInstant } from "../../format.ts";
import type { FormInput } from "../../form-input.ts";
import { ErrorSummary, Fields } from "../form.tsx";
import { Layout } from "../layout.tsx";
import { PostForm } from "../post-form.tsx";

interface InviteProps {
  readonly context: PageContext;
  readonly fields: readonly Field[];
  readonly typed: FormInput;
  readonly errors: FieldErrors;
}

export function InvitePage({ context, fields, typed, errors }: InviteProps) {
  const { administration: words } = context.words.organisation;
  return (
    <Layout context={context} title={words.invite} place="administration">
      <div class="narrow">
        <p class="number">
          <a href="/administration/people">
            <span aria-hidden="true">←</span> {words.people}
          </a>
        </p>
        <h1>{words.invite}</h1>
        <ErrorSummary context={context} fields={fields} errors={errors} />
        <PostForm action="/administration/people/invite" noValidate>
          <Fields context={context} fields={fields} typed={typed} errors={errors} />
          <p class="buttons">
            <button class="primary">{words.invite}</button>
          </p>
        </PostForm>
      </div>
    </Layout>
  );
}

interface LinkProps {
  readonly context: PageContext;
  readonly name: string;
  /** Their address; "" when none is known. */
  readonly mail: string;
  readonly mailed: InvitationMailed;
  /** Null: it has gone by mail, and is nobody else's to see. */
  readonly link: string | null;
  readonly expiresAt: number;
}

/** A link is shown once: it is not kept in a form in which it could be shown again. */
export function InvitationLinkPage({ context, name, mail, mailed, link, expiresAt }: LinkProps) {
  const { administration: words } = context.words.organisation;
  return (
    <Layout context={context} title={words.inviteLink} place="administration">
      <div class="narrow">
        <h1>{words.inviteLink}</h1>
        {mailed.outcome === "not-by-mail" ? null : <Mailed context={context} mail={mail} mailed={mailed} />}
        {link === null ? (
          <p>{words.inviteLinkSent(isolate(name), formatInstant(context, expiresAt))}</p>
        ) : (
          <>
            <p class="caution">{words.inviteLinkText(isolate(name), formatInstant(context, expiresAt))}</p>
            <p class="frozen-text">
              <code>{link}</code>
            </p>
          </>
        )}
        <p class="buttons">
          <a class="button" href="/administration/people">
            {words.people}
          </a>
        </p>
      </div>
    </Layout>
  );
}

interface MailedProps extends Pick<LinkProps, "context" | "mail"> {
  readonly mailed: Exclude<InvitationMailed, { readonly outcome: "not-by-mail" }>;
}

function Mailed({ context, mail, mailed }: MailedProps) {
  const { administration } = context.words.organisation;
  const isSent = mailed.outcome === "sent";
  return (
    <div class={isSent ? "notice" : "note"} role={isSent ? "status" : "alert"}>
      <p>{isSent ? administration.inviteSent(mail) : administration.inviteNotSent(mail)}</p>
      <p class="quiet">
        {context.words.delivery.channels.answered} {mailed.answer}
      </p>
    </div>
  );
}
