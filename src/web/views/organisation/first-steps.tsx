import type { PageContext } from "../../page-context.ts";
import type { StepState } from "../../first-steps.ts";

interface FirstStepsProps {
  readonly context: PageContext;
  readonly steps: readonly StepState[];
}

/** Until all of them are done. */
export function FirstSteps({ context, steps }: FirstStepsProps) {
  const { firstSteps: words } = context.words.organisation.administration;
  const done = steps.filter(({ isDone }) => isDone).length;
  if (done === steps.length) return null;
  const next = steps.find(({ isDone }) => !isDone)?.step;
  return (
    <section class="panel first-steps" aria-labelledby="first-steps">
      <h2 id="first-steps">{words.title}</h2>
      <p>
        <b>{words.done(done, steps.length)}</b> {words.intro}
      </p>
      <ol>
        {steps.map(({ step, isDone, href }) => (
          <li key={step} class={isDone ? "is-kept" : "is-soon"}>
            <span aria-hidden="true">{isDone ? "✓" : "○"}</span>
            <span>
              <b>{words.steps[step].what}</b> <span class="quiet">{isDone ? words.isDone : words.steps[step].why}</span>
            </span>
            {isDone ? null : (
              <a class={step === next ? "button primary" : "button"} href={href}>
                {words.steps[step].action}
              </a>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
