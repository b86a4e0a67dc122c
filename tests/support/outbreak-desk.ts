/** A desk with units, posts and the outbreak playbook: who does what there by name, for the stories about units and posts. */
import { writeFileSync } from "node:fs";
import { playbooks } from "../../machines/registry.ts";
import type { Person } from "../../src/directory/person.ts";
import { aNightDesk, type NightDesk } from "./night-desk.ts";
import { outbreakPlaybook } from "./outbreak-playbook.ts";
import { aTemporaryFolder } from "./temporary-folder.ts";

const settings = `
organisation:
  name: { zh: 清河大学, en: Qinghe University }
  zone: Asia/Shanghai
  zoneLabel: { zh: 北京时间, en: GMT+8 }
units:
  - { id: it-services, name: { zh: 信息中心, en: IT services } }
  - { id: facilities, name: { zh: 后勤处, en: Facilities } }
people:
  - { id: chen, name: Chen, email: chen@example.test, roles: [duty-officer], language: en }
  - { id: li, name: Li, email: li@example.test, roles: [lead, administrator], language: en }
  - { id: zhao, name: Zhao, email: zhao@example.test, roles: [unit-contact], units: [it-services], posts: [contact@it-services] }
  - { id: bao, name: Bao, email: bao@example.test, roles: [unit-contact] }
  - { id: cui, name: Cui, email: cui@example.test, roles: [unit-contact, lead] }
`;

export type OutbreakDesk = Awaited<ReturnType<typeof anOutbreakDesk>>;

export async function anOutbreakDesk() {
  const folder = aTemporaryFolder();
  writeFileSync(folder.file("answerable.yaml"), settings);
  const environment = { ANSWERABLE_SETTINGS: folder.file("answerable.yaml") };
  const night = await aNightDesk((same) => same, [...Object.values(playbooks), outbreakPlaybook], { environment });
  const person = (id: string): Person => night.desk.person(id)!;
  return {
    ...actsOf(night, person),
    night,
    person,
    shut: async () => {
      await night.shut();
      folder.remove();
    },
  };
}

function actsOf({ desk, engine }: NightDesk, person: (id: string) => Person) {
  let count = 0;
  const command = () => ({ commandId: `story-${(count += 1)}` });
  return {
    command,
    administer: async (type: string, values: object, by = "li") => {
      const outcome = await desk.administer(type, values, person(by), command());
      if (outcome.outcome !== "done") throw new Error(`${type}: ${JSON.stringify(outcome)}`);
    },
    act: (id: string, type: string, values: object, by: string) => desk.act(id, type, values, person(by), command()),
    open: async (playbook: string, values: object): Promise<string> => {
      const outcome = await desk.open(playbook, values, person("chen"), { ...command(), confirmed: ["same-title"] });
      if (outcome.outcome !== "done") throw new Error(JSON.stringify(outcome));
      await engine.runDue();
      return outcome.id;
    },
    /** Who got the newest notification of a kind, and who was skipped for which reasons. */
    notified: async (id: string, effect: string) => {
      await engine.runDue();
      const view = await desk.incident(id, person("chen"));
      const { deliveries } = view!.messages.findLast(({ message }) => message.type === effect)!;
      const of = (isSkipped: boolean) => deliveries.filter(({ state }) => (state === "skipped") === isSkipped);
      return {
        to: of(false)
          .map(({ recipient }) => recipient)
          .sort(),
        skipped: of(true).flatMap(({ why }) => (why ? [why.en] : [])),
      };
    },
  };
}
