import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import { readVocabulary } from '../definitions/load-vocabulary.js';
import { confirmNotice } from '../imports/confirm-notice.js';
import type { NoticeProposal } from '../imports/notice-proposal.js';
import { readNotice } from '../imports/read-notice.js';
import { showNotice } from '../imports/show-notice.js';
import { complain, sayJson, type Call, type Command, type ExitCode } from './command.js';

export const importNotice: Command = {
  name: 'import notice',
  usage: '<文件 file> [--json] [--accept-all]',
  help: {
    zh: '读入任务分解通知；每处修补都列出，待人确认',
    en: 'read a task-decomposition notice; every repair is shown for confirmation',
  },
  options: { json: { type: 'boolean' }, 'accept-all': { type: 'boolean' } },
  takes: [1, 1],
  run: read,
};

function read(call: Call): ExitCode {
  const { vocabulary } = readVocabulary(join(call.root, 'workflows'));
  const proposal = readNotice(decode(readFileSync(call.words[0] ?? '')), vocabulary);
  if (call.options['accept-all'] === true) return accept(call, proposal);
  const { directory: _directory, ...told } = proposal;
  if (call.options['json'] === true) sayJson(call, told);
  else call.output.write(`${showNotice(proposal, call.language).trimEnd()}\n`);
  return proposal.faults.length === 0 ? 0 : 1;
}

/** Accepts what has a proposal. What has none needs a person's own value, so it is refused with the reasons. */
function accept(call: Call, proposal: NoticeProposal): ExitCode {
  const answers = proposal.points.map(({ id }) => ({ point: id, decision: 'accept' as const }));
  const outcome = confirmNotice(proposal, answers);
  if (outcome.kind === 'confirmed') {
    sayJson(call, outcome);
    return 0;
  }
  for (const reason of outcome.reasons) complain(call, reason);
  return 1;
}

/** Pasted texts come in UTF-8 or, from older offices, in GB18030. */
function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
