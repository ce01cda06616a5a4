import { hash, verify } from '@node-rs/argon2';

/** Argon2id as OWASP asks of it: 19 MiB, two passes, one lane. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const fewestCharacters = 12;
const mostCharacters = 128;

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), parameters);
}

/** Takes as long for a name that does not exist as for one that does: nobody learns who works here. */
export async function isPasswordOf(stored: string | null, password: string): Promise<boolean> {
  const isRight = await verify(stored ?? (await decoy), password.normalize('NFC'));
  return stored !== null && isRight;
}
const decoy = hashPassword('nobody has this password');

/** What is wrong with a new password, everything at once (等保 GB/T 22239 8.1.4.1 a: length and kinds of characters). */
export function passwordFaults(password: string, username: string): string[] {
  const faults: string[] = [];
  const length = [...password].length;
  if (length < fewestCharacters)
    faults.push(`密码至少 ${fewestCharacters} 个字符 (at least ${fewestCharacters} characters)`);
  if (length > mostCharacters)
    faults.push(`密码最多 ${mostCharacters} 个字符 (at most ${mostCharacters} characters)`);
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (kinds < 2)
    faults.push('密码须含字母、数字、符号中至少两类 (at least two kinds of letters, digits and signs)');
  if (password.toLowerCase().includes(username.toLowerCase()))
    faults.push('密码不得包含用户名 (not the user name)');
  return faults;
}
