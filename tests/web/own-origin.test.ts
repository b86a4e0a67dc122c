/** Who is let in: the desk answers under its own names, takes forms from its own pages, and a GET changes nothing. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
beforeAll(async () => {
  desk = await aNightDesk();
});
afterAll(() => desk.shut());

/** Line by line, as no client of good manners would. */
function ask(...headers: readonly string[]): Promise<string> {
  const { hostname, port } = new URL(desk.origin);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(
        ["GET /playbooks HTTP/1.1", "Cookie: answerable_person=chen", ...headers, "Connection: close", "", ""].join(
          "\r\n",
        ),
      ),
    );
    let text = "";
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.on("close", () => resolve(text));
    socket.on("error", reject);
  });
}

describe("names", () => {
  test.each(["localhost:8080", "127.0.0.1", "[::1]:9", "desk.example.test", "DESK.example.test"])(
    "answers to %s",
    async (host) => {
      expect(await ask(`Host: ${host}`)).toMatch(/^HTTP\/1.1 200 /);
    },
  );

  test.each(["evil.test", "127.0.0.1.evil.test", "desk.example.test:81", "localhost.evil.test:80", ""])(
    "does not answer to %s, and says why in both languages",
    async (host) => {
      const text = await ask(`Host: ${host}`);
      expect(text).toMatch(/^HTTP\/1.1 421 /);
      expect(text).toContain("Wrong address");
      expect(text).toContain("访问地址不正确");
    },
  );

  test("does not answer to two names at once", async () => {
    expect(await ask("Host: 127.0.0.1", "Host: evil.test")).not.toMatch(/^HTTP\/1.1 200 /);
  });
});

describe("forms", () => {
  const language = { language: "zh", back: "/about" };
  const send = (headers: Record<string, string>) => new Visitor(desk, null).post("/language", language, headers);

  test("are taken from the desk's own pages and from programs that are no browsers", async () => {
    expect((await send({})).location).toBe("/about");
    expect((await send({ origin: desk.origin, "sec-fetch-site": "same-origin" })).status).toBe(303);
  });

  test.each([
    { origin: "https://evil.test" },
    { origin: "null" },
    { origin: "http://127.0.0.1:1" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
  ])("are refused with %j", async (headers: Record<string, string>) => {
    const page = await send(headers);
    expect(page.status).toBe(403);
    expect(page.headers.get("set-cookie")).toBeNull();
    expect(page.text).toContain("it came from another site");
  });

  test("too large or unreadable: says what to do, in both languages", async () => {
    const page = await new Visitor(desk, "chen").post("/register", { title: "x".repeat(600_000) });
    expect(page.status).toBe(413);
    expect(page.text).toContain("Text too long");
    expect(page.text).toContain("内容过长");
    expect((await new Visitor(desk, "chen").post("/i-am", { person: "nobody" })).status).toBe(400);
  });

  test("lead back to pages of the desk only", async () => {
    for (const back of ["//evil.test", "https://evil.test", "/\\evil.test", "javascript:x", "/a b", "\n/x"])
      expect((await new Visitor(desk, null).post("/language", { language: "en", back })).location).toBe("/");
  });
});

describe("every answer", () => {
  test.each(["/", "/playbooks", "/nowhere", "/static/x/desk.css", "/api/v1/incidents"])(
    "%s carries the protective headers",
    async (path) => {
      const { headers } = await new Visitor(desk, "chen").get(path);
      expect(headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-powered-by")).toBeNull();
    },
  );

  test("pages are never kept, static files for ever under their hash", async () => {
    const page = await new Visitor(desk, "chen").get("/");
    expect(page.headers.get("cache-control")).toBe("no-store");
    const [style = ""] = /\/static\/[0-9a-f]{12}\/desk\.css/.exec(page.text) ?? [];
    const { status, headers } = await new Visitor(desk, null).get(style);
    expect(status).toBe(200);
    expect(headers.get("cache-control")).toContain("immutable");
    expect((await new Visitor(desk, null).get("/static/x/../app.ts")).status).toBe(404);
  });

  test("of a broken desk shows a reference and nothing of the reason", async () => {
    const broken = await aNightDesk((whole) => ({
      ...whole,
      counts: () => Promise.reject(new Error("secret detail")),
    }));
    const page = await new Visitor(broken, "chen").get("/");
    expect(page.status).toBe(500);
    expect(page.text).not.toContain("secret detail");
    const [[reference] = []] = broken.problems as [string, unknown][];
    expect(page.text).toContain(`Reference: ${String(reference)}`);
    await broken.shut();
  });
});

describe("who acts", () => {
  test("must be said first; then one comes back to where one was going", async () => {
    const page = await new Visitor(desk, null).get("/register?title=Fire");
    expect(page.location).toBe("/i-am?back=%2Fregister%3Ftitle%3DFire");
    const chosen = await new Visitor(desk, null).fill(
      "/i-am?back=%2Fregister%3Ftitle%3DFire",
      { person: "chen" },
      "/i-am",
    );
    expect(chosen.location).toBe("/register?title=Fire");
    expect(chosen.headers.get("set-cookie")).toMatch(/answerable_person=chen;.*HttpOnly; SameSite=Strict/);
  });

  test("stands on every page, in the language that was switched to", async () => {
    expect((await new Visitor(desk, "chen", "en").get("/")).text).toMatch(/Acting as<\/span> <b><bdi>陈晓<\/bdi><\/b>/);
    expect((await new Visitor(desk, "chen", "zh").get("/")).text).toContain('<html lang="zh-CN">');
    expect((await new Visitor(desk, "no-such-person").get("/")).status).toBe(303);
  });
});

test("no GET changes anything", async () => {
  const outcome = await desk.desk.open(
    "public-incident@1",
    { title: "Fire", sourceKind: "call", discoveredAt: "2026-11-22T21:00:00+08:00", grade: "major" },
    desk.desk.person("chen")!,
    { commandId: "fire" },
  );
  expect(outcome).toMatchObject({ outcome: "done", number: 1 });
  const { offered } = (await desk.desk.incident("1", desk.desk.person("chen")!))!;
  const before = await desk.desk.history("1");
  const paths = [
    "/",
    "/?show=all",
    "/register",
    "/incidents/1",
    "/incidents/1/replay",
    "/notifications",
    "/playbooks",
    "/about",
    "/i-am",
  ];
  for (const path of [...paths, ...offered.map(({ form }) => `/incidents/1/events/${form.type}`)])
    expect([path, (await new Visitor(desk, "chen").get(path)).status]).toEqual([path, 200]);
  expect(await desk.desk.history("1")).toEqual(before);
  expect(await desk.desk.counts()).toMatchObject({ open: 1 });
});
