/** The only values that cross a boundary: what JSON can carry. `undefined` is not among them; say `null`. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
