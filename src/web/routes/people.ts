/** People: the list, and inviting somebody where people sign in. Their other changes are forms like all others. */
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { line } from "../../../machines/kit/fields.ts";
import { personInvited } from "../../../machines/organisation/events/person-invited.ts";
import type { Text } from "../../../machines/playbook.ts";
import type { Person } from "../../directory/person.ts";
import { checkForm, valuesFromForm, type Field } from "../../playbook/forms.ts";
import type { FieldErrors } from "../../playbook/types.ts";
import { isMailAddress } from "../../kernel/mail-address.ts";
import type { Accounts } from "../../accounts/accounts.ts";
import { bodyOf } from "../body.ts";
import { offeredFields } from "../offered-fields.ts";
import { typedFromBody, typedFromValues } from "../form-input.ts";
import { InvitePage } from "../views/organisation/invite.tsx";
import { PeoplePage } from "../views/organisation/people.tsx";
import { inBoth } from "../words/index.ts";
import type { Web } from "../web.ts";
import { sendPage } from "../page.ts";
import { isProven } from "../sign-in/proof.ts";
import { administering, type Administering } from "./administration.ts";
import { sendLink } from "./invitation-link.ts";
import { personSignInRoutes } from "./their-sign-in.ts";

export function peopleRoutes(web: Web): Router {
  const router = Router();
  const accounts = web.signInService?.accounts ?? null;
  router.get("/administration/people", async (request, response) => {
    const shown = await administering(web, request);
    sendPage(response, 200, PeoplePage({ ...shown, mails: await mailsFor(accounts, shown) }));
  });
  if (!accounts) return router;
  router.get("/administration/people/invite", async (request, response) => {
    const shown = await administering(web, request);
    const start = { language: shown.context.organisation.languages[0] };
    const fields = inviteFields(shown);
    const typed = typedFromValues(fields, start, shown.context.organisation.zone);
    sendPage(response, 200, InvitePage({ context: shown.context, fields, typed, errors: {} }));
  });
  // A link that sets somebody's password is worth as much as the password.
  router.post("/administration/people/invite", async (request, response) => {
    if (!(await isProven(web, request, response))) return;
    await invite(web, accounts, request, response, await administering(web, request));
  });
  personSignInRoutes(web, accounts, router);
  return router;
}

/** Addresses are shown to those who look after people. */
async function mailsFor(
  accounts: Accounts | null,
  { view }: Administering,
): Promise<ReadonlyMap<string, string> | null> {
  if (!accounts || !view.roles.includes("administrator")) return null;
  const contacts = await accounts.allContacts();
  return new Map([...contacts].map(([person, { mail }]) => [person, mail ?? ""]));
}

/** The event's own fields, but an address in place of the id: that is made from it. */
const { units, posts, unitPosts, ...person } = personInvited.form.omit({ person: true }).shape;
const mail = line({ label: inBoth(({ organisation }) => organisation.administration.inviteMail) }).refine(
  isMailAddress,
  {
    error: "Enter an e-mail address. · 请填写电子邮件地址。",
  },
);
const inviteForm = z.object({ ...person, mail, units, posts, unitPosts });

/** With the units and posts that there are; without any, nothing is asked of them. */
function inviteFields({ view }: Administering): readonly Field[] {
  const options = personInvited.options?.(view.directory) ?? {};
  const hasUnits = (options["units"] ?? []).length > 0;
  const fields = offeredFields({ form: { form: inviteForm }, options });
  return fields.filter(({ name }) => (name === "units" || name === "unitPosts" ? hasUnits : true));
}

async function invite(
  web: Web,
  accounts: Accounts,
  request: Request,
  response: Response,
  shown: Administering,
): Promise<void> {
  const { context, view } = shown;
  const body = bodyOf(request);
  const fields = inviteFields(shown);
  const typed = typedFromBody(fields, body);
  const show = (errors: FieldErrors) => sendPage(response, 422, InvitePage({ context, fields, typed, errors }));
  const { values } = valuesFromForm(fields, body, context.organisation.zone);
  const checked = checkForm({ form: inviteForm }, values, view.now);
  if (!checked.ok) {
    show(checked.errors);
    return;
  }
  const asked = inviteForm.parse(checked.values);
  const { mail: address, ...invitee } = asked;
  const refused = await whyNot(web, { ...invitee, person: accounts.freeId(address) }, context.person);
  if (refused) {
    show({ "": [refused] });
    return;
  }
  const invited = await accounts.invite(asked, context.person.id);
  if (invited.outcome === "mail-taken") {
    show({ mail: [inBoth(({ organisation }) => organisation.administration.mailTaken)] });
    return;
  }
  const { member, invitation } = invited;
  const to = { ...member, address: (await accounts.contactsOf(member.id)).mail ?? "" };
  await sendLink(web, request, response, { context, to, invitation, isFirst: true });
}

/** What the record would refuse, before an address is kept for it. */
async function whyNot(web: Web, values: object, actor: Person): Promise<Text | null> {
  const prepared = await web.desk.prepareChange("PERSON_INVITED", values, actor, { commandId: web.commandId() });
  return prepared.outcome === "refused" ? prepared.sentence : null;
}
