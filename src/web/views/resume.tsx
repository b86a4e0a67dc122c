/** What a form that a sign-in interrupted does and what was typed into it, to be sent under the new sign-in. */
import { isRole } from "../../../machines/playbook.ts";
import type { SavedForm } from "../saved-form.ts";
import type { PageContext } from "../page-context.ts";
import { formatRoles } from "../format.ts";
import { resumedAct } from "../resumed-act.ts";
import { Layout } from "./layout.tsx";
import { PostForm } from "./post-form.tsx";

interface ResumeProps {
  readonly context: PageContext;
  readonly kept: SavedForm;
  readonly nameOf: (person: string) => string;
}

export function ResumePage({ context, kept, nameOf }: ResumeProps) {
  const { resume } = context.words.signIn;
  const { label, person } = resumedAct(kept.path, resume);
  const concerns = person === null ? [] : [[resume.person, nameOf(person)] as const];
  const title = label ?? resume.title;
  return (
    <Layout context={context} title={title} place="none">
      <div class="narrow">
        <h1>{title}</h1>
        <p>{resume.intro}</p>
        <PostForm action={kept.path}>
          {kept.fields.map(([name, value], index) => (
            <input key={index} type="hidden" name={name} value={value} />
          ))}
          <dl class="sheet">
            {[...concerns, ...readable(context, kept)].map(([name, text], index) => (
              <div key={index}>
                <dt>{name}</dt>
                <dd>
                  <bdi>{text}</bdi>
                </dd>
              </div>
            ))}
          </dl>
          <p class="buttons">
            <button class="primary">{label ?? resume.send}</button>
            <a class="button" href="/">
              {resume.discard}
            </a>
          </p>
        </PostForm>
      </div>
    </Layout>
  );
}

/** What has no label is carried along and not shown. Several values of one field stand in one row. */
function readable(context: PageContext, { fields }: SavedForm): readonly (readonly [label: string, text: string])[] {
  const labels = context.words.signIn.resume.fields;
  const names = Object.keys(labels) as (keyof typeof labels)[];
  return names.flatMap((name) => {
    const values = fields.flatMap(([one, value]) => (one === name && value.trim() !== "" ? [value] : []));
    return values.length === 0 ? [] : [[labels[name], textOf(context, name, values)] as const];
  });
}

function textOf(context: PageContext, name: string, values: readonly string[]): string {
  const { words } = context;
  if (name === "roles") return formatRoles(context, values.filter(isRole));
  const own: Readonly<Partial<Record<string, Readonly<Record<string, string>>>>> = {
    kind: words.accessList.kinds,
    scopes: words.signIn.account.scopes,
  };
  return words.list(values.map((value) => own[name]?.[value] ?? value));
}
