/** People: the list, and inviting somebody where people sign in. Their other changes are forms like all others. */
import { Router, type Request, type Response } from "express";
import { z } from "zod";
import { line } from "../../../machines/fields.ts";
import { forms } from "../../../machines/organisation/events.ts";
import type { Text } from "../../../machines/playbook.ts";
import { checkForm, fieldsOf, valuesFromForm } from "../../desk/forms.ts";
import type { FieldErrors } from "../../desk/types.ts";
import type { Accounts } from "../../people/accounts.ts";
import { bodyOf, wordOf } from "../body.ts";
import { typedFromBody, typedFromValues } from "../typed.ts";
import { InvitationLinkPage, InvitePage } from "../views/organisation/invite.tsx";
import { NotForYouPage } from "../views/organisation/administration.tsx";
import { PeoplePage } from "../views/organisation/people.tsx";
import { enOrganisation } from "../words/en-organisation.ts";
import { zhOrganisation } from "../words/zh-organisation.ts";
import { originOf, refuse, sendPage, type Web } from "../web.ts";
import { isProven } from "../sign-in/proof.ts";
import { administering, type Administering } from "./administration.ts";

export function peopleRoutes(web: Web): Router {
  const router = Router();
  const accounts = web.door?.accounts ?? null;
  router.get("/administration/people", async (request, response) => {
    const shown = await administering(web, request, response);
    if (shown) sendPage(response, 200, PeoplePage({ ...shown, mails: await mailsFor(accounts, shown) }));
  });
  if (!accounts) return router;
  router.get("/administration/people/invite", async (request, response) => {
    const shown = await inviting(web, request, response);
    if (!shown) return;
    const start = { language: shown.scene.organisation.languages[0] };
    const typed = typedFromValues(inviteFields, start, shown.scene.organisation.zone);
    sendPage(response, 200, InvitePage({ scene: shown.scene, fields: inviteFields, typed, errors: {} }));
  });
  router.post("/administration/people/invite", async (request, response) => {
    const shown = await inviting(web, request, response);
    if (shown) await invite(web, accounts, request, response, shown);
  });
  router.post("/administration/people/invite-again", async (request, response) => {
    const shown = await inviting(web, request, response);
    if (!shown) return;
    const person = wordOf(bodyOf(request), "person");
    const invitation = await accounts.inviteAgain(person, shown.scene.person.id);
    const name = accounts.roll.member(person)?.name ?? person;
    if (!invitation) {
      refuse(web, request, response, "badRequest");
      return;
    }
    const link = `${originOf(web, request)}${invitation.path}`;
    const { expiresAt } = invitation;
    sendPage(response, 200, InvitationLinkPage({ scene: shown.scene, name, link, expiresAt }));
  });
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

async function inviting(web: Web, request: Request, response: Response): Promise<Administering | null> {
  const shown = await administering(web, request, response);
  if (!shown) return null;
  if (!shown.view.offers.some((offer) => offer.form.type === "PERSON_INVITED" && offer.permitted)) {
    sendPage(response, 403, NotForYouPage({ scene: shown.scene }));
    return null;
  }
  // A link that sets somebody's password is worth as much as the password.
  return request.method === "GET" || (await isProven(web, request, response)) ? shown : null;
}

const both = (word: (words: typeof enOrganisation.administration) => string): Text => ({
  zh: word(zhOrganisation.administration),
  en: word(enOrganisation.administration),
});

/** The event's own fields, but an address in place of the id: that is made from it. */
const inviteForm = forms.PERSON_INVITED.form.pick({ name: true, language: true, roles: true }).extend({
  mail: line({ label: both((words) => words.inviteMail) }).pipe(
    z.email({ error: "This is not an e-mail address. · 不是电子邮件地址。" }),
  ),
});
const inviteFields = fieldsOf({ form: inviteForm });

async function invite(
  web: Web,
  accounts: Accounts,
  request: Request,
  response: Response,
  shown: Administering,
): Promise<void> {
  const { scene, view } = shown;
  const body = bodyOf(request);
  const typed = typedFromBody(inviteFields, body);
  const show = (errors: FieldErrors) =>
    sendPage(response, 422, InvitePage({ scene, fields: inviteFields, typed, errors }));
  const { values } = valuesFromForm(inviteFields, body, scene.organisation.zone);
  const checked = checkForm({ form: inviteForm }, values, view.now);
  if (!checked.ok) {
    show(checked.errors);
    return;
  }
  const invited = await accounts.invite(inviteForm.parse(checked.values), scene.person.id);
  if (invited.outcome === "mail-taken") {
    show({ mail: [both((words) => words.mailTaken)] });
    return;
  }
  const { path, expiresAt } = invited.invitation;
  const link = `${originOf(web, request)}${path}`;
  sendPage(response, 200, InvitationLinkPage({ scene, name: invited.member.name, link, expiresAt }));
}
