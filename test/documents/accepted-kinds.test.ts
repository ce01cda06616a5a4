import { acceptedKinds, definitionSchema } from '../../src/engine/definition.js';

const title = { zh: '解读', en: 'interpretation' };
const withField = (field: Record<string, unknown>) => ({
  workflow: 'example',
  version: 1,
  title,
  summary: title,
  law: ['seed-2016 task 6'],
  effectiveFrom: '2016-04-01',
  effectiveUntil: null,
  task: null,
  lead: null,
  responsible: [],
  openedBy: ['drafter'],
  form: { interpretation: { ...title, ...field } },
  startsIn: 'draft',
  states: { draft: { ...title, final: true, on: {} } },
  clocks: {},
});
const kindsOf = (field: Record<string, unknown>) => {
  const { interpretation } = definitionSchema.parse(withField(field)).form;
  return interpretation ? acceptedKinds(interpretation) : null;
};

describe('the kinds of files that a field takes', () => {
  it('are everything but recordings, unless the definition says otherwise', () => {
    expect(kindsOf({ kind: 'file' })).toEqual(['document', 'spreadsheet', 'presentation', 'image', 'text']);
    expect(kindsOf({ kind: 'files', accept: ['video', 'image'] })).toEqual(['video', 'image']);
    expect(kindsOf({ kind: 'text' })).toEqual([]);
  });

  it.each([
    ['a kind that does not exist', { kind: 'file', accept: ['film'] }],
    ['no kind at all', { kind: 'file', accept: [] }],
    ['a field that takes no file', { kind: 'text', accept: ['image'] }],
  ])('are refused in a definition for %s', (_, field) =>
    expect(definitionSchema.safeParse(withField(field)).success).toBe(false),
  );
});
