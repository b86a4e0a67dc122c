/** A crowd is told at the door to come again; whoever is inside is served, and so is whoever watches the server. */
import { expect, test } from "@jest/globals";
import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { shedLoad, streaming } from "../../src/web/load-shedding.ts";

async function aServer(inside: ServerResponse[], max: number) {
  const server = createServer(
    shedLoad((request, response) => {
      request.resume();
      inside.push(response);
    }, max),
  );
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

const untilInside = async (inside: ServerResponse[], count: number) => {
  while (inside.length < count) await new Promise((resolve) => setImmediate(resolve));
};

test("beyond so many requests at once, the next is turned away in words until one has been answered", async () => {
  const inside: ServerResponse[] = [];
  const { port, close } = await aServer(inside, 2);
  const address = `http://127.0.0.1:${port}`;
  const enters = async (path: string, count: number) => {
    const answer = fetch(address + path);
    await untilInside(inside, count);
    return { answer };
  };
  const first = await enters("/", 1);
  const second = await enters("/api/v1/incidents", 2);

  const page = await fetch(`${address}/register`);
  expect([page.status, page.headers.get("retry-after"), await page.text()]).toEqual([
    503,
    "1",
    expect.stringContaining("Too many requests"),
  ]);
  const api = await fetch(`${address}/api/v1/incidents`, { method: "POST", body: "{}" });
  expect([api.status, api.headers.get("retry-after"), await api.json()]).toEqual([
    503,
    "1",
    expect.objectContaining({ code: "overloaded" }),
  ]);
  const watcher = await enters("/readyz", 3);

  for (const response of inside) response.end("done");
  for (const { answer } of [first, second, watcher]) expect((await answer).status).toBe(200);
  const next = await enters("/", 4);
  inside[3]?.end("done");
  expect((await next.answer).status).toBe(200);
  close();
});

test("whoever dawdles over a request takes nobody's place", async () => {
  const inside: ServerResponse[] = [];
  const { port, close } = await aServer(inside, 1);
  const dawdlers = Array.from({ length: 3 }, () => connect(port, "127.0.0.1"));
  for (const socket of dawdlers) socket.write("POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 9\r\n\r\n");
  await untilInside(inside, 3);
  const answer = fetch(`http://127.0.0.1:${port}/`);
  await untilInside(inside, 4);
  inside[3]?.end("done");
  expect((await answer).status).toBe(200);
  for (const socket of dawdlers) socket.destroy();
  close();
});

test("an answer that stays open has been answered: it takes nobody's place", async () => {
  const inside: ServerResponse[] = [];
  const { port, close } = await aServer(inside, 1);
  const open = [];
  for (let count = 1; count <= 3; count += 1) {
    open.push(fetch(`http://127.0.0.1:${port}/live`));
    await untilInside(inside, count);
    const response = inside[count - 1];
    response?.write(": it begins\n\n");
    response?.emit(streaming);
  }
  expect((await Promise.all(open)).map(({ status }) => status)).toEqual([200, 200, 200]);
  const answer = fetch(`http://127.0.0.1:${port}/`);
  await untilInside(inside, 4);
  const refused = await fetch(`http://127.0.0.1:${port}/`);
  // Ended twice over, they give back no more than they took.
  for (const response of inside) response.end("done");
  expect([(await answer).status, refused.status]).toEqual([200, 503]);
  close();
});
