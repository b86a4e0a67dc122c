/**
 * What counts as an e-mail address, at every door: the settings, the set-up, an invitation, a sign-in provider, and once more
 * before a notification leaves. RFC 5321 as mail servers take it without extensions: no quoted names, no comments, no bare machine
 * names or numbers, and a domain of other letters in its `xn--` form.
 */
const addressMax = 254;
const localMax = 64;
const domainMax = 253;

/** Words with single dots between. A hyphen, a slash or a bar in front would mean something else to old mail programs. */
const local = /^[a-z0-9!#$%&'*+=?^_`{}~][a-z0-9!#$%&'*+/=?^_`{|}~-]*(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** Letters, or letters of another script as the name servers know them. */
const topLabel = /^(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})$/i;

/** One address and nothing else: no list, no group, no comment, no line break. */
export function isMailAddress(text: string): boolean {
  if (text.length > addressMax) return false;
  const [name, domain, ...more] = text.split("@");
  if (name === undefined || domain === undefined || more.length > 0) return false;
  if (name.length > localMax || domain.length > domainMax || !local.test(name)) return false;
  const labels = domain.split(".");
  return labels.length > 1 && labels.every((one) => label.test(one)) && topLabel.test(labels.at(-1) ?? "");
}
