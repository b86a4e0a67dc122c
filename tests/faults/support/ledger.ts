/**
 * A client that trusts nobody: it writes down what it asked for and what was acknowledged, and asks again under the same
 * key for whatever it never heard of. What it has in writing, the server must have on disk.
 */
import { Agent, request } from "node:http";
import { seededRandom, type Seeded } from "../../../src/cli/seeded-random.ts";
import { pause } from "../../support/waiting.ts";

export interface Acknowledged {
  readonly key: string;
  readonly id: string;
  readonly seq: number;
}

interface Request {
  readonly key: string;
  readonly path: string;
  readonly body: (id: string) => unknown;
  readonly id: string;
  readonly by: string;
}

export type Answer =
  | { readonly outcome: "done"; readonly id: string; readonly seq: number; readonly again: boolean }
  | { readonly outcome: "no"; readonly status: number; readonly text: string; readonly retryAfter: string | null };

/** How one kind of server is spoken to. */
export interface Tongue {
  readonly start: (n: number) => { readonly path: string; readonly body: (key: string, by: string) => unknown };
  readonly send: (
    id: string,
    event: string,
  ) => { readonly path: string; readonly body: (key: string, by: string) => unknown };
  readonly answer: (status: number, text: string, retryAfter: string | null) => Answer;
}

const events = ["FAULT_ACKNOWLEDGED", "FAULT_REPAIRED", "REPAIR_REJECTED", "REPAIR_CONFIRMED"] as const;
const people: Readonly<Record<string, readonly string[]>> = {
  FAULT_ACKNOWLEDGED: ["zhao"],
  FAULT_REPAIRED: ["zhao"],
  REPAIR_REJECTED: ["chen"],
  REPAIR_CONFIRMED: ["chen"],
};
const requestLimitMs = 30_000;
const socketsUsually = 64;

export class Ledger {
  readonly acknowledged: Acknowledged[] = [];
  readonly ids: string[] = [];
  readonly counts = { asked: 0, again: 0, refused: 0, unknown: 0, unavailable: 0 };
  /** Keys whose fate was never heard. */
  readonly unknown = new Map<string, Request>();
  /** Asked, and not answered yet. */
  underWay = 0;
  /** Why the last question without an answer had none. */
  lastTrouble = "";
  readonly #tongue: Tongue;
  readonly #chance: Seeded;
  readonly #name: string;
  readonly #sockets: number;
  #agent: Agent;
  #address = "";
  #next = 0;

  constructor(tongue: Tongue, seed: number, { sockets = socketsUsually } = {}) {
    this.#tongue = tongue;
    this.#sockets = sockets;
    this.#agent = this.#newAgent();
    this.#chance = seededRandom(seed);
    this.#name = `ledger-${seed}`;
  }

  /** A server serves here from now on. */
  at(address: string): void {
    this.#agent.destroy();
    this.#agent = this.#newAgent();
    this.#address = address;
  }

  /** Asks for new things, `width` at a time, until `isOver`. */
  async work(width: number, isOver: () => boolean): Promise<void> {
    await Promise.all(
      Array.from({ length: width }, async () => {
        while (!isOver()) if ((await this.#ask(this.#something())) === null) return;
      }),
    );
  }

  /** As `work`, and whoever is told to come again does so when they were told, until they are taken. */
  async workPatiently(width: number, isOver: () => boolean): Promise<void> {
    const one = async (): Promise<void> => {
      while (!isOver()) {
        const asked = this.#something();
        for (let waitMs = await this.#askedToWait(asked); waitMs > 0 && !isOver();) {
          await pause(waitMs);
          waitMs = await this.#askedToWait(asked);
        }
      }
    };
    await Promise.all(Array.from({ length: width }, one));
  }

  /** Asks again for everything that nobody answered. */
  async settle(width = 1): Promise<void> {
    const left = [...this.unknown.values()].values();
    const some = async (): Promise<void> => {
      for (const asked of left) await this.#ask(asked);
    };
    await Promise.all(Array.from({ length: width }, some));
  }

  /** One command that the caller wants to see the answer of; null when nobody answered. */
  async one(): Promise<Answer | null> {
    return this.#ask(this.#something());
  }

  /** A new incident; its id. */
  async open(): Promise<string> {
    this.#next += 1;
    const key = `${this.#name}-${this.#next}`;
    const answer = await this.#ask({
      key,
      by: "chen",
      id: "",
      ...this.#bind(this.#tongue.start(this.#next), key, "chen"),
    });
    if (answer?.outcome !== "done")
      throw new Error(`an incident was not opened: ${JSON.stringify(answer)} ${this.lastTrouble}`);
    return answer.id;
  }

