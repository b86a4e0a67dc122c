import type { Router } from "express";

/** What a router of Express says about itself; its type declarations do not know it yet. */
interface Listing {
  listRoutes(): readonly {
    readonly path: string;
    /** `*` is a handler for every method. */
    readonly methods: readonly string[] | undefined;
    readonly router: Router | undefined;
  }[];
}

/** `GET /incidents/:number` of each route, in the order in which they are tried; those of `without` are left out. */
export function routesOf(router: object, without: readonly object[] = []): readonly string[] {
  return (router as Listing).listRoutes().flatMap(({ path, methods = [], router: inner }) => {
    if (inner) return without.includes(inner) ? [] : routesOf(inner, without).map((route) => withPrefix(path, route));
    return methods.filter((method) => method !== "*" && method !== "HEAD").map((method) => `${method} ${path}`);
  });
}

function withPrefix(prefix: string, route: string): string {
  return prefix === "/" ? route : route.replace(" ", ` ${prefix}`);
}
