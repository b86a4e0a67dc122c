/** What leaves compressed, what does not, and what is not sent a second time (docs/decisions/0125). */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { aDesk, Browser, type DeskWorld } from "../support/desk-world.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let world: DeskWorld;
beforeAll(async () => {
  desk = await aNightDesk();
  world = await aDesk();
});
afterAll(async () => {
  await desk.shut();
  await world.shut();
});

const page = (headers: Record<string, string>, path = "/register") => new Visitor(desk, "chen").get(path, headers);

describe("a page", () => {
  test.each([
    ["br, gzip", "br"],
    ["gzip", "gzip"],
    ["identity", null],
  ])("asked for with %s leaves as %s", async (accepted, encoding) => {
    const { headers, text } = await page({ "accept-encoding": accepted });
    expect(headers.get("content-encoding")).toBe(encoding);
    expect(headers.get("vary")).toContain("Accept-Encoding");
    expect(text).toContain("</html>");
  });

  test.each(["cross-site", "same-site"])(
    "that a page of another origin (%s) asks for is not compressed",
    async (site) => {
      const { headers } = await page({ "accept-encoding": "br", "sec-fetch-site": site });
      expect(headers.get("content-encoding")).toBeNull();
    },
  );

  test.each(["none", "same-origin"])("that the reader asks for (%s) is", async (site) => {
    const { headers } = await page({ "accept-encoding": "br", "sec-fetch-site": site });
    expect(headers.get("content-encoding")).toBe("br");
  });
});

test("a style sheet is compressed whoever asks for it, and short answers are not", async () => {
  const [style = ""] = /\/static\/[^"]*desk\.css/.exec((await page({})).text) ?? [];
  const asked = await page({ "accept-encoding": "br", "sec-fetch-site": "cross-site" }, style);
  expect(asked.headers.get("content-encoding")).toBe("br");
  const icon = await page({ "accept-encoding": "br" }, style.replace("desk.css", "icon.svg"));
  expect([icon.status, icon.headers.get("content-encoding")]).toEqual([200, null]);
});

test("the token of a form is another one on each page, and each is taken", async () => {
  const visitor = new Browser(world);
  await visitor.signIn("li@example.test");
  const tokens = async () =>
    [...(await visitor.get("/account")).text.matchAll(/name="form-token" value="([^"]+)"/g)].map(
      ([, token = ""]) => token,
    );
  const seen = [...(await tokens()), ...(await tokens())];
  expect(new Set(seen).size).toBe(seen.length);
  for (const token of [seen[0], seen.at(-1)]) {
    const sent = await visitor.post("/language", { language: "en", back: "/account", "form-token": token! });
    expect(sent.status).toBe(303);
  }
  for (const wrong of ["", "x", seen[0]!.slice(2), `${seen[0]!.slice(0, -3)}AAA`]) {
    const sent = await visitor.post("/language", { language: "en", back: "/account", "form-token": wrong });
    expect(sent.status).not.toBe(303);
  }
});