  close(): void {
    this.#agent.destroy();
  }

  /** Zero when there was an answer, or none at all. */
  async #askedToWait(asked: Request): Promise<number> {
    const answer = await this.#ask(asked);
    if (answer?.outcome !== "no" || answer.status !== 503) return 0;
    if (answer.retryAfter === null) throw new Error(`turned away without a word on when to come again: ${answer.text}`);
    return Number(answer.retryAfter) * 1_000;
  }

  #newAgent(): Agent {
    return new Agent({ keepAlive: true, maxSockets: this.#sockets, maxFreeSockets: this.#sockets });
  }

  #something(): Request {
    this.#next += 1;
    const key = `${this.#name}-${this.#next}`;
    const id = this.#chance.oneIn(3) ? null : this.#chance.oneOf(this.ids.slice(-40));
    if (id === null) return { key, by: "chen", id: "", ...this.#bind(this.#tongue.start(this.#next), key, "chen") };
    const event = this.#chance.oneOf(events) ?? "FAULT_ACKNOWLEDGED";
    const by = people[event]?.[0] ?? "chen";
    return { key, by, id, ...this.#bind(this.#tongue.send(id, event), key, by) };
  }

  #bind(how: { path: string; body: (key: string, by: string) => unknown }, key: string, by: string) {
    return { path: how.path, body: () => how.body(key, by) };
  }

  async #ask(asked: Request): Promise<Answer | null> {
    this.counts.asked += 1;
    let answer: Answer;
    this.underWay += 1;
    try {
      answer = await this.#post(asked);
    } catch (error) {
      this.lastTrouble = String(error);
      this.counts.unknown += 1;
      this.unknown.set(asked.key, asked);
      return null;
    } finally {
      this.underWay -= 1;
    }
    if (answer.outcome === "done") {
      this.unknown.delete(asked.key);
      if (answer.again) this.counts.again += 1;
      if (asked.id === "" && !this.ids.includes(answer.id)) this.ids.push(answer.id);
      this.acknowledged.push({ key: asked.key, id: answer.id, seq: answer.seq });
    } else if (answer.status >= 500) {
      this.counts.unavailable += 1;
      this.unknown.set(asked.key, asked);
    } else {
      this.counts.refused += 1;
      this.unknown.delete(asked.key);
    }
    return answer;
  }

  #post({ path, body, key, by, id }: Request): Promise<Answer> {
    const text = JSON.stringify(body(id));
    return new Promise((resolve, reject) => {
      const headers = { "Content-Type": "application/json", "Idempotency-Key": key, "Answerable-Person": by };
      const options = { method: "POST", agent: this.#agent, headers, timeout: requestLimitMs };
      const asking = request(`${this.#address}${path}`, options, (response) => {
        let said = "";
        response.on("data", (part: Buffer) => (said += part.toString()));
        response.on("error", reject);
        response.on("end", () => {
          if (response.complete)
            resolve(this.#tongue.answer(response.statusCode ?? 0, said, response.headers["retry-after"] ?? null));
          else reject(new Error("half an answer"));
        });
      });
      asking.on("timeout", () => asking.destroy(new Error("no answer")));
      asking.on("error", reject);
      asking.end(text);
    });
  }
}
