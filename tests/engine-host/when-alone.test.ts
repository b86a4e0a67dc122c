/** Where a command is decided: here only while they come one after the other and the disk is quick. */
import { expect, test } from "@jest/globals";
import { WhenAlone } from "../../src/engine-host/when-alone.ts";

const here = "here";
const there = "there";

test("the first ones go over, and from the ninth on they are decided here", async () => {
  const desk = aDesk();
  expect(await desk.oneByOne(12, 1)).toEqual([...eightTimes(there), here, here, here, here]);
});

test("now and then some go over, so that the other side can put the database in order", async () => {
  const desk = aDesk();
  await desk.oneByOne(8, 1);
  expect(new Set(await desk.oneByOne(200, 1))).toEqual(new Set([here]));
  expect(await desk.oneByOne(9, 1)).toEqual([...eightTimes(there), here]);
});

test("what took long sends the next ones over again", async () => {
  const desk = aDesk();
  await desk.oneByOne(9, 1);
  expect(await desk.oneByOne(2, 10)).toEqual([here, there]);
  expect(await desk.oneByOne(9, 1)).toEqual([...eightTimes(there), here]);
});

test("on a disk that is always slow nothing is decided here", async () => {
  expect(new Set(await aDesk().oneByOne(100, 50))).toEqual(new Set([there]));
});

test("after a pause nobody knows whether the disk is still quick", async () => {
  const desk = aDesk();
  await desk.oneByOne(9, 1);
  desk.pass(1_000);
  expect(await desk.oneByOne(1, 1)).toEqual([here]);
  desk.pass(1_001);
  expect(await desk.oneByOne(9, 1)).toEqual([...eightTimes(there), here]);
});

test("who is not alone goes over, and so do those who come next", async () => {
  const desk = aDesk();
  await desk.oneByOne(8, 1);
  const [first, second] = [desk.send(), desk.send()];
  expect([first.place, second.place]).toEqual([here, there]);
  await first.end(1);
  await second.end(1);
  expect(await desk.oneByOne(9, 1)).toEqual([...eightTimes(there), here]);
});

test("a failure is passed on, and the next ones go over", async () => {
  const desk = aDesk();
  await desk.oneByOne(8, 1);
  const failing = desk.send();
  expect(failing.place).toBe(here);
  await expect(failing.fail()).rejects.toThrow("no room");
  expect(await desk.oneByOne(1, 1)).toEqual([there]);
});

const eightTimes = (place: string) => Array.from({ length: 8 }, () => place);

function aDesk() {
  let now = 0;
  const whenAlone = new WhenAlone({ now: () => now });
  const send = () => {
    let place = "";
    let resolve: (value: string) => void = () => undefined;
    let reject: (error: Error) => void = () => undefined;
    const at = (chosen: string) => () => {
      place = chosen;
      return new Promise<string>((...settle) => ([resolve, reject] = settle));
    };
    const answer = whenAlone.run(at(here), at(there));
    return {
      place,
      end: (ms: number) => {
        now += ms;
        resolve(place);
        return answer;
      },
      fail: () => {
        reject(new Error("no room"));
        return answer;
      },
    };
  };
  const oneByOne = async (count: number, ms: number) => {
    const places: string[] = [];
    for (let n = 0; n < count; n += 1) places.push(await send().end(ms));
    return places;
  };
  return { pass: (ms: number) => (now += ms), send, oneByOne };
}
