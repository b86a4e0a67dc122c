/**
 * A person at the desk who writes down what they were told was done: each sign-in, each telephone number of theirs, each
 * holiday of the roster. What only the thread of the engine can write must be there when it was said to be.
 */
import { changePath } from "../../../src/web/views/organisation/event-form.tsx";
import { formTokenField, maskedTokenOf } from "../../../src/web/visit.ts";
import { formFields } from "../../support/visitor.ts";

export const account = { mail: "admin@example.test", password: "eleven quiet herons wade" } as const;

/** Asked for, and the last of it that was acknowledged. */
interface Counted {
  asked: number;
  done: number;
}

const answerMaxMs = 30_000;
const holidayPath = changePath("HOLIDAY_SET");

export class AccountLedger {
  /** Secrets of the sessions that a sign-in was answered with. */
  readonly sessions: string[] = [];
  /** The telephone number is the count. */
  readonly phone: Counted = { asked: 0, done: 0 };
  /** Each holiday bears its number; one that was never heard of is asked for again under the same key. */
  readonly holidays: Counted = { asked: 0, done: 0 };
  #address = "";

  at(address: string): void {
    this.#address = address;
  }

  /** False: nobody answered. */
  async signIn(): Promise<boolean> {
    const page = await this.#ask("/sign-in", null);
    if (page === null) return false;
    const form = cookieIn(page, "answerable-form") ?? "";
    const fields = Object.fromEntries(
      Object.entries(formFields(await page.text(), "/sign-in")).map(([k, v]) => [k, v[0] ?? ""]),
    );
    const answer = await this.#ask("/sign-in", { ...fields, ...account }, `answerable-form=${form}`);
    if (answer === null) return false;
    const secret = cookieIn(answer, "answerable");
    if (secret === null) throw new Error(`signing in was answered with ${answer.status}`);
    this.sessions.push(secret);
    return true;
  }

  /** Changes one thing and then the other, until nobody answers. */
  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) if (!(await this.#changePhone()) || !(await this.#setHoliday())) return;
  }

  /** What the last session sees, in a new life of the server. */
  async isStillIn(): Promise<boolean> {
    const page = await this.#ask("/account", null, this.#session());
    return page?.status === 200;
  }

  async #changePhone(): Promise<boolean> {
    this.phone.asked += 1;
    const isDone = await this.#send("/account/phone", { phone: String(this.phone.asked) }, 200);
    if (isDone) this.phone.done = this.phone.asked;
    return isDone;
  }

  async #setHoliday(): Promise<boolean> {
    if (this.holidays.asked === this.holidays.done) this.holidays.asked += 1;
    const number = this.holidays.asked;
    const isDone = await this.#send(
      holidayPath,
      {
        commandId: `holiday-${number}`,
        date: "2030-01-01",
        name: String(number),
      },
      303,
    );
    if (isDone) this.holidays.done = number;
    return isDone;
  }

  async #send(path: string, fields: Readonly<Record<string, string>>, done: number): Promise<boolean> {
    const token = { [formTokenField]: maskedTokenOf(this.sessions.at(-1) ?? "") };
    const answer = await this.#ask(path, { ...token, ...fields }, this.#session());
    if (answer === null) return false;
    if (answer.status !== done)
      throw new Error(`${path} was answered with ${answer.status}: ${(await answer.text()).slice(0, 2_000)}`);
    return true;
  }

  #session(): string {
    return `answerable=${this.sessions.at(-1) ?? ""}`;
  }

  /** Null: the answer was lost. */
  async #ask(path: string, fields: Readonly<Record<string, string>> | null, cookie = ""): Promise<Response | null> {
    try {
      const response = await fetch(this.#address + path, {
        redirect: "manual",
        signal: AbortSignal.timeout(answerMaxMs),
        headers: { cookie },
        ...(fields === null ? {} : { method: "POST", body: new URLSearchParams(fields) }),
      });
      // What was cut off half-way is no answer.
      const text = await response.text();
      return new Response(text === "" ? null : text, response);
    } catch {
      return null;
    }
  }
}

function cookieIn(response: Response, name: string): string | null {
  for (const cookie of response.headers.getSetCookie()) {
    const [, value] = new RegExp(`^${name}=([^;]+)`).exec(cookie) ?? [];
    if (value !== undefined) return value;
  }
  return null;
}
