/** What is known of a service: where its addresses are, what it takes, and how it says that it took it. Data alone. */
import type { Text } from "../../machines/playbook.ts";
import type { Json } from "../kernel/json.ts";
import type { Escape } from "./escape.ts";
import type { SignatureName } from "./signatures.ts";

export type Preset = PresetParts & PresetBody;

/** What is posted. */
type PresetBody =
  { readonly json: Template; readonly form?: never } | { readonly form: FormTemplate; readonly json?: never };

interface PresetParts {
  readonly id: string;
  readonly name: Text;
  /** The service's own manual. */
  readonly manual: string;
  /** Everybody in a group reads what comes, so nothing in it may act for one person. */
  readonly reach: "person" | "group";
  readonly wakes: "rings" | "pushes" | "shows";
  /** What to choose at the service, where that matters. */
  readonly setUp?: Text;
  /** It may be asked so often for each address; left out: as its answers say. */
  readonly perMinute?: number;
  readonly at: PresetAddress;
  readonly text: PresetText;
  /** Where it is posted; the address itself unless given. Names in braces are values. */
  readonly url?: string;
  /** How it checks that a request is its owner's, where they have chosen that and given its secret here. */
  readonly signs?: PresetSignature;
  /** Beside the content type. Names in braces are values. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: PresetAnswer;
}

export interface PresetAddress {
  /** Whole names, or with a dot in front the end of one. Null: anybody's server, so that the path alone has to tell. */
  readonly hosts: readonly string[] | null;
  /** Its named groups are values. */
  readonly path: RegExp;
  /** A parameter without which it is none of theirs; the value `parameter`. */
  readonly parameter?: string;
  /** What it looks like. */
  readonly parameterForm?: RegExp;
  /** Parameters that it needs besides, each a value by its name. */
  readonly others?: Readonly<Record<string, RegExp>>;
}

export interface PresetSignature {
  readonly by: SignatureName;
  /** What the secret looks like. */
  readonly secretForm: RegExp;
  /** Where a signed request is posted, when that differs. */
  readonly url?: string;
  /** It takes nothing that is not signed. */
  readonly isRequired?: true;
  /** The member of a form that the signature becomes. */
  readonly into?: string;
}

export interface PresetText {
  /** Lines in this order; what has nothing to say is left out. The last line is never cut. */
  readonly from: readonly (keyof Lines)[];
  readonly max: number;
  readonly unit: "bytes" | "characters";
  readonly escapes: readonly Escape[];
}

/**
 * JSON in which a text `{name}` is a value as it is. A member `name?` is left out when its value is empty, and
 * `{ each, item }` in a list stands for one item for each of a list of values, named `{one}`.
 */
export type Template = Json;

/** A form: a member that is more than a text is sent as JSON. */
export type FormTemplate = Readonly<Record<string, Template>>;

export interface PresetAnswer {
  /** Where the service says it in words. */
  readonly words?: string;
  /** What it says when it took it. Left out: a status of 2xx says it. */
  readonly taken?: Match;
  /** Too fast, or busy. */
  readonly again?: Match & { readonly afterMs?: number; readonly secondsAt?: string };
  /** The address or what is set at the service is wrong: no notification gets through until somebody puts it right. */
  readonly broken?: Match;
  /** It was taken by something that has yet to pass it on. */
  readonly isRelayed?: true;
}

/** A member of the answer, `error.code` inside another; the first that is there. Left out: the answer as plain words. */
export interface Match {
  readonly at?: readonly string[];
  /** Left out: whatever it is, as long as it is there. */
  readonly in?: readonly (string | number | boolean)[];
}

/** In the reader's language. Empty: nothing to say. */
export interface Lines {
  /** Number, what and by when, in one line. */
  readonly subject: string;
  readonly happened: string;
  readonly asked: string;
  readonly due: string;
  /** Of what leaves in the same message. */
  readonly more: string;
  /** Whose notification it is, and the link that opens it. */
  readonly open: string;
}

export interface Facts extends Lines {
  readonly link: string;
  /** Of the incident; of what belongs to none a word that says so. */
  readonly number: string;
  /** The time alone, or a word that says that there is none. */
  readonly dueTime: string;
  readonly openLabel: string;
  /** Acts for its reader; null: there is nothing to acknowledge. */
  readonly acknowledge: string | null;
  /** The same act without opening a page: posted to by a button of the lock screen. */
  readonly oneTap: string | null;
  readonly acknowledgeLabel: string;
  readonly isUrgent: boolean;
}

export interface ServiceRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ServiceAnswer {
  readonly status: number;
  readonly text: string;
  /** Of the header, in ms. */
  readonly retryAfterMs: number | null;
}

/** `said`: what the service answered, in one line. */
export type Outcome =
  | { readonly what: "taken"; readonly said: string }
  /** `isRefused`: it said so itself, and is not merely out of order. */
  | { readonly what: "again"; readonly said: string; readonly afterMs: number | null; readonly isRefused: boolean }
  /** This notification; another may be taken. */
  | { readonly what: "never"; readonly said: string }
  /** The settings. */
  | { readonly what: "broken"; readonly said: string };
