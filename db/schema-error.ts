/** The schema and the program do not fit. The sentence says which is older and what to do. */
export class SchemaError extends Error {
  override name = "SchemaError";
}
