import { posix } from 'node:path';

/** The rules of the house that neither the formatter nor the linter knows. Each takes a file and returns its faults. */
export const rules = [
  fileSize,
  folderDepth,
  kebabCase,
  bannedNames,
  imports,
  purity,
  machineTraces,
  lockFile,
  unfinished,
];

const mostLines = 300;
const deepestFolder = 3;
const source = /^(src|test|scripts|bench|bin|web)\/.*\.(ts|tsx|js|mjs)$/;
const named = /^(src|test|scripts|bench|bin|migrations|workflows|web\/src)\//;
const bannedWords = new Set(['manager', 'managers', 'helper', 'helpers', 'util', 'utils', 'info', 'infos']);

function fileSize({ path, text }) {
  const lines = text.split('\n').length - 1;
  if (!source.test(path) || lines <= mostLines) return [];
  return [`${path}: ${lines} lines; at most ${mostLines}. Split it by what its parts do.`];
}

function folderDepth({ path }) {
  const folders = path.split('/').length - 2;
  if (!path.startsWith('src/') || folders <= deepestFolder) return [];
  return [`${path}: ${folders} folders below src; at most ${deepestFolder}.`];
}

function kebabCase({ path }) {
  if (!named.test(path)) return [];
  const isKebab = (name) => /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/.test(name);
  const wrong = path.split('/').filter((name) => !isKebab(name) && name !== 'README.md');
  return wrong.map((name) => `${path}: "${name}" is not kebab-case (small letters, digits and hyphens).`);
}

function bannedNames({ path, text }) {
  if (!source.test(path)) return [];
  const inPath = path.split(/[/.-]/).filter((word) => bannedWords.has(word));
  const declarations = text.matchAll(
    /\b(?:(?:class|interface|enum|function|const|let)\s+([A-Za-z0-9]+)|type\s+([A-Za-z0-9]+)\s*[=<])/g,
  );
  const inCode = [...declarations]
    .map((match) => match[1] ?? match[2])
    .filter((name) => wordsOf(name).some((word) => bannedWords.has(word)));
  return [...inPath, ...inCode].map((name) => `${path}: "${name}" says nothing; name what it does or is.`);
}

/** `bag-info` is a file's name in RFC 8493, not a word of ours. */
function wordsOf(identifier) {
  return identifier
    .replace(/bagInfo/i, 'bag')
    .split(/(?=[A-Z])/)
    .map((word) => word.toLowerCase());
}

/** The import table: the engine is alone, the platform knows the engine only, nobody calls effects or timers. */
function imports({ path, text }) {
  if (!path.startsWith('src/')) return [];
  return importedBy(text).flatMap((specifier) => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(path), specifier) : specifier;
    const reason = forbids(path, target);
    return reason ? [`${path}: imports ${specifier}. ${reason}`] : [];
  });
}

function importedBy(text) {
  const statements = text.matchAll(/(?:^|\n)\s*(?:import|export)\s[^'";]*?from\s*['"]([^'"]+)['"]/g);
  const bare = text.matchAll(/(?:^|\n)\s*import\s*['"]([^'"]+)['"]/g);
  const calls = text.matchAll(/\b(?:import|require)\(\s*['"]([^'"]+)['"]/g);
  return [...statements, ...bare, ...calls].map((match) => match[1]);
}

function forbids(path, target) {
  const isOurs = target.startsWith('src/');
  if (path.startsWith('src/engine/') && !target.startsWith('src/engine/') && target !== 'zod') {
    return 'The engine imports only itself and zod.';
  }
  if (path.startsWith('src/platform/') && isOurs && !/^src\/(platform|engine)\//.test(target)) {
    return 'The platform imports nothing of ours but the engine.';
  }
  const folder = /^src\/(effects|timers)\//.exec(target)?.[0];
  const mayWire = /^src\/(app[^/]*\.ts|app\/|main\.ts|cli\/)/.test(path);
  return folder && !path.startsWith(folder) && !mayWire
    ? `Nobody imports ${folder}; only app, main and cli wire it.`
    : null;
}

/** Same arguments, same answer: the engine asks neither the clock nor the machine. */
function purity({ path, text }) {
  if (!path.startsWith('src/engine/')) return [];
  const code = text.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
  const impure =
    /\b(Date\.now\(|new Date\(\)|Math\.random\(|process\.|performance\.|setTimeout\(|console\.)/g;
  return [...code.matchAll(impure)].map(
    (match) => `${path}: "${match[0]}" makes the engine impure; pass it in.`,
  );
}

/** Nothing in the tree may depend on where it was written or fetched. */
function machineTraces({ path, text }) {
  const traces = [
    [/(?<![\w.])\/(?:work|home|Users|root|tmp)\/[\w.-]+/g, 'a path of one machine'],
    [
      /\b(?:registry\.(?:npmjs|yarnpkg|npmmirror)\.\w+|npmjs\.org|npm\.pkg\.github\.com)\b/g,
      'the host of a registry',
    ],
  ];
  return traces.flatMap(([pattern, kind]) =>
    [...text.matchAll(pattern)].map((match) => `${path}: "${match[0]}" is ${kind}.`),
  );
}

function lockFile({ path, text }) {
  if (!/(^|\/)(package-lock|npm-shrinkwrap)\.json$/.test(path) || !text.includes('"resolved":')) return [];
  return [`${path}: holds download addresses; run npm with omit-lockfile-registry-resolved (see .npmrc).`];
}

function unfinished({ path, text }) {
  if (!source.test(path)) return [];
  return [...text.matchAll(/\b(?:TO[D]O|FIX[M]E)\b/g)].map(
    (match) => `${path}: "${match[0]}": finish it or file an issue.`,
  );
}
