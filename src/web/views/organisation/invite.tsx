/** Inviting somebody: who they are, and then, once, the link by which they choose a password. */
import type { Field } from "../../../desk/forms.ts";
import type { FieldErrors } from "../../../desk/types.ts";
import { sayAt, type Scene } from "../../scene.ts";
import type { Typed } from "../../typed.ts";
import { organisationWords } from "../../words/organisation.ts";
import { ErrorSummary, Fields } from "../form.tsx";
import { Layout } from "../layout.tsx";
import { PostForm } from "../post-form.tsx";

interface InviteProps {
  readonly scene: Scene;
  readonly fields: readonly Field[];
  readonly typed: Typed;
  readonly errors: FieldErrors;
}

export function InvitePage({ scene, fields, typed, errors }: InviteProps) {
  const { administration: words } = organisationWords[scene.language];
  return (
    <Layout scene={scene} title={words.invite} place="administration">
      <div class="narrow">
        <p class="number">
          <a href="/administration/people">
            <span aria-hidden="true">←</span> {words.people}
          </a>
        </p>
        <h1>{words.invite}</h1>
        <ErrorSummary scene={scene} fields={fields} errors={errors} />
        <PostForm action="/administration/people/invite" noValidate>
          <Fields scene={scene} fields={fields} typed={typed} errors={errors} />
          <p class="buttons">
            <button class="primary">{words.invite}</button>
          </p>
        </PostForm>
      </div>
    </Layout>
  );
}

interface LinkProps {
  readonly scene: Scene;
  readonly name: string;
  readonly link: string;
  readonly expiresAt: number;
}

/** Shown once: it is not kept in a form in which it could be shown again. */
export function InvitationLinkPage({ scene, name, link, expiresAt }: LinkProps) {
  const { administration: words } = organisationWords[scene.language];
  return (
    <Layout scene={scene} title={words.inviteLink} place="administration">
      <div class="narrow">
        <h1>{words.inviteLink}</h1>
        <p class="outward">{words.inviteLinkText(name, sayAt(scene, expiresAt))}</p>
        <p class="letter-text">
          <code>{link}</code>
        </p>
        <p class="buttons">
          <a class="button" href="/administration/people">
            {words.people}
          </a>
        </p>
      </div>
    </Layout>
  );
}
