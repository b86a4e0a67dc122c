/** Every administrative change is one of these events; each is a module, and its form is its shape. */
import type { AnyAsked, AnySent } from "../kit/stamp.ts";
import type { Text } from "../playbook.ts";
import type { OrganisationContext } from "./context.ts";
import type { OrganisationEventModule } from "./event.ts";
import { absenceEnded } from "./events/absence-ended.ts";
import { absenceRecorded } from "./events/absence-recorded.ts";
import { recordContinued } from "./events/record-continued.ts";
import { intakeKeyCreated } from "./events/intake-key-created.ts";
import { intakeKeyEnded } from "./events/intake-key-ended.ts";
import { reportContactsErased } from "./events/report-contacts-erased.ts";
import { reportSettled } from "./events/report-settled.ts";
import { recordExported } from "./events/record-exported.ts";
import { recordKeyChanged } from "./events/record-key-changed.ts";
import { calendarAddressRenewed } from "./events/calendar-address-renewed.ts";
import { channelsChanged } from "./events/channels-changed.ts";
import { contactChanged } from "./events/contact-changed.ts";
import { dutyTakenOver } from "./events/duty-taken-over.ts";
import { erasureApproved } from "./events/erasure-approved.ts";
import { erasureDeclined } from "./events/erasure-declined.ts";
import { erasureProposed } from "./events/erasure-proposed.ts";
import { handoverSigned } from "./events/handover-signed.ts";
import { holidayRemoved } from "./events/holiday-removed.ts";
import { holidaySet } from "./events/holiday-set.ts";
import { ladderSet } from "./events/ladder-set.ts";
import { layerDescribed } from "./events/layer-described.ts";
import { organisationDescribed } from "./events/organisation-described.ts";
import { organisationSetUp } from "./events/organisation-set-up.ts";
import { overrideAdded } from "./events/override-added.ts";
import { overrideRemoved } from "./events/override-removed.ts";
import { personChanged } from "./events/person-changed.ts";
import { personDeactivated } from "./events/person-deactivated.ts";
import { personInvited } from "./events/person-invited.ts";
import { personReactivated } from "./events/person-reactivated.ts";
import { playbookActivated } from "./events/playbook-activated.ts";
import { playbookDeclined } from "./events/playbook-declined.ts";
import { playbookLoaded } from "./events/playbook-loaded.ts";
import { playbookProposed } from "./events/playbook-proposed.ts";
import { policyChanged } from "./events/policy-changed.ts";
import { postDeactivated } from "./events/post-deactivated.ts";
import { postDescribed } from "./events/post-described.ts";
import { postGiven } from "./events/post-given.ts";
import { postReactivated } from "./events/post-reactivated.ts";
import { postTaken } from "./events/post-taken.ts";
import { rolesChanged } from "./events/roles-changed.ts";
import { rotationEnded } from "./events/rotation-ended.ts";
import { rotationSet } from "./events/rotation-set.ts";
import { sessionsEnded } from "./events/sessions-ended.ts";
import { shiftAdded } from "./events/shift-added.ts";
import { shiftRemoved } from "./events/shift-removed.ts";
import { signInChanged } from "./events/sign-in-changed.ts";
import { swapAccepted } from "./events/swap-accepted.ts";
import { swapCancelled } from "./events/swap-cancelled.ts";
import { swapOffered } from "./events/swap-offered.ts";
import { tokenIssued } from "./events/token-issued.ts";
import { tokenRevoked } from "./events/token-revoked.ts";
import { unitDeactivated } from "./events/unit-deactivated.ts";
import { unitDescribed } from "./events/unit-described.ts";
import { unitReactivated } from "./events/unit-reactivated.ts";

/** What is accepted once the organisation is set up. */
export const changes = [
  organisationDescribed,
  ladderSet,
  policyChanged,
  channelsChanged,
  personInvited,
  personChanged,
  rolesChanged,
  personDeactivated,
  personReactivated,
  contactChanged,
  signInChanged,
  sessionsEnded,
  tokenIssued,
  tokenRevoked,
  calendarAddressRenewed,
  recordExported,
  recordKeyChanged,
  recordContinued,
  intakeKeyCreated,
  intakeKeyEnded,
  reportSettled,
  reportContactsErased,
  unitDescribed,
  unitDeactivated,
  unitReactivated,
  postDescribed,
  postDeactivated,
  postReactivated,
  postGiven,
  postTaken,
  absenceRecorded,
  absenceEnded,
  layerDescribed,
  rotationSet,
  rotationEnded,
  shiftAdded,
  shiftRemoved,
  overrideAdded,
  overrideRemoved,
  holidaySet,
  holidayRemoved,
  swapOffered,
  swapAccepted,
  swapCancelled,
  dutyTakenOver,
  handoverSigned,
  erasureProposed,
  erasureApproved,
  erasureDeclined,
  playbookLoaded,
  playbookProposed,
  playbookActivated,
  playbookDeclined,
] as const;

/** All of them, in the order of the chart. */
export const all = [organisationSetUp, ...changes] as const;

/** Null when there is no such event. */
export function changeOf(type: string): OrganisationEventModule | null {
  return all.find((one) => one.type === type) ?? null;
}

/** The directory after an event that was accepted. */
export function applied(context: OrganisationContext, event: AnySent): OrganisationContext {
  return { ...context, ...changeOf(event.type)?.record?.(context, event) };
}

/** Why any event is refused: first whether anybody of the sender's roles may, then what stands against it. Texts are open. */
export function refusal(context: OrganisationContext, asked: AnyAsked): Text | null {
  const change = changeOf(asked.type);
  return change?.refuse?.(context, asked) ?? change?.refuseOpened?.(context, asked) ?? null;
}
