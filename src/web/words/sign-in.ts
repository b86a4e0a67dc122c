/** The words of the sign-in, the set-up and the account's page. */
import type { Language } from "../../../machines/playbook.ts";
import { enSignIn } from "./en/sign-in.ts";
import { zhSignIn } from "./zh/sign-in.ts";
import type { SignInWords } from "./sign-in-words.ts";

export const signInWords: Readonly<Record<Language, SignInWords>> = { zh: zhSignIn, en: enSignIn };
