/** One button that makes one change: what it is about stands in hidden fields, and the change's own door checks it like any other. */
import type { PageContext } from "../../page-context.ts";
import { Form, type FormOrigin } from "../form.tsx";
import { changePath } from "./event-form.tsx";

interface SmallFormProps {
  readonly context: PageContext;
  readonly type: string;
  readonly seen: FormOrigin;
  readonly values: Readonly<Record<string, string>>;
  readonly label: string;
  readonly class?: string;
}

export function SmallForm({ type, seen, values, label, class: name }: SmallFormProps) {
  return (
    // Several stand on one page: each command has a name of its own.
    <Form
      action={changePath(type)}
      seen={{
        ...seen,
        commandId: `${seen.commandId}-${type}-${Object.values(values)
          .join("-")
          .replace(/[^\w-]/g, "")}`.slice(0, 100),
      }}
    >
      {Object.entries(values).map(([field, value]) => (
        <input key={field} type="hidden" name={field} value={value} />
      ))}
      <button class={name}>{label}</button>
    </Form>
  );
}
