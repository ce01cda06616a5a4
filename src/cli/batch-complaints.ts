import type { z } from 'zod';

/** Every fault of a line in one sentence: where it is, and what belongs there. */
export function complaintsOf(error: z.ZodError): string {
  return `The line cannot be read: ${error.issues.map(complaintOf).join('; ')}.`;
}

function complaintOf(issue: z.core.$ZodIssue): string {
  const place = issue.path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
  if (issue.code === 'unrecognized_keys')
    return `${place === '' ? 'it' : place} has unknown keys (${issue.keys.join(', ')}); remove or correct them`;
  const expected =
    issue.code === 'invalid_type' && /^Invalid input/.test(issue.message)
      ? `a value of type ${issue.expected}`
      : issue.message;
  return `${place === '' ? 'it' : place} must be ${expected}`;
}
