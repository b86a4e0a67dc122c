import { v7 } from "uuid";

/** Ids are passed in: unique, and in the order of their making, so that an index grows at its end. */
export type NewId = () => string;

export const systemNewId: NewId = () => v7();
