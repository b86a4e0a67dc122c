/** Registering: what is needed first, the rest if known; then one look at what will happen, before it does. */
import { playbookKey, type ClockView, type Playbook } from "../../../machines/playbook.ts";
import type { Field } from "../../playbook/forms.ts";
import type { Preview } from "../../desk/views.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import type { PageContext } from "../page-context.ts";
import { formatNames, formatText } from "../format.ts";
import type { FormInput } from "../form-input.ts";
import { DueTime, Shape, toneOf, WhyThisTime } from "./clock.tsx";
import { Doubts } from "./doubts.tsx";
import { Entered, ErrorSummary, Fields, Form, HiddenFields, NotesList, type FormOrigin } from "./form.tsx";
import { Layout } from "./layout.tsx";
import { isolate } from "../../kernel/isolate.ts";

export interface RegisterProps {
  readonly context: PageContext;
  readonly playbook: Playbook;
  readonly playbooks: readonly Playbook[];
  readonly fields: readonly Field[];
  readonly typed: FormInput;
  readonly errors: FieldErrors;
  readonly seen: FormOrigin;
  /** Registered from this report; null: from none. */
  readonly report: number | null;
}

export function RegisterPage(props: RegisterProps) {
  const { context, playbook, playbooks, fields, typed, errors, seen, report } = props;
  const { words } = context;
  const hasErrors = Object.keys(errors).length > 0;
  const needed = fields.filter((field) => field.required);
  const others = fields.filter((field) => !field.required);
  const shared = { context, typed, errors };
  return (
    <Layout
      context={context}
      title={`${hasErrors ? words.form.errorPrefix : ""}${words.register.title}`}
      place="register"
    >
      <div class="narrow">
        <h1>{words.register.title}</h1>
        <ErrorSummary context={context} fields={fields} errors={errors} />
        <PlaybookTabs context={context} playbook={playbook} playbooks={playbooks} />
        <p class="help">{formatText(context, playbook.opening.help)}</p>
        <Form action="/register" seen={seen}>
          <input type="hidden" name="playbook" value={playbookKey(playbook)} />
          <FromReport report={report} />
          <Fields {...shared} fields={needed} />
          {others.length === 0 ? null : (
            <section class="others" aria-labelledby="others">
              <h2 id="others">{words.register.optional}</h2>
              <Fields {...shared} fields={others} />
            </section>
          )}
          <p class="buttons">
            <button class="primary" name="step" value="check">
              {words.register.check}
            </button>
          </p>
        </Form>
      </div>
    </Layout>
  );
}

const FromReport = ({ report }: Pick<RegisterProps, "report">) =>
  report === null ? null : <input type="hidden" name="report" value={String(report)} />;

/** More do not fit beside each other on a phone. */
const tabsMax = 4;

/** The first of many and the chosen one stand beside each other; the others are listed with what each is for. */
function PlaybookTabs({ context, playbook, playbooks }: Pick<RegisterProps, "context" | "playbook" | "playbooks">) {
  if (playbooks.length < 2) return null;
  const tabs = playbooks.filter((one, index) => playbooks.length <= tabsMax || index === 0 || one === playbook);
  const others = playbooks.filter((one) => !tabs.includes(one));
  return (
    <>
      <nav class="tabs" aria-label={context.words.register.which}>
        {tabs.map((one) => (
          <a key={playbookKey(one)} href={addressOf(one)} aria-current={one === playbook ? "true" : undefined}>
            {formatText(context, one.title)}
          </a>
        ))}
      </nav>
      {others.length === 0 ? null : (
        <details class="other-playbooks">
          <summary>{context.words.register.otherPlaybooks(others.length)}</summary>
          <ul>
            {others.map((one) => (
              <li key={playbookKey(one)}>
                <a href={addressOf(one)}>{formatText(context, one.title)}</a>
                <p class="help">{formatText(context, one.purpose)}</p>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function addressOf(playbook: Playbook): string {
  return `/register?playbook=${encodeURIComponent(playbookKey(playbook))}`;
}

export interface RegisterCheckProps extends Omit<RegisterProps, "errors" | "playbooks"> {
  /** Null when it cannot be worked out: then nothing is promised. */
  readonly preview: Preview | null;
  readonly notes: FieldErrors;
  readonly confirmed: readonly string[];
  /** It was sent while something had not been confirmed. */
  readonly isRefused: boolean;
}

export function RegisterCheckPage(props: RegisterCheckProps) {
  const { context, playbook, fields, typed, seen, report, preview, notes, confirmed, isRefused } = props;
  const { words } = context;
  const { clocks = [], notifications = [], doubts = [] } = preview ?? {};
  return (
    <Layout context={context} title={words.register.checkTitle} place="register">
      <div class="narrow">
        <h1>{words.register.checkTitle}</h1>
        <p>{words.register.checkIntro}</p>
        <NotesList context={context} fields={fields} errors={notes} />
        <h2>{words.register.clocksTitle}</h2>
        {clocks.length === 0 ? <p>{words.register.noClocks}</p> : null}
        <ul class="clocks">
          {clocks.map((clock) => (
            <StartingClock key={clock.id} context={context} clock={clock} />
          ))}
        </ul>
        <h2>{words.register.toldTitle}</h2>
        <WhoWillBeTold context={context} playbook={playbook} notifications={notifications} />
        <h2>{words.register.entered}</h2>
        <Entered context={context} fields={fields} typed={typed} />
        <Form action="/register" seen={seen}>
          <input type="hidden" name="playbook" value={playbookKey(playbook)} />
          <FromReport report={report} />
          <HiddenFields fields={fields} typed={typed} />
          <Doubts context={context} doubts={doubts} confirmed={confirmed} isRefused={isRefused} />
          <p class="buttons">
            <button class="primary" name="step" value="submit">
              {words.register.submit}
            </button>
            <button name="step" value="edit">
              {words.register.back}
            </button>
          </p>
        </Form>
      </div>
    </Layout>
  );
}

/** Open from the start: here the reader is asked to check it. */
function StartingClock({ context, clock }: { readonly context: PageContext; readonly clock: ClockView }) {
  const tone = toneOf(clock, context.now);
  return (
    <li class={`clock is-${tone}`}>
      <h3>{formatText(context, clock.label)}</h3>
      <p class="state">
        <Shape tone={tone} /> {context.words.clock.states[tone === "overdue" ? "missed" : clock.state]}
      </p>
      <DueTime context={context} at={clock.dueAt} />
      <WhyThisTime context={context} clock={clock} people={[]} />
    </li>
  );
}

interface ToldProps extends Pick<RegisterProps, "context" | "playbook"> {
  readonly notifications: Preview["notifications"];
}

/** The very notifications that the registration would send, and to whom. */
function WhoWillBeTold({ context, playbook, notifications }: ToldProps) {
  const words = context.words.register;
  return (
    <>
      {notifications.length === 0 ? <p>{words.nobodyTold}</p> : null}
      <dl class="sheet">
        {notifications.map(({ label, to }, index) => (
          <div key={index}>
            <dt>{formatText(context, label)}</dt>
            <dd>
              {to.length === 0
                ? words.nobodyThere
                : formatNames(
                    context,
                    to.map((person) => isolate(person.name)),
                  )}
            </dd>
          </div>
        ))}
      </dl>
      <p class="quiet">
        {words.tellsAlso}
        <a href={`/playbooks/${playbookKey(playbook)}#notifications`}>{formatText(context, playbook.title)}</a>
      </p>
    </>
  );
}
