/** Every form that changes something: it carries the visitor's token, so that no other page can send it. */
import { createContext, type ComponentChildren } from "preact";
import { useContext } from "preact/hooks";
import { formTokenField } from "../visit.ts";

/** Set around each page by `sendPage`; null where nobody signs in. */
export const FormToken = createContext<(() => string) | null>(null);

interface PostFormProps {
  readonly action: string;
  readonly class?: string;
  readonly noValidate?: boolean;
  readonly "aria-label"?: string;
  readonly id?: string;
  /** With a file chooser. */
  readonly enctype?: "multipart/form-data";
  /** For the script of a page that has one. */
  readonly [data: `data-${string}`]: string;
  readonly children: ComponentChildren;
}

export function PostForm({ action, children, ...rest }: PostFormProps) {
  const token = useContext(FormToken);
  return (
    <form method="post" action={action} {...rest}>
      {token === null ? null : <input type="hidden" name={formTokenField} value={token()} />}
      {children}
    </form>
  );
}
