/** What open pages are told (docs/decisions/0134): as a stream, once as JSON, and by a page that loads itself again. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Change, ChangeReads } from "../../src/desk/ports.ts";
import { WindingClock } from "../../src/kernel/clock.ts";
import { liveLimits, openLive, type Listener, type News } from "../../src/web/live.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";
import { until } from "../support/waiting.ts";

class Log implements ChangeReads {
  readonly rows: Change[] = [];
  isAway = false;

  add(...incidents: (number | null)[]): void {
    for (const incident of incidents) this.rows.push({ position: this.rows.length + 1, incident });
  }
  async lastPosition(): Promise<number> {
    if (this.isAway) throw new Error("the database does not answer");
    return this.rows.length;
  }
  async after(position: number, limit: number): Promise<readonly Change[]> {
    return this.rows.slice(position, position + limit);
  }
  async overdue(): Promise<number> {
    return 2;
  }
}

function aLive() {
  const [log, clock] = [new Log(), new WindingClock(1_000_000)];
  const live = openLive({ reads: log, now: () => clock.now(), clock });
  const settled = async () => {
    for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  const wind = async (ms: number) => {
    for (let past = 0; past < ms; past += 500) {
      clock.wind(500);
      await settled();
    }
  };
  const listen = (given: Partial<Listener> = {}) => {
    const heard: (News | string)[] = [];
    const tell = (news: News) => void heard.push(news);
    const end = (why: string) => void heard.push(why);
    const stop = live.listen({ person: "chen", browser: null, after: log.rows.length, tell, end, ...given });
    return { heard, stop };
  };
  return { log, live, listen, wind, settled };
}

const nothing = { incidents: [], others: false, isReset: false, overdue: 2 };

describe("one look for all pages", () => {
  test("tells each what it does not know, from the place that it names, and each thing once", async () => {
    const { log, listen, wind, settled, live } = aLive();
    log.add(null, 1, 2, 1);
    const [fresh, old] = [listen(), listen({ after: 2 })];
    await settled();
    expect(fresh.heard).toEqual([{ ...nothing, position: 4 }]);
    expect(old.heard).toEqual([{ ...nothing, position: 4, incidents: [2, 1] }]);
    log.add(7, null);
    await wind(500);
    expect(fresh.heard.slice(1)).toEqual([{ ...nothing, position: 6, incidents: [7], others: true }]);
    expect(old.heard.slice(1)).toEqual(fresh.heard.slice(1));
    await wind(10_000);
    expect(fresh.heard).toHaveLength(2);
    live.close();
  });

  test("beats every fifteen seconds, and not while the database does not answer", async () => {
    const { log, listen, wind, live } = aLive();
    const { heard } = listen();
    await wind(16_000);
    const before = heard.length;
    expect(before).toBeGreaterThanOrEqual(2);
    log.isAway = true;
    await wind(60_000);
    expect(heard).toHaveLength(before);
    log.isAway = false;
    log.add(3);
    await wind(2_000);
    expect(heard.slice(before)).toEqual([{ ...nothing, position: 1, incidents: [3] }]);
    live.close();
  });

  test.each([
    ["more than can be named", 0, liveLimits.changes + 1],
    ["a place that this log does not have", 5, 3],
  ])("after %s everything may be new", async (_what, after, rows) => {
    const { log, live } = aLive();
    log.add(...Array.from({ length: rows }, () => 1));
    expect(await live.newsSince(after)).toEqual({ ...nothing, position: rows, others: true, isReset: true });
    expect(await live.newsSince(rows)).toEqual({ ...nothing, position: rows });
  });

  test("a browser's newest pages are told, the oldest gives way; so are a person's; beyond all nobody is let in", () => {
    const { live, listen } = aLive();
    const ofBrowser = Array.from({ length: liveLimits.perBrowser + 1 }, () => listen({ browser: "phone" }));
    expect(ofBrowser.map(({ heard }) => heard)).toEqual([["crowded"], ...ofBrowser.slice(1).map(() => [])]);
    const ofPerson = Array.from({ length: liveLimits.perPerson }, (_, index) => listen({ browser: `b-${index}` }));
    expect(ofBrowser.every(({ heard }) => heard.at(-1) === "crowded")).toBe(true);
    expect(ofPerson.every(({ heard }) => heard.length === 0)).toBe(true);
    const others = Array.from({ length: liveLimits.inAll }, (_, index) => listen({ person: `person-${index}` }));
    expect(others.filter(({ stop }) => stop === null)).toHaveLength(liveLimits.perPerson);
    others[0]?.stop?.();
    expect(listen({ person: "late" }).stop).not.toBeNull();
    live.close();
    expect(others.at(1)?.heard).toEqual(["over"]);
    expect(listen({ person: "later" }).stop).toBeNull();
  });
});

/** Reads a stream until somebody has heard enough. */
async function aStream(origin: string, cookie: string, headers: Record<string, string> = {}) {
  const stopped = new AbortController();
  const answer = await fetch(`${origin}/live`, {
    signal: stopped.signal,
    redirect: "manual",
    headers: { accept: "text/event-stream", "accept-encoding": "br, gzip", cookie, ...headers },
  });
  const stream = { answer, text: "", isOver: false, stop: () => stopped.abort() };
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const part of answer.body ?? []) stream.text += decoder.decode(part, { stream: true });
  };
  void read()
    .catch(() => undefined)
    .finally(() => (stream.isOver = true));
  return stream;
}

