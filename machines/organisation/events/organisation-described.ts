/** Another name, another zone. What was, stays in the zone that counted then. */
import { z } from "zod";
import type { OrganisationContext } from "../context.ts";
import { event } from "../event.ts";
import { administrators } from "../parts/fields.ts";
import { keptMs } from "../parts/kept.ts";
import { described, description } from "../parts/settings.ts";

/** The clocks that the turns of the past went by stay theirs. */
function zonesUntil({ organisation: { zone }, earlierZones = [] }: OrganisationContext, until: number) {
  return [...earlierZones.filter((earlier) => earlier.until > until - keptMs), { until, zone }];
}

export const organisationDescribed = event("ORGANISATION_DESCRIBED", {
  words: {
    label: { zh: "修改单位信息", en: "Change the organisation" },
    done: { zh: "单位信息已修改", en: "Organisation changed" },
    help: {
      zh: "更改时区后，值班表的当地时间随之改变。",
      en: "Changing the time zone moves all local times in the roster.",
    },
  },
  by: administrators,
  page: "organisation",
  shownFirst: true,
  form: z.object(description),
  prefill: ({ organisation }) => ({
    nameZh: organisation.name.zh,
    nameEn: organisation.name.en,
    zone: organisation.zone,
    zoneLabelZh: organisation.zoneLabel.zh,
    zoneLabelEn: organisation.zoneLabel.en,
    languages: organisation.languages,
  }),
  record: (context, sent) => ({
    organisation: described(sent),
    ...(sent.zone === context.organisation.zone ? {} : { earlierZones: zonesUntil(context, sent.at) }),
  }),
});
