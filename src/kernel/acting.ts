/**
 * How it was known who is acting, for as long as a request or a command lasts. It goes beside the calls, because whoever notes
 * something on record stands many calls away from the door through which somebody came.
 */
import { AsyncLocalStorage } from "node:async_hooks";

const door = new AsyncLocalStorage<string>();

export const actThrough = <Result>(auth: string, work: () => Result): Result => door.run(auth, work);

/** Undefined: nobody came through a door; the desk acts by itself. */
export const doorNow = (): string | undefined => door.getStore();
