/** What stands in an address or a request for an incident is that incident or none, at every door. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { aNightDesk, type NightDesk } from "../support/night-desk.ts";
import { Visitor } from "../support/visitor.ts";

let desk: NightDesk;
let reader: Visitor;
beforeAll(async () => {
  desk = await aNightDesk();
  reader = new Visitor(desk, "li");
  const values = { equipment: "Lift 2", place: "Library", fault: "Stuck" };
  const outcome = await desk.desk.open("equipment-fault", values, desk.desk.person("li")!, { commandId: "open" });
  expect(outcome).toMatchObject({ outcome: "done" });
});
afterAll(() => desk.shut());

const paths = ["/incidents/X", "/incidents/X/events/NOTE_ADDED", "/api/v1/incidents/X", "/api/v1/incidents/X/history"];
const statuses = (typed: string) =>
  Promise.all(
    paths.map(async (path) => {
      const { status } = await reader.get(path.replace("X", encodeURIComponent(typed)), { "Answerable-Person": "li" });
      return status;
    }),
  );

test.each(["-1", "0", "1e0", "0x1", "1.0", "+1", "１", "#", "##1", "1 2", "\0", "1\0", "__proto__", "constructor"])(
  "%j is none",
  async (typed) => {
    expect(await statuses(typed)).toEqual([404, 404, 404, 404]);
  },
);

test.each(["2147483648", "999999999999999", "9999999999999999", "9".repeat(400)])(
  "the huge %s is none",
  async (typed) => {
    expect(await statuses(typed)).toEqual([404, 404, 404, 404]);
    expect(desk.problems).toEqual([]);
  },
);

test.each(["1", "#1", "001"])("%s is the first", async (typed) => {
  const [page, , incident, history] = await statuses(typed);
  expect([page, incident, history]).toEqual([200, 200, 200]);
});
