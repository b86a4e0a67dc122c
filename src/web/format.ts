/** Texts, times and roles as this reader sees them. */
import type { Role, Text } from "../../machines/playbook.ts";
import { roleWords } from "../desk/permissions.ts";
import { sayTime, sayTimeWithSeconds } from "../playbook/times.ts";
import type { Scene } from "./scene.ts";

export function say(scene: Scene, text: Text): string {
  return text[scene.language];
}

export function sayAt(scene: Scene, at: number): string {
  return sayTime(at, scene.language, scene.organisation);
}

export function saySecond(scene: Scene, at: number): string {
  return sayTimeWithSeconds(at, scene.language, scene.organisation);
}

export function sayRoles(scene: Scene, roles: readonly Role[]): string {
  return scene.words.list(roles.map((role) => say(scene, roleWords[role])));
}

/** For `<time datetime>`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
