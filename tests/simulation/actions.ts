/** What can happen in a simulated world, and how often. */
import type { Seeded } from "../../src/cli/seeded-random.ts";
import type { Clients } from "./clients.ts";
import type { Network } from "./network.ts";
import type { SimulatedNode } from "./node.ts";

/** What can be acted upon. */
interface Stage {
  readonly network: Network;
  readonly weather: { readonly calm: boolean };
  readonly chance: Seeded;
  readonly nodes: readonly SimulatedNode[];
  readonly clients: Clients;
  count(what: string): void;
}

const minute = 60_000;
const hour = 60 * minute;
const clockStepsMs = [-24 * hour, -hour, -minute, -1_500, 1_500, minute, hour, 24 * hour] as const;

/** Of so many steps, one is something else than the next job. */
const somethingElseOneIn = 4;

/** Does one thing and says what. */
export function act(world: Stage): string | null {
  const ready = world.network.ready();
  const isElse = ready.length === 0 || (!world.weather.calm && world.chance.oneIn(somethingElseOneIn));
  const job = isElse ? null : world.chance.oneOf(ready);
  if (job === null) return world.weather.calm ? calmAction(world) : wildAction(world);
  world.network.take(job);
  job.run();
  return job.label;
}

function calmAction(world: Stage): string | null {
  const down = world.nodes.find((node) => !node.life.alive);
  if (down) return start(down);
  const up = world.chance.oneOf(world.nodes.filter((node) => node.engine !== null));
  return (up && world.clients.sendAgain(up, "unanswered")) ?? passTime(world);
}

function wildAction(world: Stage): string | null {
  const { chance } = world;
  const dice = Math.floor(chance.next() * 100);
  const node = chance.oneOf(world.nodes);
  if (node === null) return null;
  if (dice < 45) return speak(world, node);
  if (dice < 80) return passTime(world);
  if (!node.life.alive) return start(node);
  if (dice < 87) return stepClock(world, node);
  if (dice < 94) return standOrGoOn(world, node);
  return crash(world, node);
}

function speak(world: Stage, node: SimulatedNode): string | null {
  if (node.engine === null) return null;
  if (world.chance.oneIn(3)) return world.clients.sendAgain(node, world.chance.oneIn(3) ? "any" : "unanswered");
  return world.clients.newCommand(node);
}

/** To the next moment at which something happens by itself, or not quite as far. */
function passTime(world: Stage): string | null {
  const { network, chance } = world;
  const next = network.nextAt();
  const least = 1 + Math.floor(chance.next() * 2_000);
  const most = next === null ? least : Math.max(1, next - network.now);
  const ms = chance.oneIn(4) ? Math.min(least, most) : Math.min(most, 2 * hour);
  network.now += ms;
  return `${ms} ms pass`;
}

function start(node: SimulatedNode): string {
  node.start();
  return `${node.name} starts`;
}

function stepClock(world: Stage, node: SimulatedNode): string {
  const ms = world.chance.oneOf(clockStepsMs) ?? 0;
  world.count("clockSteps");
  node.aheadMs += ms;
  return `${node.name} clock steps by ${ms} ms`;
}

function standOrGoOn(world: Stage, node: SimulatedNode): string {
  node.life.paused = !node.life.paused;
  if (node.life.paused) world.count("pauses");
  return `${node.name} ${node.life.paused ? "stands still" : "goes on"}`;
}

function crash(world: Stage, node: SimulatedNode): string {
  world.count("crashes");
  const { life } = node;
  node.crash(() => world.chance.oneIn(2));
  world.clients.cut(life);
  return `${node.name} crashes`;
}
