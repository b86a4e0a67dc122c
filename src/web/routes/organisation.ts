/** Every page about people, roster and settings. The forms come last: their address takes any word. */
import { administrationRoutes } from "./administration.ts";
import { calendarRoutes } from "./calendar.ts";
import { changeRoutes } from "./change.ts";
import { erasureRoutes } from "./erasures.ts";
import { handOverRoutes } from "./hand-over.ts";
import { limitsRoutes } from "./limits.ts";
import { peopleRoutes } from "./people.ts";
import { shelfRoutes } from "./shelf.ts";
import { rosterRoutes } from "./roster.ts";

export const organisationRoutes = [
  rosterRoutes,
  handOverRoutes,
  calendarRoutes,
  peopleRoutes,
  limitsRoutes,
  erasureRoutes,
  shelfRoutes,
  administrationRoutes,
  changeRoutes,
];
