/** Why any event is refused: first whether anybody of the sender's roles may, then what stands against it. */
import type { Text } from "../../playbook.ts";
import type { OrganisationContext } from "../context.ts";
import { forms, type Asked, type EventType } from "../events.ts";
import { peopleRefusals } from "./people.ts";
import { rosterRefusals } from "./roster.ts";
import { settingsRefusals } from "./settings.ts";
import { notPermitted, type Refusals, type Refuse } from "./shared.ts";

const refusals: Refusals<EventType> = { ...settingsRefusals, ...peopleRefusals, ...rosterRefusals };

export function refusal<Type extends EventType>(context: OrganisationContext, asked: Asked<Type>): Text | null {
  if (!context.established && asked.type !== "ORGANISATION_SET_UP")
    return { zh: "单位尚未设立。", en: "The organisation has not been set up yet." };
  const refuse: Refuse<Type> = refusals[asked.type];
  return notPermitted(context, asked, forms[asked.type].by) ?? refuse(context, asked);
}

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(forms, type);
}