describe("the stream", () => {
  let desk: NightDesk;
  let world: DeskWorld;
  beforeAll(async () => {
    desk = await aNightDesk();
    world = await aDesk();
  }, 60_000);
  afterAll(async () => {
    await desk.shut();
    await world.shut();
  });

  const register = async (title: string) => {
    const fields = { title, sourceKind: "call", grade: "ordinary", discoveredAt: "2026-11-22T21:00:00+08:00" };
    const chen = desk.desk.person("chen")!;
    const outcome = await desk.desk.open("public-incident", fields, chen, { commandId: title });
    if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
  };

  test("leaves at once and uncompressed, and goes on where it was cut", async () => {
    const stream = await aStream(desk.origin, "answerable_person=chen");
    expect(stream.answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(stream.answer.headers.get("content-encoding")).toBeNull();
    expect(stream.answer.headers.get("x-accel-buffering")).toBe("no");
    await register("First");
    await until("the first is told", () => stream.text.includes('"incidents":[1]'));
    stream.stop();
    const known = [...stream.text.matchAll(/^id: (\d+)$/gm)].at(-1)?.[1] ?? "";
    await register("Second");
    await register("Third");
    const again = await aStream(desk.origin, "answerable_person=chen", { "last-event-id": known });
    await until("the others are told", () => again.text.includes('"incidents":[2,3]'));
    expect(again.text).not.toContain('"incidents":[1');
    again.stop();
  });

  test("whoever may not read incidents hears of none, and a stranger of nothing", async () => {
    const news = async (person: string): Promise<unknown> =>
      JSON.parse((await new Visitor(desk, person).get("/live?after=0")).text);
    expect(await news("chen")).toMatchObject({ incidents: [1, 2, 3], overdue: 0, others: true });
    await world.accounts.members.setRoles("li", ["administrator"], "system");
    const browser = new Browser(world);
    expect((await browser.get("/live?after=0")).location).toContain("/sign-in?back=");
    await browser.signIn("li@example.test");
    expect(JSON.parse((await browser.get("/live?after=0")).text)).toMatchObject({ incidents: [], overdue: null });
  });

  test("ends with the session, and an open page makes no session last longer", async () => {
    const browser = new Browser(world);
    await browser.signIn("li@example.test");
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const ask = async () => (await fetch(`${world.origin}/live`, { redirect: "manual", headers: { cookie } })).status;
    const stream = await aStream(world.origin, cookie);
    await until("it begins", () => stream.text.includes("data:"));
    world.clock.wind(20 * 60_000);
    expect(await ask()).toBe(200);
    const headers = { cookie, "answerable-live": "refresh" };
    expect((await fetch(`${world.origin}/account`, { redirect: "manual", headers })).status).toBe(200);
    world.clock.wind(11 * 60_000);
    expect(await ask()).toBe(303);
    await world.accounts.members.setRoles("li", ["administrator", "lead"], "system");
    await until("it has ended", () => stream.isOver);
  });
});

describe("without a script", () => {
  let desk: NightDesk;
  beforeAll(async () => {
    desk = await aNightDesk();
  });
  afterAll(async () => {
    await desk.shut();
  });
  const refresh = '<noscript><meta http-equiv="refresh" content="60"';

  test("the desk loads itself again and has nothing to type into; who looks for something types in peace", async () => {
    const officer = new Visitor(desk, "chen");
    const { text } = await officer.get("/");
    expect(text).toContain(refresh);
    expect(text).toContain('<details class="scripted">');
    expect(text).toContain('href="/?reload=off"');
    for (const path of ["/?reload=off", "/?text=water", "/?grade=major"]) {
      const other = (await officer.get(path)).text;
      expect(other).not.toContain("http-equiv");
      expect(other).not.toContain('class="scripted"');
    }
  });

  test("no page with a form in which somebody types does", async () => {
    const officer = new Visitor(desk, "chen");
    const fields = { title: "Fire", sourceKind: "call", grade: "ordinary", discoveredAt: "2026-11-22T21:00:00+08:00" };
    const opened = await desk.desk.open("public-incident", fields, desk.desk.person("chen")!, { commandId: "fire" });
    expect(opened.outcome).toBe("done");
    for (const path of ["/register", "/incidents/1", "/incidents/1/events/NOTE_ADDED", "/channels"])
      expect((await officer.get(path)).text).not.toContain("http-equiv");
    // It waits for somebody else: there is nothing to fill in.
    expect((await new Visitor(desk, "morgan").get("/incidents/1")).text).toContain(refresh);
  });
});
