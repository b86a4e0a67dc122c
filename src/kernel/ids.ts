import { v7 } from "uuid";

/** A new id: time-ordered, so that what is made later sorts later (RFC 9562, version 7). */
export type NewId = () => string;

export const systemNewId: NewId = () => v7();
