/**
 * Proxies write `X-Forwarded-For` with ports, brackets, zones or capitals. Each entry is brought into one spelling before
 * anybody compares it: a named proxy is recognised in all of them, and a caller is the same caller in all of them.
 */
import type { RequestHandler } from "express";
import { plainAddress } from "../../kernel/network-address.ts";

/** The nearest ones; nobody stands behind more proxies. */
const hopsMax = 20;

export const forwardedFor: RequestHandler = (request, _response, next) => {
  const said = request.headers["x-forwarded-for"];
  if (said !== undefined) {
    const hops = [said].flat().join(",").split(",").slice(-hopsMax);
    request.headers["x-forwarded-for"] = hops.map((hop) => plainAddress(hop) ?? "unknown").join(", ");
  }
  next();
};
